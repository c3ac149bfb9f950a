import {calculateJwkThumbprint, importJWK, type CryptoKey} from 'jose';
import type {Lti13} from './lti13-options.js';

/** The keys of this platform: what it signs with, and what it publishes. */
export interface SigningKeys {
  readonly kid: string;
  readonly key: CryptoKey | Uint8Array;
  /** A JWK set without a private member. */
  readonly jwks: {readonly keys: readonly PublicKey[]};
}

interface PublicKey {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
  readonly kid: string;
  readonly alg: 'RS256';
  readonly use: 'sig';
}

/**
 * Reads the private keys; LTI demands RS256 (1EdTech security framework 1.0, section 5.1.3).
 * @throws Error where a key is none that can sign
 */
export async function importSigningKeys(privateKeys: Lti13['privateKeys']): Promise<SigningKeys> {
  const [first] = privateKeys;
  if (!first) throw new TypeError('lti13.privateKeys is empty');
  const published = await Promise.all(
    privateKeys.map(async ({n, e, kid}): Promise<PublicKey> => {
      const named = kid ?? (await calculateJwkThumbprint({kty: 'RSA', n, e}));
      return {kty: 'RSA', n, e, kid: named, alg: 'RS256', use: 'sig'};
    }),
  );
  const kid = published[0]?.kid ?? '';
  const key = await importJWK({...first, kid}, 'RS256');
  return {key, kid, jwks: {keys: published}};
}
