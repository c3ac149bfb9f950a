import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {TestContext} from 'node:test';
import {exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK} from 'jose';
import type {Platform, SimulatorOptions} from '../../../src/simulator/index.js';
import {start} from '../calls.js';
import {postForm, getViewRoomUrl} from './lti11-form.js';

export const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
export const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/** A key of a platform. The tokens name it by `kid`. */
export interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function createKey(kid: string): Promise<Key> {
  const {privateKey, publicKey} = await generateKeyPair('RS256');
  return {kid, privateKey, publicJwk: {...(await exportJWK(publicKey)), kid, use: 'sig'}};
}

/** The key of all platforms, because creating a key is slow. */
const KEY = createKey('one');

/** Serves on a loopback port until the end of the test. */
export async function serve(test: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts a simulator with a registered platform. Changes of `served` rotate the keys. */
export async function setup(test: TestContext, options?: SimulatorOptions) {
  const simulator = await start(test, options);
  const key = await KEY;
  const served = {keys: [key.publicJwk]};
  const url = await serve(test, (_, response) => response.end(JSON.stringify(served)));
  const platform: Platform = {
    issuer: 'https://host.example.com',
    clientId: 'kaf-12345',
    deploymentId: 'deployment-1',
    authorizationUrl: `${url}/lti/authorize?tenant=a`,
    jwksUrl: `${url}/lti/jwks`,
  };
  simulator.registerPlatform(platform);
  return {simulator, platform, key, served};
}

export type Setup = Awaited<ReturnType<typeof setup>>;
type Changes = Readonly<Record<string, string | undefined>>;

/** Creates the parameters of an initiation with some changes; `undefined` removes a parameter. */
export function createInitiation(
  {simulator, platform}: Setup,
  changes: Changes = {},
): URLSearchParams {
  const parameters = {
    iss: platform.issuer,
    login_hint: 'hint-of-jane',
    target_link_uri: getViewRoomUrl(simulator),
    client_id: platform.clientId,
    lti_deployment_id: platform.deploymentId,
    lti_message_hint: 'hint-of-the-room',
    ...changes,
  };
  const entries = Object.entries(parameters);
  return new URLSearchParams(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export const initiate = ({simulator}: Setup, parameters: URLSearchParams): Promise<Response> =>
  fetch(`${simulator.url}/hosted/index/oidc-init?${parameters}`, {redirect: 'manual'});

/** Begins a login. `asked` is the authentication request; `cookie` is `''` with a storage target. */
export async function beginLogin(set: Setup, changes?: Changes) {
  const answer = await initiate(set, createInitiation(set, changes));
  const page = await answer.text();
  const next = answer.headers.get('location') ?? parseDataset(page)['next'] ?? assert.fail(page);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const asked = new URL(next);
  const read = (name: string): string => asked.searchParams.get(name) ?? assert.fail(name);
  return {answer, page, asked, cookie, state: read('state'), nonce: read('nonce')};
}

/** Parses the data attributes of the storage page. */
export const parseDataset = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...page.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&amp;', '&'),
    ]),
  );

/** Creates the claims of a launch into the town hall. */
export const createClaims = (
  {simulator, platform}: Setup,
  nonce: string,
): Record<string, unknown> => ({
  iss: platform.issuer,
  aud: platform.clientId,
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 60,
  nonce,
  sub: 'jane',
  given_name: 'Zoë',
  family_name: 'O’Neil',
  [`${CLAIM}message_type`]: 'LtiResourceLinkRequest',
  [`${CLAIM}version`]: '1.3.0',
  [`${CLAIM}deployment_id`]: platform.deploymentId,
  [`${CLAIM}target_link_uri`]: getViewRoomUrl(simulator),
  [`${CLAIM}resource_link`]: {id: 'townhall'},
  [`${CLAIM}context`]: {id: 'course-1'},
  [`${CLAIM}roles`]: [`${MEMBERSHIP}#Learner`],
  [`${CLAIM}custom`]: {entryId: '1_townhall', roomModerator: '1', chatModerator: '0'},
});

export const sign = (payload: object, {kid, privateKey}: Key, alg = 'RS256'): Promise<string> =>
  new SignJWT({...payload}).setProtectedHeader({alg, kid}).sign(privateKey);

/** Posts the platform's response to a login, as the browser does. */
export const postResponse = ({simulator}: Setup, form: Record<string, string>, cookie = '') =>
  postForm(`${simulator.url}/hosted/index/oauth2-launch`, form, cookie ? {cookie} : {});

/** Performs a login, from its initiation to the platform's response, with changed claims. */
export async function launch(set: Setup, changes: object = {}, key = set.key) {
  const {state, nonce, cookie} = await beginLogin(set);
  const id_token = await sign({...createClaims(set, nonce), ...changes}, key);
  return {...(await postResponse(set, {state, id_token}, cookie)), id_token, state, cookie};
}
