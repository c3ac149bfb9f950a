import {calculateJwkThumbprint, importJWK, type CryptoKey} from 'jose';
import type {Lti13} from './lti13-options.js';

/** Keys of this LTI platform. */
export interface SigningKeys {
  /** ID of the key that signs. */
  readonly kid: string;
  /** The key that signs. */
  readonly key: CryptoKey | Uint8Array;
  /** JWK set of the public keys. */
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
 * Imports the private keys. LTI requires RS256 (1EdTech security framework 1.0, section 5.1.3).
 * @throws Error if the first key cannot sign
 */
export async function importSigningKeys(privateKeys: Lti13['privateKeys']): Promise<SigningKeys> {
  const [first] = privateKeys;
  if (!first) throw new TypeError('lti13.privateKeys must have at least one key');
  const keys = await Promise.all(
    privateKeys.map(async ({n, e, kid}): Promise<PublicKey> => {
      const thumbprint = kid ?? (await calculateJwkThumbprint({kty: 'RSA', n, e}));
      return {kty: 'RSA', n, e, kid: thumbprint, alg: 'RS256', use: 'sig'};
    }),
  );
  const kid = keys[0]?.kid ?? '';
  const key = await importJWK({...first, kid}, 'RS256');
  return {key, kid, jwks: {keys}};
}
