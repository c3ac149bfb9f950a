import type {Launch} from '../../contract/schemas.js';
import type {CheckPlan} from './check-plan.js';
import {fail, type Check, type CheckResult} from './check.js';
import {connectionChecks} from './endpoints/connection-checks.js';
import {corsChecks} from './endpoints/cors-checks.js';
import {createChecks} from './endpoints/create-checks.js';
import {errorChecks} from './endpoints/error-checks.js';
import {getCreateRejectionChecks, tokenRejectionChecks} from './endpoints/rejection-checks.js';
import {secretChecks} from './endpoints/secret-checks.js';
import {Evidence} from './evidence.js';
import {ksChecks} from './launch/ks-checks.js';
import {launchChecks} from './launch/launch-checks.js';
import {lti11Checks} from './launch/lti11-checks.js';
import {idTokenChecks} from './lti13/id-token-checks.js';
import {initiationChecks} from './lti13/initiation-checks.js';
import {keySetChecks} from './lti13/key-set-checks.js';
import {loginChecks} from './lti13/login-checks.js';
import type {Report, ReportedCheck} from './report.js';
import {buildCreateRequests, buildTokenRequests} from './requests/element-requests.js';
import {sendRequest, type HttpRequest, type HttpResult} from './requests/http.js';
import {buildForeignRedirectRequest, buildLoginRequests} from './requests/kaf-requests.js';

const TIMEOUT_MS = 10_000;

/** Sends all requests of a plan, and evaluates the responses. `timeout` is per request. */
export async function runChecks(plan: CheckPlan, timeout = TIMEOUT_MS): Promise<Report> {
  const evidence = await collectEvidence(plan, timeout);
  const checks = await Promise.all(
    selectChecks(evidence).map(check => evaluateCheck(check, evidence)),
  );
  const count = (status: CheckResult['status']) => checks.filter(it => it.status === status).length;
  return {
    url: `${plan.tokenUrl.origin}${plan.tokenUrl.pathname}`,
    passed: count('pass'),
    failed: count('fail'),
    skipped: count('skip'),
    checks,
    isReachable: evidence.isReachable,
  };
}

/** Sends one request at a time, so that the host does not take the check for an attack. */
async function collectEvidence(plan: CheckPlan, timeout: number): Promise<Evidence> {
  const results = new Map<string, HttpResult>();
  const send = async (requests: Readonly<Record<string, HttpRequest>>) => {
    for (const [id, request] of Object.entries(requests))
      results.set(id, await sendRequest(request, timeout));
  };

  const {launch: launchRequest, ...otherRequests} = buildTokenRequests(plan);
  await send({launch: launchRequest});
  const {launchResponse, launch, isReachable} = new Evidence(plan, results);
  if (isReachable) {
    // First, because a login hint expires within a minute.
    await send(buildLoginRequests(plan, launch));
    // If the backend rejects even the valid request, its other rejections prove nothing.
    await send(launchResponse ? otherRequests : selectPreflight(otherRequests));
    const {moderatorLaunch} = new Evidence(plan, results);
    await send(buildForeignRedirectRequest(plan, moderatorLaunch));
    if (plan.createUrl) await send(buildCreateRequests(plan, plan.createUrl));
  }
  return new Evidence(plan, results);
}

/** Returns the checks that apply to the plan, and to the kind of launch. */
function selectChecks({plan, launch, isReachable}: Evidence): readonly Check[] {
  if (!isReachable) return connectionChecks.filter(({id}) => id === 'reachable');
  return [
    ...connectionChecks,
    ...launchChecks,
    ...selectKindChecks(launch?.auth ?? 'ks'),
    ...tokenRejectionChecks,
    ...(plan.createUrl ? [...getCreateRejectionChecks(plan), ...createChecks] : []),
    ...errorChecks,
    ...corsChecks,
    ...secretChecks,
  ];
}

function selectKindChecks(auth: NonNullable<Launch['auth']>): readonly Check[] {
  switch (auth) {
    case 'ks':
      return ksChecks;
    case 'lti-1.1':
      return lti11Checks;
    case 'lti-1.3':
      return [...initiationChecks, ...keySetChecks, ...loginChecks, ...idTokenChecks];
  }
}

async function evaluateCheck(check: Check, evidence: Evidence): Promise<ReportedCheck> {
  const {id, expected, fix} = check;
  try {
    return {id, expected, fix, ...(await check.evaluate(evidence))};
  } catch {
    // The message is left out, because it may contain a part of the response.
    return {id, expected, fix, ...fail('a response that cannot be read')};
  }
}

function selectPreflight(
  requests: Readonly<Record<string, HttpRequest>>,
): Readonly<Record<string, HttpRequest>> {
  const preflight = requests['page-preflight'];
  return preflight ? {'page-preflight': preflight} : {};
}
