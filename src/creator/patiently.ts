import {within} from '../host/deadline.js';

/** How long a function of the page's own may take. */
const PATIENCE_MS = 10_000;

/** What a function of the page's own gives; rejects where that is late. It may end with its signal. */
export async function patiently<T>(
  work: (signal: AbortSignal) => Promise<T>,
  run: AbortSignal,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE_MS);
  const signal = AbortSignal.any([run, late.signal]);
  try {
    return await within((async () => work(signal))(), signal);
  } finally {
    clearTimeout(timer);
  }
}
