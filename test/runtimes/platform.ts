import {exportJWK, generateKeyPair} from 'jose';
import type {Simulator} from '../../dist/simulator/index.js';
import {MOUNT} from './host.js';

const PLATFORM = {
  issuer: 'https://www.example.com',
  clientId: 'kaf-of-the-runtimes',
  deploymentId: '1',
};

/** What a host is told of itself as an LTI 1.3 platform, with keys of its own. */
export async function lti13Options() {
  const {privateKey} = await generateKeyPair('RS256', {extractable: true});
  return {...PLATFORM, privateKeys: [await exportJWK(privateKey)]};
}

/** What KAF is told of the platform that a host at `url` is, below `/lti-1.3`. */
export function platformAt(url: string): Parameters<Simulator['registerPlatform']>[0] {
  const routes = `${url}${MOUNT}/lti-1.3/lti`;
  return {...PLATFORM, authorizationUrl: `${routes}/authorize`, jwksUrl: `${routes}/jwks`};
}
