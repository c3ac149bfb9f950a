import * as z from 'zod/mini';
import {RoomId} from '../../contract/schemas.js';
import {kafOrigin} from '../../contract/kaf-origin.js';
import {UsageError} from '../arguments.js';
import type {Plan} from './plan.js';

/** The options of the command, as they were written. */
export interface CheckOptions {
  readonly 'room-id'?: string | undefined;
  readonly 'create-url'?: string | undefined;
  readonly header?: readonly string[] | undefined;
  readonly 'page-origin'?: string | undefined;
  readonly 'kaf-url'?: string | undefined;
  readonly 'authorize-url'?: string | undefined;
  readonly 'jwks-url'?: string | undefined;
  readonly create?: boolean | undefined;
}

/**
 * What is to be checked, from the command's arguments and the environment.
 * @throws UsageError naming what is wrong, never the value of a header or a secret
 */
export function planOf(
  url: string,
  options: CheckOptions,
  env: Readonly<Record<string, string | undefined>>,
): Plan {
  const {'create-url': createUrl, 'room-id': roomId, create = false} = options;
  if (roomId === undefined)
    throw new UsageError('Give by --room-id a room that the person may open');
  if (!z.safeParse(RoomId, roomId).success)
    throw new UsageError('--room-id must be a room ID such as 1_abcd1234');
  if (create && createUrl === undefined) throw new UsageError('--create needs --create-url');
  return {
    tokenUrl: endpoint(url, 'The address'),
    createUrl: optional(createUrl, '--create-url'),
    authorizeUrl: optional(options['authorize-url'], '--authorize-url'),
    jwksUrl: optional(options['jwks-url'], '--jwks-url'),
    roomId,
    headers: (options.header ?? []).map(readHeader),
    pageOrigin: origin(options['page-origin'], '--page-origin'),
    kafUrl: origin(options['kaf-url'], '--kaf-url'),
    create,
    partnerId: partnerId(env['KALTURA_PARTNER_ID']),
    adminSecret: secret(env, 'KALTURA_ADMIN_SECRET'),
    ltiSecret: secret(env, 'KALTURA_LTI_SECRET'),
  };
}

function endpoint(text: string, what: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new UsageError(`${what} must be an http or https URL without user and password`);
  return url;
}

const optional = (text: string | undefined, what: string): URL | undefined =>
  text === undefined ? undefined : endpoint(text, what);

function origin(text: string | undefined, what: string): string | undefined {
  if (text === undefined) return undefined;
  const parsed = kafOrigin(text);
  if (parsed === undefined)
    throw new UsageError(`${what} must be a bare https origin, such as https://www.example.com`);
  return parsed;
}

function readHeader(text: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/s.exec(text) ?? [];
  try {
    new Headers([[name, value]]);
  } catch {
    throw new UsageError("--header must be written as 'Name: value'");
  }
  return [name.toLowerCase(), value];
}

function partnerId(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError('KALTURA_PARTNER_ID must be a number');
  return Number(text);
}

function secret(env: Readonly<Record<string, string | undefined>>, name: string) {
  const value = env[name];
  if (!value) return undefined;
  // A short one would be found in any answer.
  if (!/^\S{8,}$/.test(value)) throw new UsageError(`${name} must be the secret, without spaces`);
  return value;
}
