import {exportJWK, generateKeyPair} from 'jose';
import type {Simulator} from '../../../dist/simulator/index.js';
import {MOUNT} from './host.js';

const PLATFORM = {
  issuer: 'https://www.example.com',
  clientId: 'kaf-of-the-runtimes',
  deploymentId: '1',
};

/** Creates the LTI 1.3 options of a host, with a new key. */
export async function createLti13Options() {
  const {privateKey} = await generateKeyPair('RS256', {extractable: true});
  return {...PLATFORM, privateKeys: [await exportJWK(privateKey)]};
}

/** Returns the registration of a host as LTI 1.3 platform in the simulator. */
export function getPlatform(url: string): Parameters<Simulator['registerPlatform']>[0] {
  const routes = `${url}${MOUNT}/lti-1.3/lti`;
  return {...PLATFORM, authorizationUrl: `${routes}/authorize`, jwksUrl: `${routes}/jwks`};
}
