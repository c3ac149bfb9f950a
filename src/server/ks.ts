import {createCipheriv, createDecipheriv, hash, randomBytes, timingSafeEqual} from 'node:crypto';
import {RoomError} from '../errors.js';

/** Kaltura's session types: USER reaches a browser, ADMIN must not. */
export const SESSION_TYPE = {user: 0, admin: 2} as const;
export type SessionType = (typeof SESSION_TYPE)[keyof typeof SESSION_TYPE];

/** What a KS says. */
export interface KsContent {
  readonly partnerId: number;
  readonly userId: string;
  readonly type: SessionType;
  /** Unix seconds at which it ends. */
  readonly expiry: number;
  /** Privilege name to value, in the order written; `''` where a privilege has no value. */
  readonly privileges: Readonly<Record<string, string>>;
}

/** A session to be made. */
export type NewSession = Pick<KsContent, 'userId' | 'type' | 'privileges'>;

const PRIVILEGE_NAME = /^[A-Za-z][A-Za-z0-9]*$/;
/**
 * What Kaltura's server, which joins all privileges into one string and searches it, could take
 * for another privilege; and what it trims.
 */
export const UNSAFE_VALUE = /[,:;*\p{Cc}\p{Cs}]|^\s|\s$/u;
const PREFIX = 'v2|';
const HASH_LENGTH = 20;
const BLOCK = 16;

/**
 * Writes a KS v2: `v2|partnerId|` and AES-128-CBC of SHA-1 ‖ 16 random bytes ‖ query, in base64url
 * with its padding (Kaltura server, `kSessionBase::generateKsV2`).
 * @param secret the account's admin secret, also for a USER session
 * @throws RoomError `ks-invalid` for a privilege that could change another one
 */
export function encodeKs(
  content: KsContent,
  secret: string,
  random: Uint8Array = nextRandom(),
): string {
  const query = [
    ...safeEntries(content.privileges).map(([name, value]) => `${name}=${encode(value)}`),
    // Reserved fields last: of two fields with one name, Kaltura believes the later.
    `_e=${content.expiry}`,
    `_t=${content.type}`,
    `_u=${encode(content.userId)}`,
  ].join('&');
  const end = HASH_LENGTH + random.length + Buffer.byteLength(query);
  const plain = Buffer.alloc(Math.ceil(end / BLOCK) * BLOCK);
  plain.set(random, HASH_LENGTH);
  plain.write(query, HASH_LENGTH + random.length);
  sha1(plain.subarray(HASH_LENGTH, end)).copy(plain);
  const head = Buffer.from(`${PREFIX}${content.partnerId}|`);
  const ks = Buffer.concat([head, sealerOf(secret)(plain)]).toString('base64url');
  return ks + '='.repeat(-ks.length & 3);
}

/**
 * Reads a KS v2. It says what is written, not whether it has ended: compare `expiry` yourself.
 * @throws RoomError `ks-invalid` where it was not written with this secret, or is no KS v2
 */
export function decodeKs(ks: string, secret: string): KsContent {
  const raw = Buffer.from(ks, 'base64url');
  const head = /^v2\|(\d+)\|/.exec(raw.subarray(0, 24).toString('latin1'));
  const sealed = raw.subarray(head?.[0].length ?? 0);
  if (!/^[\w-]+={0,2}$/.test(ks) || !head || sealed.length < 48 || sealed.length % 16 !== 0)
    throw new RoomError('ks-invalid', 'expected a KS v2');

  const decipher = createDecipheriv('aes-128-cbc', key(secret), Buffer.alloc(16));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()]);
  const plain = padded.subarray(0, padded.findLastIndex(byte => byte !== 0) + 1);
  const body = plain.subarray(20);
  if (plain.length < 36 || !timingSafeEqual(plain.subarray(0, 20), sha1(body)))
    throw new RoomError('ks-invalid', 'the KS was not written with this secret');

  const {_e, _t, _u, ...privileges} = Object.fromEntries(
    new URLSearchParams(body.subarray(16).toString()),
  );
  return {
    partnerId: Number(head[1]),
    userId: _u ?? '',
    type: Number(_t) === SESSION_TYPE.admin ? SESSION_TYPE.admin : SESSION_TYPE.user,
    expiry: Number(_e),
    privileges,
  };
}

/**
 * The privileges as Kaltura's `session.start` takes them: `name:value,name:value`.
 * @throws RoomError `ks-invalid` for a privilege that could change another one
 */
export function privilegesString(privileges: KsContent['privileges']): string {
  return safeEntries(privileges)
    .map(([name, value]) => `${name}:${value}`)
    .join(',');
}

function safeEntries(privileges: KsContent['privileges']): [string, string][] {
  const entries = Object.entries(privileges);
  for (const [name, value] of entries) {
    if (!PRIVILEGE_NAME.test(name))
      throw new RoomError('ks-invalid', 'a privilege name is letters and digits');
    if (UNSAFE_VALUE.test(value))
      throw new RoomError(
        'ks-invalid',
        `the value of privilege "${name}" may not hold , : ; * or a control character, nor begin or end with a space`,
      );
  }
  return entries;
}

/** Percent-encoding as PHP's `http_build_query` does it, so that vectors match byte for byte. */
function encode(value: string): string {
  return /^[\w.-]*$/.test(value) ? value : new URLSearchParams({'': value}).toString().slice(1);
}

let pool = Buffer.alloc(0);
/** Sixteen random bytes, each given once; to ask for many at a time is far quicker. */
function nextRandom(): Buffer {
  if (pool.length < BLOCK) pool = randomBytes(256 * BLOCK);
  const next = pool.subarray(0, BLOCK);
  pool = pool.subarray(BLOCK);
  return next;
}

/** Encrypts whole blocks by AES-128-CBC from an initialisation vector of zeros; uses up the text. */
type Seal = (plain: Buffer) => Buffer;

/**
 * One cipher does for many texts, since to make a cipher costs more than to use it: CBC adds the
 * last block of the text before to the first one of the next, which takes it out again here.
 */
function sealer(secret: string): Seal {
  const cipher = createCipheriv('aes-128-cbc', key(secret), Buffer.alloc(BLOCK));
  cipher.setAutoPadding(false);
  let last = Buffer.alloc(BLOCK);
  return plain => {
    for (const [i, byte] of last.entries()) plain[i] = (plain[i] ?? 0) ^ byte;
    const sealed = cipher.update(plain);
    last = sealed.subarray(-BLOCK);
    return sealed;
  };
}

let recent: {readonly secret: string; readonly seal: Seal} | undefined;
/** The sealer of the secret that was used last; a host has one. */
function sealerOf(secret: string): Seal {
  if (recent?.secret !== secret) recent = {secret, seal: sealer(secret)};
  return recent.seal;
}

const sha1 = (data: Buffer | string): Buffer => hash('sha1', data, 'buffer');
const key = (secret: string): Buffer => sha1(secret).subarray(0, 16);
