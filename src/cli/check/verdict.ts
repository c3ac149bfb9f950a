import type {Evidence} from './evidence.js';

/** How a check ended. `got` is what came, without any value that could be a secret. */
export type Verdict =
  | {readonly status: 'pass'; readonly got: string; readonly note?: string}
  | {readonly status: 'fail'; readonly got: string}
  | {readonly status: 'skip'; readonly reason: string};

/** One thing that can be right or wrong. */
export interface Check {
  /** Stays the same from version to version. */
  readonly id: string;
  readonly expected: string;
  /** What to do where it is not so. */
  readonly fix: string;
  judge(evidence: Evidence): Verdict | Promise<Verdict>;
}

/** It is as expected; `note` says what may be better all the same. */
export const pass = (got: string, note?: string): Verdict => ({
  status: 'pass',
  got,
  ...(note !== undefined && {note}),
});
export const fail = (got: string): Verdict => ({status: 'fail', got});
/** It could not be known, or was not asked. */
export const skip = (reason: string): Verdict => ({status: 'skip', reason});

/** The one or the other, where what came says enough. */
export const verdict = (isRight: boolean, got: string): Verdict =>
  isRight ? pass(got) : fail(got);
