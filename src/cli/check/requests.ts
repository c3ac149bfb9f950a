import {randomUUID} from 'node:crypto';
import type {Ask} from './exchange.js';
import type {Plan} from './plan.js';

/** A page of a site that has no business with the host. */
export const FOREIGN_ORIGIN = 'https://evil.example';
const KEY_HEADER = 'idempotency-key';
const ONE_MEGABYTE = 1024 * 1024;

/** What is sent to the token endpoint, in this order; `launch` is what an element sends. */
export function tokenRequests(plan: Plan): Readonly<Record<string, Ask>> {
  const {tokenUrl: url, roomId} = plan;
  const right = JSON.stringify({roomId});
  const post = (body: string) => asElement(plan, url, body);
  return {
    launch: post(right),
    moderator: post(JSON.stringify({roomId, roomModerator: true, chatModerator: true})),
    'body-json': post('{"roomId":'),
    'body-type': withHeader(post(right), 'content-type', 'text/plain'),
    'body-room-id': post('{}'),
    'body-room-id-shape': post(JSON.stringify({roomId: `${roomId},roomModerator:1`})),
    'body-field': post(JSON.stringify({roomId, userId: 'somebody-else'})),
    'body-size': post(JSON.stringify({roomId: `1_${'a'.repeat(ONE_MEGABYTE)}`})),
    ...refusable(plan, url, right),
    ...(plan.pageOrigin !== undefined && {
      'page-preflight': preflight(plan, url, plan.pageOrigin),
      page: asElement(plan, url, right, plan.pageOrigin),
    }),
  };
}

/** What is sent to the create endpoint; a room is made only where the plan says so. */
export function createRequests(plan: Plan, url: URL): Readonly<Record<string, Ask>> {
  const nameless = JSON.stringify({description: 'A check of the endpoint'});
  const named = JSON.stringify({name: 'Made by kaltura-room check'});
  const other = JSON.stringify({name: 'Another room of kaltura-room check'});
  const key = randomUUID();
  const create = (body: string) => withHeader(asElement(plan, url, body), KEY_HEADER, key);
  const common = Object.entries(refusable(plan, url, plan.create ? named : nameless));
  return {
    'create-name': asElement(plan, url, nameless),
    ...Object.fromEntries(common.map(([id, ask]) => [`create-${id}`, ask])),
    ...(plan.pageOrigin !== undefined && {
      'create-page-preflight': preflight(plan, url, plan.pageOrigin, KEY_HEADER),
      'create-page': asElement(plan, url, nameless, plan.pageOrigin),
    }),
    ...(plan.create && {
      'create-room': create(named),
      'create-again': create(named),
      'create-key-reused': create(other),
    }),
  };
}

/** Requests that no endpoint may grant, whatever it is for. */
function refusable(plan: Plan, url: URL, body: string): Readonly<Record<string, Ask>> {
  const right = asElement(plan, url, body);
  const foreign = (origin: string) => withHeader(right, 'origin', origin);
  const crossSite = (ask: Ask) => withHeader(ask, 'sec-fetch-site', 'cross-site');
  const own = plan.headers.map(([name]) => name);
  return {
    method: {url, method: 'GET', headers: withoutHeader(right, 'content-type').headers},
    'cross-site': crossSite(foreign(FOREIGN_ORIGIN)),
    // A browser that says nothing of the site, and a sandboxed frame.
    'cross-site-origin': withoutHeader(foreign(FOREIGN_ORIGIN), 'sec-fetch-site'),
    'cross-site-null': crossSite(foreign('null')),
    'cross-site-preflight': preflight(plan, url, FOREIGN_ORIGIN),
    ...(own.length > 0 && {'signed-out': own.reduce(withoutHeader, right)}),
  };
}

/** A request as a browser sends it for an element on a page: one of the token endpoint's origin. */
function asElement(plan: Plan, url: URL, body: string, pageOrigin = plan.tokenUrl.origin): Ask {
  const page = new URL(pageOrigin);
  return {
    url,
    method: 'POST',
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/json'],
      ['origin', page.origin],
      ['sec-fetch-site', siteOf(page, url)],
      ['sec-fetch-mode', 'cors'],
      ['sec-fetch-dest', 'empty'],
      ...plan.headers,
    ],
    body,
  };
}

/** One host on two ports is one site; of others, only a list of public suffixes could tell. */
function siteOf(page: URL, url: URL): string {
  if (page.origin === url.origin) return 'same-origin';
  const same = page.hostname === url.hostname && page.protocol === url.protocol;
  return same ? 'same-site' : 'cross-site';
}

/** What a browser asks before it sends a page's JSON to another origin: no cookie, no body. */
function preflight(plan: Plan, url: URL, origin: string, ...more: string[]): Ask {
  const own = plan.headers.map(([name]) => name).filter(name => name !== 'cookie');
  return {
    url,
    method: 'OPTIONS',
    headers: [
      ['origin', origin],
      ['access-control-request-method', 'POST'],
      ['access-control-request-headers', ['content-type', ...own, ...more].sort().join(',')],
      ['sec-fetch-site', siteOf(new URL(origin), url)],
      ['sec-fetch-mode', 'cors'],
    ],
  };
}

const withoutHeader = (ask: Ask, name: string): Ask => ({
  ...ask,
  headers: ask.headers.filter(([other]) => other !== name),
});
const withHeader = (ask: Ask, name: string, value: string): Ask => ({
  ...ask,
  headers: [...withoutHeader(ask, name).headers, [name, value]],
});
