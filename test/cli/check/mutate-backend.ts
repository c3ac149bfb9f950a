import {createCipheriv, createHash, randomBytes} from 'node:crypto';
import {decodeKs, type KsContent} from '../../../src/server/index.js';
import {COOKIE} from '../support.js';

export type Backend = (request: Request) => Response | Promise<Response>;
/** Wraps a valid backend, and adds a flaw. */
export type Mutation = (backend: Backend) => Backend;

/** A flaw of a backend, and the checks that fail because of it. */
export interface Flaw {
  /** Continues the sentence "The backend …". */
  readonly flaw: string;
  readonly mutate: Mutation;
  readonly failed: readonly string[];
}

type Json = Record<string, unknown>;

/** Changes requests before the backend gets them. */
export function changeRequest(
  change: (request: Request, body: string) => {headers?: Headers; body?: string; method?: string},
): Mutation {
  return backend => async request => {
    const originalBody = await request.text();
    const changed = change(request, originalBody);
    const {method = request.method, headers = request.headers, body = originalBody} = changed;
    return backend(new Request(request.url, {method, headers, ...(method === 'POST' && {body})}));
  };
}

export function changeRequestHeaders(change: (headers: Headers) => void): Mutation {
  return changeRequest(request => {
    const headers = new Headers(request.headers);
    change(headers);
    return {headers};
  });
}

/** Removes the headers by which a backend recognizes another site. */
export function deleteOrigin(headers: Headers): void {
  headers.delete('origin');
  headers.delete('sec-fetch-site');
}

/** Treats a GET request as a POST of this body by the signed-in user. */
export function acceptGet(postedBody: object): Mutation {
  const headers = new Headers({cookie: COOKIE, 'content-type': 'application/json'});
  return changeRequest((_, body) =>
    body ? {} : {method: 'POST', body: JSON.stringify(postedBody), headers},
  );
}

/** Changes the JSON of requests. Other bodies stay the same. */
export function changeRequestJson(change: (body: Json) => unknown): Mutation {
  return changeRequest((_, body) => {
    try {
      return {body: JSON.stringify(change(JSON.parse(body) as Json))};
    } catch {
      return {};
    }
  });
}

/** Changes responses of the backend. */
export function changeResponse(
  change: (response: Response, request: Request) => Response | Promise<Response>,
): Mutation {
  return backend => async request => {
    const copy = request.clone();
    return change(await backend(request), copy);
  };
}

/** @param appliesTo selects responses by their status; by default, all */
export function changeResponseHeaders(
  change: (headers: Headers, request: Request) => void,
  appliesTo: (status: number) => boolean = () => true,
): Mutation {
  return changeResponse((response, request) => {
    const headers = new Headers(response.headers);
    if (appliesTo(response.status)) change(headers, request);
    return new Response(response.body, {status: response.status, headers});
  });
}

/** Replaces one status by another. */
export function changeStatus(from: number, to: number): Mutation {
  return changeResponse(response =>
    response.status === from
      ? new Response(response.body, {status: to, headers: response.headers})
      : response,
  );
}

/** Changes the `data` of successful responses. */
export function changeData(change: (data: Json) => unknown): Mutation {
  return changeResponse(async (response, request) => {
    if (!response.ok || request.method !== 'POST') return response;
    const {data} = (await response.json()) as {data: Json};
    const body = JSON.stringify({success: true, data: change(data)});
    return new Response(body, {status: response.status, headers: response.headers});
  });
}

/** Changes the content of the KS. With `secret`, another secret encrypts it. */
export function changeKs(
  adminSecret: string,
  change: (ks: KsContent) => Partial<Omit<KsContent, 'type'>> & {type?: number; secret?: string},
): Mutation {
  return changeData(data => {
    const content = decodeKs(data['ks'] as string, adminSecret);
    const changed = {...content, secret: adminSecret, ...change(content)};
    return {...data, ks: encryptKs(changed, changed.secret)};
  });
}

/** Applies a mutation only to requests whose URL contains `path`. */
export function mutateRoute(path: string, mutate: Mutation): Mutation {
  return backend => {
    const mutated = mutate(backend);
    return request => (request.url.includes(path) ? mutated(request) : backend(request));
  };
}

/** Returns an error as the contract describes it. */
export function errorResponse(status: number, errorCode = 'internalError'): Response {
  const body = {success: false, errorCode, error: 'no'};
  return Response.json(body, {status, headers: {'cache-control': 'no-store'}});
}

/** Encrypts a KS v2, also with content that `encodeKs` rejects. */
export function encryptKs(
  content: Omit<KsContent, 'type'> & {type: number},
  secret: string,
): string {
  const {partnerId, privileges, expiry, type, userId} = content;
  const query = new URLSearchParams({...privileges, _e: `${expiry}`, _t: `${type}`, _u: userId});
  const sha1 = (data: Buffer | string) => createHash('sha1').update(data).digest();
  const body = Buffer.concat([randomBytes(16), Buffer.from(query.toString())]);
  const plaintext = Buffer.concat([sha1(body), body]);
  const padded = Buffer.alloc(Math.ceil(plaintext.length / 16) * 16);
  plaintext.copy(padded);
  const cipher = createCipheriv('aes-128-cbc', sha1(secret).subarray(0, 16), Buffer.alloc(16));
  cipher.setAutoPadding(false);
  const raw = [Buffer.from(`v2|${partnerId}|`), cipher.update(padded), cipher.final()];
  return Buffer.concat(raw).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
