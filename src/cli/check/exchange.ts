import {readLimitedText} from '../../server/kaltura/read-limited-text.js';

/** A connection of its own for each: one that a server has closed tells nothing of the next. */
const CLOSE = ['connection', 'close'] as const;

/** A request to an endpoint. */
export interface Ask {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the text, or undefined where it is none. */
  readonly json: unknown;
  /** When it was asked and answered, by this machine's clock, in milliseconds since the epoch. */
  readonly asked: number;
  readonly answered: number;
}

/** An answer, or why there is none. */
export type Exchange = Answer | {readonly broken: string; readonly isLate: boolean};

/** The answer, where there is one. */
export const answerOf = (exchange: Exchange | undefined): Answer | undefined =>
  exchange && 'status' in exchange ? exchange : undefined;

/** Asks, following no redirect, and waits `deadline` milliseconds at most. It never throws. */
export async function exchange(ask: Ask, deadline: number): Promise<Exchange> {
  const {url, method, headers, body} = ask;
  const asked = Date.now();
  try {
    const response = await fetch(url, {
      method,
      headers: [...headers, CLOSE].map(([name, value]): [string, string] => [name, value]),
      redirect: 'manual',
      signal: AbortSignal.timeout(deadline),
      ...(body !== undefined && {body}),
    });
    const answered = Date.now();
    const text = await readLimitedText(response);
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: jsonOf(text),
      asked,
      answered,
    };
  } catch (error) {
    const {name, cause} = error as Error;
    if (name === 'TimeoutError')
      return {broken: `no answer within ${deadline / 1000} s`, isLate: true};
    const code = String((cause as {code?: unknown} | undefined)?.code);
    return {broken: `no answer${/^[A-Z][A-Z_\d]+$/.test(code) ? ` (${code})` : ''}`, isLate: false};
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
