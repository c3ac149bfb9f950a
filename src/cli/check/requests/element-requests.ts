import {randomUUID} from 'node:crypto';
import type {CheckPlan} from '../check-plan.js';
import type {HttpRequest} from './http.js';

/* Requests that browsers send for elements on a page. The keys of each record are request IDs. */

/** The origin of a site that no host allows. */
export const FOREIGN_ORIGIN = 'https://evil.example';
const IDEMPOTENCY_KEY = 'idempotency-key';
const ONE_MEGABYTE = 1024 * 1024;

type Requests = Readonly<Record<string, HttpRequest>>;

/**
 * Builds the requests to the token endpoint, in the order to send them. `launch` is the valid
 * request of an element.
 */
export function buildTokenRequests(plan: CheckPlan): Requests & {readonly launch: HttpRequest} {
  const {tokenUrl: url, roomId} = plan;
  const validBody = JSON.stringify({roomId});
  const post = (body: string) => buildElementRequest(plan, url, body);
  return {
    launch: post(validBody),
    moderator: post(JSON.stringify({roomId, roomModerator: true, chatModerator: true})),
    'body-json': post('{"roomId":'),
    'body-type': withHeader(post(validBody), 'content-type', 'text/plain'),
    'body-room-id': post('{}'),
    'body-room-id-shape': post(JSON.stringify({roomId: `${roomId},roomModerator:1`})),
    'body-field': post(JSON.stringify({roomId, userId: 'somebody-else'})),
    'body-size': post(JSON.stringify({roomId: `1_${'a'.repeat(ONE_MEGABYTE)}`})),
    ...buildInvalidRequests(plan, url, validBody),
    ...(plan.pageOrigin !== undefined && {
      'page-preflight': buildPreflight(plan, url, plan.pageOrigin),
      page: buildElementRequest(plan, url, validBody, plan.pageOrigin),
    }),
  };
}

/**
 * Builds the requests to the create endpoint, in the order to send them. Only the requests for
 * `plan.create` can create a room, unless the backend accepts invalid requests.
 */
export function buildCreateRequests(plan: CheckPlan, url: URL): Requests {
  const bodyWithoutName = JSON.stringify({description: 'A check of the endpoint'});
  const validBody = JSON.stringify({name: 'Created by kaltura-room check'});
  const otherBody = JSON.stringify({name: 'Another room of kaltura-room check'});
  const key = randomUUID();
  const create = (body: string) =>
    withHeader(buildElementRequest(plan, url, body), IDEMPOTENCY_KEY, key);
  const invalid = buildInvalidRequests(plan, url, plan.create ? validBody : bodyWithoutName);
  return {
    'create-name': buildElementRequest(plan, url, bodyWithoutName),
    ...Object.fromEntries(
      Object.entries(invalid).map(([id, request]) => [`create-${id}`, request]),
    ),
    ...(plan.pageOrigin !== undefined && {
      'create-page-preflight': buildPreflight(plan, url, plan.pageOrigin, IDEMPOTENCY_KEY),
      'create-page': buildElementRequest(plan, url, bodyWithoutName, plan.pageOrigin),
    }),
    ...(plan.create && {
      'create-room': create(validBody),
      'create-again': create(validBody),
      'create-key-reused': create(otherBody),
    }),
  };
}

/** Builds requests that every endpoint must reject. */
function buildInvalidRequests(plan: CheckPlan, url: URL, body: string): Requests {
  const valid = buildElementRequest(plan, url, body);
  const fromOrigin = (origin: string) => withHeader(valid, 'origin', origin);
  const crossSite = (request: HttpRequest) => withHeader(request, 'sec-fetch-site', 'cross-site');
  const userHeaders = plan.headers.map(([name]) => name);
  return {
    method: {url, method: 'GET', headers: withoutHeader(valid, 'content-type').headers},
    'cross-site': crossSite(fromOrigin(FOREIGN_ORIGIN)),
    // A browser without Sec-Fetch-Site.
    'cross-site-origin': withoutHeader(fromOrigin(FOREIGN_ORIGIN), 'sec-fetch-site'),
    // A sandboxed frame.
    'cross-site-null': crossSite(fromOrigin('null')),
    'cross-site-preflight': buildPreflight(plan, url, FOREIGN_ORIGIN),
    ...(userHeaders.length > 0 && {'signed-out': userHeaders.reduce(withoutHeader, valid)}),
  };
}

/** Builds the request that a browser sends for an element, by default on a page of the token endpoint's origin. */
function buildElementRequest(
  plan: CheckPlan,
  url: URL,
  body: string,
  pageOrigin = plan.tokenUrl.origin,
): HttpRequest {
  return {
    url,
    method: 'POST',
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/json'],
      ['origin', pageOrigin],
      ['sec-fetch-site', getFetchSite(new URL(pageOrigin), url)],
      ['sec-fetch-mode', 'cors'],
      ['sec-fetch-dest', 'empty'],
      ...plan.headers,
    ],
    body,
  };
}

/** Builds the CORS preflight of a request with JSON. It has no cookies and no body. */
function buildPreflight(
  plan: CheckPlan,
  url: URL,
  origin: string,
  ...moreHeaders: string[]
): HttpRequest {
  const userHeaders = plan.headers.map(([name]) => name).filter(name => name !== 'cookie');
  const requestHeaders = ['content-type', ...userHeaders, ...moreHeaders].sort().join(',');
  return {
    url,
    method: 'OPTIONS',
    headers: [
      ['origin', origin],
      ['access-control-request-method', 'POST'],
      ['access-control-request-headers', requestHeaders],
      ['sec-fetch-site', getFetchSite(new URL(origin), url)],
      ['sec-fetch-mode', 'cors'],
    ],
  };
}

/**
 * Returns the value of `Sec-Fetch-Site`. Only equal hosts count as one site, because subdomains
 * would need the list of public suffixes.
 */
function getFetchSite(page: URL, url: URL): string {
  if (page.origin === url.origin) return 'same-origin';
  const isSameSite = page.hostname === url.hostname && page.protocol === url.protocol;
  return isSameSite ? 'same-site' : 'cross-site';
}

function withoutHeader(request: HttpRequest, name: string): HttpRequest {
  return {...request, headers: request.headers.filter(([other]) => other !== name)};
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return {...request, headers: [...withoutHeader(request, name).headers, [name, value]]};
}
