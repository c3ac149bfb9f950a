/**
 * A call of `fetch` that waits for its answer. The properties describe the request as a server would
 * receive it. The first call of `answer`, `answerJson` or `fail`, or an abort, settles it.
 */
export interface PendingRequest {
  /** Absolute URL. */
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly credentials: RequestCredentials;
  readonly mode: RequestMode;
  /** The parsed JSON body, or the original body if it is not JSON. */
  readonly body: unknown;
  /** The options of the `fetch` call. */
  readonly init: RequestInit;
  readonly signal: AbortSignal | undefined;

  /** Answers, with status 200 by default. A stream as body can stay open. */
  answer(body?: BodyInit | null, init?: ResponseInit): void;
  /** Answers with `value` as JSON. */
  answerJson(value: unknown, init?: ResponseInit): void;
  /** Rejects with `error`, by default with the error of an unreachable host. */
  fail(error?: unknown): void;
}

export interface FetchMock {
  /** All requests so far, in order, except calls with a signal that was already aborted. */
  readonly calls: readonly PendingRequest[];
  /** Resolves with the first request that no earlier `next()` returned. */
  next(): Promise<PendingRequest>;
  /** Whether `next()` resolves at once. */
  readonly hasNext: boolean;
  /** Restores the real `fetch`; without a call, it is restored after the test. */
  restore(): void;
}

const installed = new Set<FetchMock>();
// A test can install a second mock over the first, so the newest is restored first.
afterEach(() => {
  for (const mock of [...installed].reverse()) mock.restore();
});

/**
 * Replaces `fetch` by a mock that records every call and keeps it pending until the test answers. Like
 * monitoring that wraps `fetch`, it rejects URL objects.
 */
export function mockFetch(): FetchMock {
  const realFetch = globalThis.fetch;
  const calls: PendingRequest[] = [];
  const waiting: ((call: PendingRequest) => void)[] = [];
  let returned = 0;

  globalThis.fetch = (input, init = {}) =>
    new Promise((resolve, reject) => {
      if (input instanceof URL)
        throw new TypeError('fetch must be called with a string or a Request; got a URL object');
      const {url, method, headers, credentials, mode} = new Request(input, init);
      const signal = init.signal ?? (input instanceof Request ? input.signal : undefined);
      // The real `fetch` rejects with the reason of the signal too.
      const abort = () => reject(signal?.reason);
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, {once: true});

      const call: PendingRequest = {
        url,
        method,
        headers,
        credentials,
        mode,
        init,
        signal,
        body: parseBody(init),
        answer: (body = null, answerInit) => resolve(new Response(body, answerInit)),
        answerJson: (value, answerInit) => resolve(Response.json(value, answerInit)),
        fail: (error = new TypeError('Failed to fetch')) => reject(error),
      };
      calls.push(call);
      const waiter = waiting.shift();
      if (waiter) returned = calls.length;
      waiter?.(call);
    });

  const mock: FetchMock = {
    calls,
    next: () =>
      new Promise(resolve => {
        const call = calls[returned];
        if (call) returned++;
        if (call) resolve(call);
        else waiting.push(resolve);
      }),
    get hasNext() {
      return returned < calls.length;
    },
    restore: () => {
      if (installed.delete(mock)) globalThis.fetch = realFetch;
    },
  };
  installed.add(mock);
  return mock;
}

function parseBody({body}: RequestInit): unknown {
  if (typeof body !== 'string') return body ?? undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
