/**
 * A call of `fetch` that waits for its answer. What was asked is read from the call as a server
 * would read it; the first of `answer`, `answerJson`, `fail` and an abort settles it.
 */
export interface PendingRequest {
  /** Absolute. */
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly credentials: RequestCredentials;
  readonly mode: RequestMode;
  /** The parsed JSON of the body, or the body as it was given where it is not JSON. */
  readonly body: unknown;
  /** As `fetch` was given it. */
  readonly init: RequestInit;
  readonly signal: AbortSignal | undefined;

  /** Answers; 200 unless `init` says otherwise. A stream as body may stay open. */
  answer(body?: BodyInit | null, init?: ResponseInit): void;
  /** Answers with `value` as JSON. */
  answerJson(value: unknown, init?: ResponseInit): void;
  /** Fails as an unreachable host does, or with `error`. */
  fail(error?: unknown): void;
}

export interface FetchMock {
  /** Every request made so far, in order. A call whose signal is aborted already makes none. */
  readonly calls: readonly PendingRequest[];
  /** The first request that no earlier `next()` gave, as soon as it is made. */
  next(): Promise<PendingRequest>;
  /** Puts the real `fetch` back; for `afterEach`. Calls still held stay so. */
  restore(): void;
}

/** Puts a `fetch` in place that records every call and holds it until the test answers. */
export function mockFetch(): FetchMock {
  const realFetch = globalThis.fetch;
  const calls: PendingRequest[] = [];
  const waiting: ((call: PendingRequest) => void)[] = [];
  let given = 0;

  globalThis.fetch = (input, init = {}) =>
    new Promise((resolve, reject) => {
      const {url, method, headers, credentials, mode} = new Request(input, init);
      const signal = init.signal ?? (input instanceof Request ? input.signal : undefined);
      // Rejects with the signal's own reason, as the real one does.
      const abort = () => reject(signal?.reason);
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, {once: true});

      const call: PendingRequest = {
        ...{url, method, headers, credentials, mode, init, signal, body: bodyOf(init)},
        answer: (body = null, answerInit) => resolve(new Response(body, answerInit)),
        answerJson: (value, answerInit) => resolve(Response.json(value, answerInit)),
        fail: (error = new TypeError('Failed to fetch')) => reject(error),
      };
      calls.push(call);
      const waiter = waiting.shift();
      if (waiter) given = calls.length;
      waiter?.(call);
    });

  return {
    calls,
    next: () =>
      new Promise(resolve => {
        const call = calls[given];
        if (call) given++;
        if (call) resolve(call);
        else waiting.push(resolve);
      }),
    restore: () => {
      globalThis.fetch = realFetch;
    },
  };
}

function bodyOf({body}: RequestInit): unknown {
  if (typeof body !== 'string') return body ?? undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
