import {fail, pass, passIfNone, skip, type Check, type CheckResult} from '../check.js';
import type {Evidence} from '../evidence.js';
import {describeResponse} from '../redact.js';
import {FOREIGN_ORIGIN} from '../requests/element-requests.js';
import type {HttpResponse} from '../requests/http.js';

const ALLOW_ORIGIN = 'access-control-allow-origin';
const ALLOW_CREDENTIALS = 'access-control-allow-credentials';
const ALLOW_HEADERS = 'access-control-allow-headers';

/** Checks that the allowed pages, and no others, can read responses. */
export const corsChecks: readonly Check[] = [
  {
    id: 'cors-foreign',
    expected: 'a page of another site cannot read responses',
    fix: 'Send Access-Control-Allow-Origin only to origins on your list. Never send *, null or an unchecked Origin.',
    evaluate: evaluateForeignPage,
  },
  {
    id: 'cors-page',
    expected: 'the page of --page-origin can send requests and read responses',
    fix: 'Put the origin on your list (allowedOrigins in kaltura-room/server). Respond to its preflight with 204, Access-Control-Allow-Origin (this origin) and Access-Control-Allow-Headers (content-type, idempotency-key and your own). If you use cookies, add Access-Control-Allow-Credentials: true. Send Allow-Origin and Allow-Credentials with the actual response too.',
    evaluate: evaluateAllowedPage,
  },
];

function evaluateForeignPage({results}: Evidence): CheckResult {
  for (const [id, result] of results) {
    // Every page may read the public keys.
    if ('error' in result || id === 'lti13-jwks') continue;
    const allowed = result.headers.get(ALLOW_ORIGIN);
    if (allowed !== '*' && allowed !== 'null' && allowed !== FOREIGN_ORIGIN) continue;
    const origin = allowed === FOREIGN_ORIGIN ? 'the origin of any request' : allowed;
    const hasCredentials = result.headers.get(ALLOW_CREDENTIALS) === 'true';
    return fail(`${ALLOW_ORIGIN}: ${origin}${hasCredentials ? ', with credentials' : ''}`);
  }
  return pass('no access for other sites');
}

function evaluateAllowedPage(evidence: Evidence): CheckResult {
  const {plan, results} = evidence;
  if (plan.pageOrigin === undefined) return skip('--page-origin is not set');
  const preflights = ['page-preflight', 'create-page-preflight'].filter(id => results.has(id));
  const response = evidence.getResponse('page');
  const createError = evidence.getResponse('create-page');
  return passIfNone(
    [
      ...preflights.flatMap(id => findPreflightProblems(evidence, id)),
      ...(response ? findResponseProblems(response, evidence) : []),
      ...(createError ? findReadProblems(createError, evidence, 'the create error') : []),
    ],
    'access for the page',
  );
}

function findPreflightProblems(evidence: Evidence, id: string): string[] {
  const name = isForCreate(id) ? 'the create preflight' : 'the preflight';
  const response = evidence.getResponse(id);
  if (!response) return [`${name} gets no response`];
  if (response.status < 200 || response.status > 299) return [`${name} gets ${response.status}`];
  const missing = findMissingHeaders(response, evidence, id);
  return [
    ...findReadProblems(response, evidence, `the response to ${name}`),
    ...(missing.length > 0 ? [`${name} does not allow ${missing.join(', ')}`] : []),
  ];
}

/** Returns the request headers that the response to a preflight does not allow. */
function findMissingHeaders({headers}: HttpResponse, {plan}: Evidence, id: string): string[] {
  const allowed = (headers.get(ALLOW_HEADERS) ?? '')
    .toLowerCase()
    .split(',')
    .map(name => name.trim());
  const userHeaders = plan.headers.map(([name]) => name);
  const hasCookie = userHeaders.includes('cookie');
  // https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
  const isWildcard = allowed.includes('*') && !hasCookie;
  return [
    'content-type',
    ...userHeaders.filter(name => name !== 'cookie'),
    ...(isForCreate(id) ? ['idempotency-key'] : []),
  ].filter(name => !allowed.includes(name) && !(isWildcard && name !== 'authorization'));
}

function findResponseProblems(response: HttpResponse, evidence: Evidence): string[] {
  return response.status === 200
    ? findReadProblems(response, evidence, 'the response')
    : [`the request gets ${describeResponse(response, evidence.plan)}`];
}

function isForCreate(requestId: string): boolean {
  return requestId.startsWith('create-');
}

/** Returns the headers without which a page cannot read a response. */
function findReadProblems({headers}: HttpResponse, {plan}: Evidence, subject: string): string[] {
  const hasCookie = plan.headers.some(([name]) => name === 'cookie');
  const problems: string[] = [];
  if (headers.get(ALLOW_ORIGIN) !== plan.pageOrigin)
    problems.push(`${subject} has no ${ALLOW_ORIGIN} for the page`);
  if (hasCookie && headers.get(ALLOW_CREDENTIALS) !== 'true')
    problems.push(`${subject} has no ${ALLOW_CREDENTIALS}`);
  return problems;
}
