import {createCipheriv, createHash, randomBytes} from 'node:crypto';
import {decodeKs, type KsContent} from '../../../src/server/index.js';

/** A backend: what answers a request. */
export type Backend = (request: Request) => Response | Promise<Response>;
/** What is made of a right backend so that it is wrong in one thing. */
export type Spoil = (right: Backend) => Backend;

type Json = Record<string, unknown>;

/** Changes requests before the right backend sees them, as if it did not look. */
export const asking =
  (
    change: (request: Request, body: string) => {headers?: Headers; body?: string; method?: string},
  ): Spoil =>
  right =>
  async request => {
    const body = await request.text();
    const changed = change(request, body);
    const method = changed.method ?? request.method;
    const sent = changed.body ?? body;
    return right(
      new Request(request.url, {
        method,
        headers: changed.headers ?? request.headers,
        ...(method === 'POST' && {body: sent}),
      }),
    );
  };

/** Changes the headers of requests before the right backend sees them. */
export const askingWith = (change: (headers: Headers) => void): Spoil =>
  asking(request => {
    const headers = new Headers(request.headers);
    change(headers);
    return {headers};
  });

/** Changes the bodies of requests, where they are JSON, before the right backend sees them. */
export const askingFor = (change: (body: Json) => unknown): Spoil =>
  asking((_, body) => {
    try {
      return {body: JSON.stringify(change(JSON.parse(body) as Json))};
    } catch {
      return {};
    }
  });

/** Changes the answers of the right backend. */
export const answering =
  (change: (answer: Response, request: Request) => Response | Promise<Response>): Spoil =>
  right =>
  async request => {
    const copy = request.clone();
    return change(await right(request), copy);
  };

/** Changes the headers of answers; of those with these statuses, where it is said. */
export const answeringWith = (
  change: (headers: Headers, request: Request) => void,
  which: (status: number) => boolean = () => true,
): Spoil =>
  answering((answer, request) => {
    const headers = new Headers(answer.headers);
    if (which(answer.status)) change(headers, request);
    return new Response(answer.body, {status: answer.status, headers});
  });

/** Changes the `data` of what is granted. */
export const granting = (change: (data: Json) => unknown): Spoil =>
  answering(async (answer, request) => {
    if (!answer.ok || request.method !== 'POST') return answer;
    const {data} = (await answer.json()) as {data: Json};
    const body = JSON.stringify({success: true, data: change(data)});
    return new Response(body, {status: answer.status, headers: answer.headers});
  });

/** Changes what the KS says; `rest` may sign it with another secret. */
export const writing = (
  secret: string,
  change: (ks: KsContent) => Partial<Omit<KsContent, 'type'>> & {type?: number; secret?: string},
): Spoil =>
  granting(data => {
    const content = decodeKs(data['ks'] as string, secret);
    const changed = {...content, secret, ...change(content)};
    return {...data, ks: sealed(changed, changed.secret)};
  });

/** A KS v2 as any program could write it, whatever is in it. */
export function sealed(content: Omit<KsContent, 'type'> & {type: number}, secret: string): string {
  const {partnerId, privileges, expiry, type, userId} = content;
  const query = new URLSearchParams({...privileges, _e: `${expiry}`, _t: `${type}`, _u: userId});
  const sha1 = (data: Buffer | string) => createHash('sha1').update(data).digest();
  const body = Buffer.concat([randomBytes(16), Buffer.from(query.toString())]);
  const plain = Buffer.concat([sha1(body), body]);
  const padded = Buffer.alloc(Math.ceil(plain.length / 16) * 16);
  plain.copy(padded);
  const cipher = createCipheriv('aes-128-cbc', sha1(secret).subarray(0, 16), Buffer.alloc(16));
  cipher.setAutoPadding(false);
  const raw = [Buffer.from(`v2|${partnerId}|`), cipher.update(padded), cipher.final()];
  return Buffer.concat(raw).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
