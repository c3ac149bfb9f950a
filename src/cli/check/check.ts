import type {Evidence} from './evidence.js';

/** Result of a check. `got` describes the response, without any value that could be a secret. */
export type CheckResult =
  | {readonly status: 'pass'; readonly got: string; readonly note?: string}
  | {readonly status: 'fail'; readonly got: string}
  | {readonly status: 'skip'; readonly reason: string};

/** One requirement of a host backend. */
export interface Check {
  /** Never changes: scripts select checks by it. */
  readonly id: string;
  /** The requirement, as a sentence that is true if the check passes. */
  readonly expected: string;
  /** Instructions for a developer whose backend fails the check. */
  readonly fix: string;
  evaluate(evidence: Evidence): CheckResult | Promise<CheckResult>;
}

/** A check of one part of the evidence, such as the content of the KS. */
export interface PartCheck<Part> extends Omit<Check, 'evaluate'> {
  evaluate(part: Part, evidence: Evidence): CheckResult;
}

/** Returns a result for a fulfilled requirement. `note` suggests an improvement. */
export function pass(got: string, note?: string): CheckResult {
  return {status: 'pass', got, ...(note !== undefined && {note})};
}

export function fail(got: string): CheckResult {
  return {status: 'fail', got};
}

/** Returns a result for a requirement that the responses neither prove nor disprove. */
export function skip(reason: string): CheckResult {
  return {status: 'skip', reason};
}

/** Passes if the condition is true, and otherwise fails. */
export function passIf(condition: boolean, got: string, gotOtherwise: string): CheckResult {
  return condition ? pass(got) : fail(gotOtherwise);
}

/** Passes if the list of problems is empty, and otherwise fails with the list. */
export function passIfNone(problems: readonly string[], got: string): CheckResult {
  return problems.length === 0 ? pass(got) : fail([...new Set(problems)].join('; '));
}

/**
 * Converts checks of a part into checks of the evidence.
 * @param select returns the part, or a skip if the evidence does not contain it
 */
export function toChecks<Part>(
  checks: readonly PartCheck<Part>[],
  select: (evidence: Evidence) => {readonly part: Part} | CheckResult,
): readonly Check[] {
  return checks.map(check => ({
    ...check,
    evaluate(evidence) {
      const selected = select(evidence);
      return 'part' in selected ? check.evaluate(selected.part, evidence) : selected;
    },
  }));
}
