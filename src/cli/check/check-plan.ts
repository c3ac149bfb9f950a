import * as z from 'zod/mini';
import {kafOrigin} from '../../contract/kaf-origin.js';
import {RoomId} from '../../contract/schemas.js';
import {parsePageOrigin} from '../../server/http/origin-check.js';
import {UsageError} from '../arguments.js';

/** The endpoints to check, and the user and the secrets to check them with. */
export interface CheckPlan {
  readonly tokenUrl: URL;
  readonly createUrl?: URL | undefined;
  /** A room that the user may open. */
  readonly roomId: string;
  /** Headers that identify a signed-in user, such as a cookie. Reports never contain their values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Another origin than the endpoints' own, whose pages may use the endpoints. */
  readonly pageOrigin?: string | undefined;
  /** The routes of LTI 1.3, if they are not next to the token endpoint. */
  readonly authorizeUrl?: URL | undefined;
  readonly jwksUrl?: URL | undefined;
  /** The origin of KAF that the page pins. */
  readonly kafUrl?: string | undefined;
  /** Whether to create a real room. */
  readonly create: boolean;
  readonly partnerId?: number | undefined;
  readonly adminSecret?: string | undefined;
  /** The secret of LTI 1.1, if it is not the admin secret. */
  readonly ltiSecret?: string | undefined;
}

/** Options of the command, as the user wrote them. */
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

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the arguments of the command and its environment.
 * @throws UsageError without the value of a header or a secret
 */
export function parsePlan(
  positionals: readonly string[],
  options: CheckOptions,
  env: Environment,
): CheckPlan {
  const {'create-url': createUrl, 'room-id': roomId, create = false} = options;
  const [tokenUrl] = positionals;
  if (tokenUrl === undefined || positionals.length > 1)
    throw new UsageError(
      `The command needs one URL, of the token endpoint; got ${positionals.length} arguments. Put quotes around a header with spaces`,
    );
  if (roomId === undefined)
    throw new UsageError('--room-id is required: the ID of a room that the user may open');
  if (!z.safeParse(RoomId, roomId).success)
    throw new UsageError('--room-id must be a room ID, such as 1_abcd1234');
  if (create && createUrl === undefined) throw new UsageError('--create requires --create-url');
  return {
    tokenUrl: parseUrl(tokenUrl, 'The URL of the token endpoint'),
    createUrl: parseOptionalUrl(createUrl, '--create-url'),
    authorizeUrl: parseOptionalUrl(options['authorize-url'], '--authorize-url'),
    jwksUrl: parseOptionalUrl(options['jwks-url'], '--jwks-url'),
    roomId,
    headers: (options.header ?? []).map(parseHeader),
    pageOrigin: parseOrigin(
      options['page-origin'],
      parsePageOrigin,
      '--page-origin must be an exact origin, such as https://www.example.com',
    ),
    kafUrl: parseOrigin(
      options['kaf-url'],
      kafOrigin,
      '--kaf-url must be a bare https origin, such as https://12345.kaf.kaltura.com',
    ),
    create,
    partnerId: parsePartnerId(env['KALTURA_PARTNER_ID']),
    adminSecret: parseSecret(env, 'KALTURA_ADMIN_SECRET'),
    ltiSecret: parseSecret(env, 'KALTURA_LTI_SECRET'),
  };
}

/** Returns the origins whose pages may use the endpoints. */
export function getPageOrigins({pageOrigin, tokenUrl}: CheckPlan): string[] {
  return [tokenUrl.origin, pageOrigin].filter(origin => origin !== undefined);
}

/** Returns all secrets of the environment. No response may contain them. */
export function getSecrets({adminSecret, ltiSecret}: CheckPlan): string[] {
  return [adminSecret, ltiSecret].filter(secret => secret !== undefined);
}

function parseUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new UsageError(`${name} must be an http or https URL without user and password`);
  return url;
}

function parseOptionalUrl(text: string | undefined, name: string): URL | undefined {
  return text === undefined ? undefined : parseUrl(text, name);
}

function parseOrigin(
  text: string | undefined,
  parse: (text: string) => string | undefined,
  problem: string,
): string | undefined {
  if (text === undefined) return undefined;
  const origin = parse(text);
  if (origin === undefined) throw new UsageError(problem);
  return origin;
}

function parseHeader(text: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/s.exec(text) ?? [];
  if (!name) throw new UsageError("--header must have the form 'Name: value'");
  const [forbidden] = /[\0\r\n]|[^\0-\xff]/u.exec(value) ?? [];
  if (forbidden)
    throw new UsageError(
      `--header must have a value of Latin-1 characters in one line; got ${describeCharacter(forbidden)}`,
    );
  return [name.toLowerCase(), value];
}

/** Describes a character that may be invisible, such as U+2026. */
const describeCharacter = (character: string): string =>
  `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;

function parsePartnerId(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError('KALTURA_PARTNER_ID must be a number');
  return Number(text);
}

function parseSecret(env: Environment, name: string): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  // A shorter text would occur in responses by chance.
  if (!/^\S{8,}$/.test(value))
    throw new UsageError(`${name} must have at least 8 characters, and no spaces`);
  return value;
}
