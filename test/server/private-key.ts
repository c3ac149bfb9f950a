import {exportJWK, generateKeyPair} from 'jose';
import type {PrivateKey} from '../../src/server/index.js';

/** Creates an RSA key for an LTI 1.3 platform. */
export async function createPrivateKey(): Promise<PrivateKey> {
  const {privateKey} = await generateKeyPair('RS256', {extractable: true});
  return exportJWK(privateKey);
}
