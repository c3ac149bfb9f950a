import assert from 'node:assert/strict';
import type {RequestListener} from 'node:http';
import type {TestContext} from 'node:test';
import {exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK} from 'jose';
import type {Platform, SimulatorOptions} from '../../../src/simulator/index.js';
import {startTestSimulator} from '../calls.js';
import {listen} from '../../support/listen.js';
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
  const {url, close} = await listen(listener);
  test.after(close);
  return url;
}

/** Starts a simulator with a registered platform. Changes of `served` rotate the keys. */
export async function startWithPlatform(test: TestContext, options?: SimulatorOptions) {
  const simulator = await startTestSimulator(test, options);
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

export type Fixture = Awaited<ReturnType<typeof startWithPlatform>>;
type Changes = Readonly<Record<string, string | undefined>>;

/** Creates the parameters of an initiation with some changes; `undefined` removes a parameter. */
export function createInitiation(
  {simulator, platform}: Fixture,
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

export const initiate = ({simulator}: Fixture, parameters: URLSearchParams): Promise<Response> =>
  fetch(`${simulator.url}/hosted/index/oidc-init?${parameters}`, {redirect: 'manual'});

/**
 * Begins a login. `authenticationRequest` is the URL to which the browser goes. `cookie` is `''` with
 * a storage target.
 */
export async function beginLogin(fixture: Fixture, changes?: Changes) {
  const response = await initiate(fixture, createInitiation(fixture, changes));
  const page = await response.text();
  const next = response.headers.get('location') ?? parseDataset(page)['next'] ?? assert.fail(page);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const authenticationRequest = new URL(next);
  const read = (name: string): string =>
    authenticationRequest.searchParams.get(name) ?? assert.fail(name);
  return {
    response,
    page,
    authenticationRequest,
    cookie,
    state: read('state'),
    nonce: read('nonce'),
  };
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
  {simulator, platform}: Fixture,
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
export const postResponse = ({simulator}: Fixture, form: Record<string, string>, cookie = '') =>
  postForm(`${simulator.url}/hosted/index/oauth2-launch`, form, cookie ? {cookie} : {});

/** Performs a login, from its initiation to the platform's response, with changed claims. */
export async function launch(fixture: Fixture, changes: object = {}, key = fixture.key) {
  const {state, nonce, cookie} = await beginLogin(fixture);
  const id_token = await sign({...createClaims(fixture, nonce), ...changes}, key);
  return {...(await postResponse(fixture, {state, id_token}, cookie)), id_token, state, cookie};
}
