import type {Launch} from '../../contract/schemas.js';
import {corsChecks} from './cors-checks.js';
import {createChecks} from './create-checks.js';
import {endpointChecks} from './endpoint-checks.js';
import {errorChecks} from './error-checks.js';
import {Evidence} from './evidence.js';
import {exchange, type Ask, type Exchange} from './exchange.js';
import {idTokenChecks} from './id-token-checks.js';
import {jwksChecks} from './jwks-checks.js';
import {ksChecks} from './ks-checks.js';
import {ksPrivilegeChecks} from './ks-privilege-checks.js';
import {launchChecks} from './launch-checks.js';
import {lti13Checks} from './lti13-checks.js';
import {lti13LoginChecks} from './lti13-login-checks.js';
import {lti13Elsewhere, lti13Requests} from './lti13-requests.js';
import {ltiChecks} from './lti-checks.js';
import type {Plan} from './plan.js';
import {refusalCheck} from './refusal.js';
import {TOKEN_REFUSALS, createRefusals} from './refusals.js';
import {createRequests, tokenRequests} from './requests.js';
import {secretChecks} from './secret-checks.js';
import {fail, type Check, type Verdict} from './verdict.js';

/** A check and how it ended. */
export type Outcome = Verdict & Pick<Check, 'id' | 'expected' | 'fix'>;

/** How a run of the checks ended. */
export interface Report {
  /** The token endpoint, without its query. */
  readonly url: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly checks: readonly Outcome[];
  /** Whether the token endpoint answered at all. */
  readonly isReachable: boolean;
}

/** Calls the endpoints, and judges what came back. `deadline` is milliseconds per request. */
export async function runChecks(plan: Plan, deadline = 10_000): Promise<Report> {
  const evidence = await gather(plan, deadline);
  const checks = await Promise.all(
    checksFor(evidence).map(async (check): Promise<Outcome> => {
      const {id, expected, fix} = check;
      const judged = Promise.resolve(evidence).then(all => check.judge(all));
      const unread = () => fail('what cannot be read');
      return {id, expected, fix, ...(await judged.catch(unread))};
    }),
  );
  const count = (status: Verdict['status']) => checks.filter(one => one.status === status).length;
  return {
    url: `${plan.tokenUrl.origin}${plan.tokenUrl.pathname}`,
    passed: count('pass'),
    failed: count('fail'),
    skipped: count('skip'),
    checks,
    isReachable: evidence.isReachable,
  };
}

/** One request after the other, so that a host that counts them is not alarmed. */
async function gather(plan: Plan, deadline: number): Promise<Evidence> {
  const exchanges = new Map<string, Exchange>();
  const ask = async (requests: readonly (readonly [string, Ask])[]) => {
    for (const [id, request] of requests) exchanges.set(id, await exchange(request, deadline));
  };
  const [launch, ...others] = Object.entries(tokenRequests(plan));
  if (launch) await ask([launch]);
  const {right, launch: granted, isReachable} = new Evidence(plan, exchanges);
  if (isReachable) {
    // At once: a login is good for a minute.
    await ask(Object.entries(lti13Requests(plan, granted)));
    // Where the right request is refused, refusing the wrong ones proves nothing.
    await ask(others.filter(([id]) => right || id === 'page-preflight'));
    const {moderating} = new Evidence(plan, exchanges);
    await ask(Object.entries(lti13Elsewhere(plan, moderating)));
    if (plan.createUrl) await ask(Object.entries(createRequests(plan, plan.createUrl)));
  }
  return new Evidence(plan, exchanges);
}

/** The checks that have a meaning for what was asked and what came. */
function checksFor({plan, launch, isReachable}: Evidence): readonly Check[] {
  if (!isReachable) return endpointChecks.slice(0, 1);
  return [
    ...endpointChecks,
    ...launchChecks,
    ...kindChecks(launch?.auth ?? 'ks'),
    ...TOKEN_REFUSALS.map(refusalCheck),
    ...(plan.createUrl ? [...createRefusals(plan.create).map(refusalCheck), ...createChecks] : []),
    ...errorChecks,
    ...corsChecks,
    ...secretChecks,
  ];
}

function kindChecks(auth: NonNullable<Launch['auth']>): readonly Check[] {
  switch (auth) {
    case 'ks':
      return [...ksChecks, ...ksPrivilegeChecks];
    case 'lti-1.1':
      return ltiChecks;
    case 'lti-1.3':
      return [...lti13Checks, ...jwksChecks, ...lti13LoginChecks, ...idTokenChecks];
  }
}
