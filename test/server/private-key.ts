import {exportJWK, generateKeyPair, type JWK} from 'jose';

/** Creates an RSA key for an LTI 1.3 platform. */
export async function createPrivateKey(): Promise<JWK> {
  const {privateKey} = await generateKeyPair('RS256', {extractable: true});
  return exportJWK(privateKey);
}
