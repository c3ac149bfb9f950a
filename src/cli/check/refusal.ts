import * as z from 'zod/mini';
import {Envelope} from '../../contract/schemas.js';
import type {Evidence} from './evidence.js';
import type {Answer} from './exchange.js';
import {fail, pass, skip, verdict, type Check, type Verdict} from './verdict.js';

/** Something that must be refused. */
export interface Refusal {
  readonly id: string;
  readonly what: string;
  readonly fix: string;
  /** The requests that show it; the ID where there are no others. */
  readonly requests?: readonly string[];
  /** The HTTP statuses that say so; any of 400 to 499 unless named. */
  readonly statuses?: readonly number[];
  /**
   * Set where a router, a proxy or a browser stands between: then no element reads the answer, and
   * it need not wear the envelope.
   */
  readonly isOfAnybody?: true;
  /** Set where a server that hangs up in the middle of the body has refused it too. */
  readonly mayBreak?: true;
  /** Where it may be refused for another reason: what says that it was for this one. */
  readonly because?: readonly number[];
}

/** What is refused for nothing where the person is refused anyway. */
const PERSON_NEEDED = /^create-(signed-out|cross-site)/;

/** The requests of a refusal. */
export const requestsOf = ({id, requests = [id]}: Refusal): readonly string[] => requests;

/** The check that a request is refused; how the refusal is worded is for others to judge. */
export function refusalCheck(refusal: Refusal): Check {
  return {
    id: refusal.id,
    expected: `${refusal.what} is refused`,
    fix: refusal.fix,
    judge(evidence) {
      const verdicts = requestsOf(refusal).map(id => judgeOne(evidence, id, refusal));
      const worst = verdicts.find(({status}) => status === 'fail');
      return (
        worst ?? verdicts.find(({status}) => status === 'skip') ?? verdicts[0] ?? skip('not asked')
      );
    },
  };
}

function judgeOne(evidence: Evidence, id: string, {because, mayBreak}: Refusal): Verdict {
  const exchange = evidence.exchanges.get(id);
  if (!exchange) return skip(whyNotAsked(id, evidence));
  if ('broken' in exchange) return verdict(Boolean(mayBreak) && !exchange.isLate, exchange.broken);
  const {status} = exchange;
  if (status === 429) return skip('it answers 429: too many requests');
  if (status >= 500) return fail(`a failure of the server (${status})`);
  if (status >= 300 && status < 400) return fail(`a redirect (${status})`);
  if (!isRefused(exchange)) return fail(`it is granted (${status})`);
  if (because && !because.includes(status))
    return skip(`${status}: refused, perhaps for another reason`);
  if (PERSON_NEEDED.test(id) && isPersonRefused(evidence))
    return skip('a backend that refuses the right person proves nothing');
  return pass(`refused (${status})`);
}

/** Whether the person may not create rooms, whoever else may. */
const isPersonRefused = (evidence: Evidence): boolean =>
  ['create-name', 'create-room'].some(id => {
    const {status} = evidence.answer(id) ?? {};
    return status === 401 || status === 403;
  });

function whyNotAsked(id: string, {plan, right}: Evidence): string {
  if (/signed-out$/.test(id) && plan.headers.length === 0)
    return 'no --header stands for a signed-in person';
  if (!right && !id.startsWith('create-'))
    return 'a backend that refuses the right request proves nothing';
  return 'not asked';
}

/** Whether an answer says no, in whatever way. */
export function isRefused({status, json}: Answer): boolean {
  const saysNo = z.safeParse(Envelope, json).data?.success === false;
  return status >= 400 ? status < 500 : status < 300 && saysNo;
}
