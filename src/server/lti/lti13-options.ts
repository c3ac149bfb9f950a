import * as z from 'zod';
import {kafOrigin} from '../../contract/kaf-origin.js';

/**
 * A private RSA key of at least 2048 bits, as a JWK (RFC 7517). `npx kaltura-room key` creates one. A key
 * needs the members of the Chinese remainder theorem too (`p`, `q`, `dp`, `dq`, `qi`).
 */
export interface PrivateKey {
  /** Key type: `RSA`. */
  readonly kty?: string | undefined;
  /** ID of the key; its thumbprint (RFC 7638) by default. */
  readonly kid?: string | undefined;
  /** Modulus. */
  readonly n?: string | undefined;
  /** Public exponent. */
  readonly e?: string | undefined;
  /** Private exponent. */
  readonly d?: string | undefined;
}

/** This server as an LTI 1.3 platform. KAF's Hosted module has the same values. */
export interface Lti13Options {
  /** Issuer (`iss`) of the tokens: the platform's URL, such as `https://www.example.com`. */
  readonly issuer: string;
  /** KAF's client ID at this platform. */
  readonly clientId: string;
  /** ID of KAF's deployment at this platform. */
  readonly deploymentId: string;
  /**
   * The first key signs; all are published. To rotate a key, add the new one at the end. When KAF has
   * read the key set again, put the new key first. Remove the old one after `sessionLifetime`.
   */
  readonly privateKeys: readonly PrivateKey[];
  /** Addresses that KAF may name for its token; `{kafUrl}/hosted/index/oauth2-launch` by default. */
  readonly redirectUris?: readonly string[] | undefined;
}

const text = (name: string) =>
  z
    .string(`lti13.${name} is missing`)
    .min(1, `lti13.${name} must not be empty`)
    .max(255, `lti13.${name} must be at most 255 characters`);
const member = z.base64url('lti13.privateKeys must be private RSA keys as JWK');

/** Minimum length of a modulus in base64url: 2048 bits. */
const MIN_MODULUS_LENGTH = 342;

const PrivateKeySchema = z.object(
  {
    kty: z.literal('RSA', 'lti13.privateKeys must be RSA keys'),
    kid: text('privateKeys.kid').optional(),
    n: member.min(MIN_MODULUS_LENGTH, 'lti13.privateKeys must have at least 2048 bits'),
    e: member,
    d: z.base64url('lti13.privateKeys must be private keys'),
    p: member,
    q: member,
    dp: member,
    dq: member,
    qi: member,
  },
  'lti13.privateKeys must be private RSA keys as JWK',
);

/** Schema of {@link Lti13Options}. */
export const Lti13 = z.strictObject(
  {
    issuer: z
      .url('lti13.issuer must be a URL')
      .refine(isSafe, 'lti13.issuer must be an https URL without a user or a fragment'),
    clientId: text('clientId'),
    deploymentId: text('deploymentId'),
    privateKeys: z
      .array(PrivateKeySchema, 'lti13.privateKeys must be a list of private RSA keys as JWK')
      .min(1, 'lti13.privateKeys must not be empty')
      // Duplicate key IDs make tokens unverifiable.
      .refine(
        keys => new Set(keys.map(({kid, n}) => kid ?? n)).size === keys.length,
        'each key of lti13.privateKeys must have a different kid',
      ),
    redirectUris: z
      .array(
        z
          .string('lti13.redirectUris must be URLs')
          .refine(isSafe, 'lti13.redirectUris must be https URLs without a user or a fragment'),
        'lti13.redirectUris must be a list',
      )
      .min(1, 'lti13.redirectUris must not be empty')
      .optional(),
  },
  'lti13 must be {issuer, clientId, deploymentId, privateKeys}',
);
export type Lti13 = z.output<typeof Lti13>;

/** Returns whether an address is safe to send a token to: encrypted, and not a script. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const {origin, username, password, hash} = new URL(address);
  return kafOrigin(origin) !== undefined && !(username || password || hash);
}
