import {createCipheriv, createDecipheriv, hash, randomBytes, timingSafeEqual} from 'node:crypto';
import {RoomError} from '../../contract/room-error.js';

/*
 * Layout of a KS v2, from the outside in:
 *
 *     KS         = base64url(PREFIX ‖ partner ID ‖ '|' ‖ ciphertext), with '=' padding
 *     ciphertext = AES-128-CBC(plaintext), key = SHA-1(admin secret)[0..16], IV = 16 zero bytes
 *     plaintext  = SHA-1(body) ‖ body ‖ zero bytes up to a multiple of the block length
 *     body       = random bytes ‖ fields
 *     fields     = privileges, then _e (expiry), _t (type) and _u (user ID), URL-encoded
 *
 * https://github.com/kaltura/server/blob/master/alpha/apps/kaltura/lib/request/kSessionBase.class.php
 */
const PREFIX = 'v2|';
const CIPHER = 'aes-128-cbc';
const KEY_LENGTH = 16;
const BLOCK_LENGTH = 16;
const HASH_LENGTH = 20;
const RANDOM_LENGTH = 16;
const INITIALIZATION_VECTOR = Buffer.alloc(BLOCK_LENGTH);

/** Kaltura's session types. A USER session may reach a browser, an ADMIN session must not. */
export const SESSION_TYPE = {user: 0, admin: 2} as const;
/** A value of {@link SESSION_TYPE}. */
export type SessionType = (typeof SESSION_TYPE)[keyof typeof SESSION_TYPE];

/** Fields of a KS. */
export interface KsContent {
  /** ID of the Kaltura account. */
  readonly partnerId: number;
  /** Kaltura user ID; `''` for no user. */
  readonly userId: string;
  /** Type of the session: 0 for USER, 2 for ADMIN. */
  readonly type: SessionType;
  /** Unix time, in seconds, at which the session expires. */
  readonly expiry: number;
  /** Privilege values by name, in the order written; `''` for a privilege without a value. */
  readonly privileges: Readonly<Record<string, string>>;
}

/** Fields of a session that is still to be created. */
export type NewSession = Pick<KsContent, 'userId' | 'type' | 'privileges'>;

/** Fields other than privileges. `_m` is a master partner, and `_d` is additional data. */
const RESERVED_FIELDS = ['_e', '_t', '_u', '_m', '_d'];

const PRIVILEGE_NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * Matches values that could add or change another privilege. Kaltura's server joins all privileges
 * into one string, searches that string for privilege names, and trims white space.
 */
export const UNSAFE_VALUE = /[,:;*\p{Cc}\p{Cs}]|^\s|\s$/u;

/**
 * Encodes and encrypts a KS (Kaltura session) of version 2.
 * @param content the fields of the KS
 * @param secret the account's admin secret, also for a USER session
 * @param random 16 bytes; only tests pass them
 * @throws RoomError `ks-invalid` if a privilege could add or change another privilege
 */
export function encodeKs(
  content: KsContent,
  secret: string,
  random: Uint8Array = randomBytes(RANDOM_LENGTH),
): string {
  const body = Buffer.concat([random, Buffer.from(encodeFields(content))]);
  const cipher = createCipheriv(CIPHER, deriveKey(secret), INITIALIZATION_VECTOR);
  cipher.setAutoPadding(false);
  return encodeBase64Url(
    Buffer.concat([
      Buffer.from(`${PREFIX}${content.partnerId}|`),
      cipher.update(padWithZeros(Buffer.concat([sha1(body), body]))),
      cipher.final(),
    ]),
  );
}

/**
 * Decrypts and decodes a KS of version 2. It does not check whether the session has expired.
 * @param ks the encoded KS
 * @param secret the account's admin secret
 * @throws RoomError `ks-invalid` if the text is not a KS v2, if another secret encrypted it, or if its
 * fields are malformed
 */
export function decodeKs(ks: string, secret: string): KsContent {
  const raw = Buffer.from(ks, 'base64url');
  const [head, partnerId] = /^v2\|(\d{1,10})\|/.exec(raw.toString('latin1')) ?? [];
  const ciphertext = raw.subarray(head?.length);
  if (!isBase64Url(ks) || !head || ciphertext.length % BLOCK_LENGTH !== 0)
    throw new RoomError('ks-invalid', 'KS must be version 2, encoded as base64url');

  const decipher = createDecipheriv(CIPHER, deriveKey(secret), INITIALIZATION_VECTOR);
  decipher.setAutoPadding(false);
  const plaintext = trimZeros(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
  const signature = plaintext.subarray(0, HASH_LENGTH);
  const body = plaintext.subarray(HASH_LENGTH);
  if (body.length < RANDOM_LENGTH || !timingSafeEqual(signature, sha1(body)))
    throw new RoomError('ks-invalid', 'KS must be encrypted with this admin secret');

  const fields = parseFields(body.subarray(RANDOM_LENGTH));
  const type = Object.values(SESSION_TYPE).find(known => String(known) === fields.get('_t'));
  const expiry = fields.get('_e') ?? '';
  if (type === undefined || !/^\d{1,15}$/.test(expiry))
    throw new RoomError('ks-invalid', 'KS must have an expiry, and the type USER or ADMIN');
  const privileges = [...fields].filter(([name]) => !RESERVED_FIELDS.includes(name));
  return {
    partnerId: Number(partnerId),
    userId: fields.get('_u') ?? '',
    type,
    expiry: Number(expiry),
    privileges: Object.fromEntries(privileges),
  };
}

/**
 * Formats privileges for Kaltura's `session.start`: `name:value,name:value`.
 * @throws RoomError `ks-invalid` if a privilege could add or change another privilege
 */
export function privilegesString(privileges: KsContent['privileges']): string {
  return safeEntries(privileges)
    .map(([name, value]) => `${name}:${value}`)
    .join(',');
}

/**
 * Parses the fields as Kaltura does, with PHP's `parse_str()`: of equal names the last counts, and PHP
 * changes some names, such as `.u` to `_u`.
 * @throws RoomError `ks-invalid` for an array, which Kaltura cannot read, and for malformed text, which
 * PHP reads as bytes or cuts
 */
function parseFields(query: Buffer): ReadonlyMap<string, string> {
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(query);
    if (text.includes('\0')) throw new URIError('fields must not contain NUL');
    const entries = text.split('&').map(pair => {
      const [name = ''] = pair.split('=', 1);
      return [toPhpName(decodeText(name)), decodeText(pair.slice(name.length + 1))] as const;
    });
    return new Map(entries.filter(([name]) => name !== ''));
  } catch (cause) {
    throw new RoomError('ks-invalid', 'fields of the KS must be URL-encoded text', {cause});
  }
}

/** @throws URIError if the text is malformed */
const decodeText = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/**
 * Returns the name that PHP gives to a field (https://www.php.net/variables.external).
 * @throws URIError if PHP would make an array, or cut the name
 */
function toPhpName(name: string): string {
  if (/[[\0]/.test(name)) throw new URIError('name must not contain [ or NUL');
  return name.replace(/^ +/, '').replace(/[ .]/g, '_');
}

/** Encodes the fields as PHP's `http_build_query` does, so that Kaltura's test vectors match. */
function encodeFields({privileges, expiry, type, userId}: KsContent): string {
  return new URLSearchParams([
    ...safeEntries(privileges),
    // Reserved fields go last: when a name repeats, Kaltura uses the last value.
    ['_e', `${expiry}`],
    ['_t', `${type}`],
    ['_u', userId],
  ]).toString();
}

/**
 * Returns the privileges as entries.
 * @throws RoomError `ks-invalid` if a privilege could add or change another privilege
 */
function safeEntries(privileges: KsContent['privileges']): [string, string][] {
  const entries = Object.entries(privileges);
  for (const [name, value] of entries) {
    if (!PRIVILEGE_NAME.test(name))
      throw new RoomError(
        'ks-invalid',
        `privilege name must be a letter followed by letters and digits; got ${JSON.stringify(name)}`,
      );
    if (UNSAFE_VALUE.test(value))
      throw new RoomError(
        'ks-invalid',
        `value of privilege "${name}" must not contain , : ; * or a control character, and must not start or end with white space`,
      );
  }
  return entries;
}

function padWithZeros(data: Buffer): Buffer {
  const length = Math.ceil(data.length / BLOCK_LENGTH) * BLOCK_LENGTH;
  return Buffer.concat([data], length);
}

function trimZeros(data: Buffer): Buffer {
  return data.subarray(0, data.findLastIndex(byte => byte !== 0) + 1);
}

/** Encodes as base64url. Kaltura keeps the padding, which Node leaves out. */
function encodeBase64Url(data: Buffer): string {
  const text = data.toString('base64url');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** Returns whether PHP's strict `base64_decode()` accepts the text. The padding may be missing. */
function isBase64Url(text: string): boolean {
  const [digits, padding] = /^([\w-]+)(={0,2})$/.exec(text)?.slice(1) ?? [];
  if (digits === undefined || digits.length % 4 === 1) return false;
  return !padding || text.length % 4 === 0;
}

function deriveKey(secret: string): Buffer {
  return sha1(secret).subarray(0, KEY_LENGTH);
}

function sha1(data: Buffer | string): Buffer {
  return hash('sha1', data, 'buffer');
}
