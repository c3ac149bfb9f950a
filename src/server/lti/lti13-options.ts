import * as z from 'zod';
import {kafOrigin} from '../../contract/kaf-origin.js';

/** A private RSA key, as a JWK (RFC 7517); other members of it are ignored. */
export interface PrivateKey {
  readonly kty?: string | undefined;
  /** The key's ID; its thumbprint (RFC 7638) where it has none. */
  readonly kid?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly d?: string | undefined;
}

/** What this server is to KAF as an LTI 1.3 platform; KAF's Hosted module has the same values. */
export interface Lti13Options {
  /** `iss`: who this platform is, such as `https://www.example.com`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly deploymentId: string;
  /**
   * The first one signs, all are published. To rotate: add the new key at the end; when KAF has
   * read the key set again, put it first; a launch later, take the old one out.
   */
  readonly privateKeys: readonly PrivateKey[];
  /** Where KAF may want its token posted to; `{kafUrl}/hosted/index/oauth2-launch` by default. */
  readonly redirectUris?: readonly string[] | undefined;
}

const text = (name: string) =>
  z
    .string(`lti13.${name} is missing`)
    .min(1, `lti13.${name} is empty`)
    .max(255, `lti13.${name} is too long`);
const member = z.base64url('lti13.privateKeys must be private RSA keys as JWK');

/** A modulus of 2048 bits or more, in base64url. */
const MODULUS_LENGTH = 342;

const PrivateKeySchema = z.object(
  {
    kty: z.literal('RSA', 'lti13.privateKeys must be RSA keys'),
    kid: text('privateKeys.kid').optional(),
    n: member.min(MODULUS_LENGTH, 'lti13.privateKeys must have 2048 bits or more'),
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

/** The schema of {@link Lti13Options}. */
export const Lti13 = z.strictObject(
  {
    issuer: z
      .url('lti13.issuer must be a URL')
      .refine(isSafe, 'lti13.issuer must be an https URL without a user or a fragment'),
    clientId: text('clientId'),
    deploymentId: text('deploymentId'),
    privateKeys: z
      .array(PrivateKeySchema, 'lti13.privateKeys must be a list of private RSA keys as JWK')
      .min(1, 'lti13.privateKeys is empty')
      // By one name for two keys nobody can verify anything.
      .refine(
        keys => new Set(keys.map(({kid, n}) => kid ?? n)).size === keys.length,
        'lti13.privateKeys must have a kid each of its own',
      ),
    redirectUris: z
      .array(
        z
          .string('lti13.redirectUris must be URLs')
          .refine(isSafe, 'lti13.redirectUris must be https URLs without a user or a fragment'),
        'lti13.redirectUris must be a list',
      )
      .min(1, 'lti13.redirectUris is empty')
      .optional(),
  },
  'lti13 must be {issuer, clientId, deploymentId, privateKeys}',
);
export type Lti13 = z.output<typeof Lti13>;

/** Where a token may be posted to: nobody on the way reads it, and it is an address and no script. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const {origin, username, password, hash} = new URL(address);
  return kafOrigin(origin) !== undefined && !(username || password || hash);
}
