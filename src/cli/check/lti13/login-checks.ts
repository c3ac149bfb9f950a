import {fail, pass, passIf, passIfNone, skip, type Check, type CheckResult} from '../check.js';
import type {Evidence} from '../evidence.js';
import {STATE, getAuthorizeUrl, parseInitiation} from '../requests/kaf-requests.js';
import {RATE_LIMITED} from '../shared-rules.js';
import {ContentPolicy} from './content-policy.js';
import {parseFormPage, type FormPage} from './form-page.js';
import {describeStatus} from './key-set-checks.js';

const NO_LOGIN = skip('the login request gets no id_token');

/** Checks that the login page posts the token to KAF. */
const LOGIN_PAGE_CHECKS: readonly Check[] = [
  {
    id: 'lti13-login',
    expected: 'the login request of KAF gets a page that posts id_token and state to KAF',
    fix: 'Respond with 200 and a form that submits itself to redirect_uri (OAuth 2.0 Form Post Response Mode), at the URL that KAF has as lti13PlatformOidcAuthUrl. If that is not lti/authorize relative to the token endpoint, set --authorize-url.',
    evaluate: evaluateLogin,
  },
  {
    id: 'lti13-login-page',
    expected: 'the headers of the login page let it post to KAF',
    fix: 'Make sure that no proxy or framework replaces the Content-Security-Policy of the page. It must allow the script by its hash or nonce, and KAF in form-action. A sandbox must have allow-forms and allow-scripts.',
    evaluate(evidence) {
      const page = parseLoginPage(evidence);
      const policy = getPolicy(evidence, 'lti13-login');
      if (!page || !policy || !URL.canParse(page.action)) return NO_LOGIN;
      const problems = policy.findPostProblems(new URL(page.action), page.scripts);
      return passIfNone(problems, 'no obstacle');
    },
  },
  {
    id: 'lti13-frame',
    expected: 'the page with the room can frame the login page, and its error pages',
    fix: "Send no X-Frame-Options. In frame-ancestors, list the page with the room ('self', or --page-origin). Make sure that no proxy or framework replaces these headers.",
    evaluate(evidence) {
      if (!parseLoginPage(evidence)) return NO_LOGIN;
      const {pageOrigin, tokenUrl} = evidence.plan;
      const problems = ['lti13-login', 'lti13-login-unknown'].flatMap(
        id => getPolicy(evidence, id)?.findFrameProblem(pageOrigin ?? tokenUrl.origin) ?? [],
      );
      return passIfNone(problems, 'no obstacle');
    },
  },
];

/** Login requests that the backend must reject. The ID of a check is also the ID of its request. */
const LOGIN_REJECTIONS: readonly Omit<Check, 'evaluate'>[] = [
  {
    id: 'lti13-login-once',
    expected: 'a login_hint is rejected if it was already used',
    fix: 'Delete the login_hint in the same step in which you return the token, for all processes of the server.',
  },
  {
    id: 'lti13-login-unknown',
    expected: 'an unknown login_hint is rejected without a redirect',
    fix: 'Respond with 403 and a page, or with 400, to a login_hint that you did not create.',
  },
  {
    id: 'lti13-redirect-uri',
    expected: 'a redirect_uri of another site is rejected without a redirect',
    fix: 'Compare the whole redirect_uri with your list, which contains {kafUrl}/hosted/index/oauth2-launch. Respond with 400 if it differs.',
  },
];

/** Checks that the login of LTI 1.3 works with KAF, once, and with no other site. */
export const loginChecks: readonly Check[] = [
  ...LOGIN_PAGE_CHECKS,
  ...LOGIN_REJECTIONS.map(check => ({
    ...check,
    evaluate: (evidence: Evidence) => evaluateRejection(evidence, check.id),
  })),
];

/** Returns the page with the token; undefined if the response contains no token. */
export function parseLoginPage(evidence: Evidence): FormPage | undefined {
  const response = evidence.getResponse('lti13-login');
  const page = response?.status === 200 ? parseFormPage(response.text) : undefined;
  return page?.fields['id_token'] ? page : undefined;
}

function evaluateLogin(evidence: Evidence): CheckResult {
  const {plan, launch} = evidence;
  const result = evidence.results.get('lti13-login');
  if (!result) return skip('url has no login_hint');
  if ('error' in result) return fail(result.error);
  const {status} = result;
  if (status !== 200) return fail(describeStatus(status, getAuthorizeUrl(plan), plan.authorizeUrl));
  const page = parseLoginPage(evidence);
  if (!page) return fail('no form with an id_token');
  if (page.method !== 'post') return fail('a form that does not use POST');
  if (page.action !== parseInitiation(launch)?.redirectUri) return fail('a form for another URL');
  if (!('state' in page.fields)) return fail('no state');
  return passIf(page.fields['state'] === STATE, 'the state', 'another state');
}

function evaluateRejection(evidence: Evidence, id: string): CheckResult {
  if (!parseLoginPage(evidence)) return NO_LOGIN;
  const result = evidence.results.get(id);
  if (!result) return skip('no request was sent');
  if ('error' in result) return fail(result.error);
  const {status, text} = result;
  if (status === 429) return RATE_LIMITED;
  if (status >= 500) return fail(`a server error (${status})`);
  if (status >= 400) return pass(`rejected (${status})`);
  if (status >= 300) return fail(`a redirect (${status})`);
  const hasToken = Boolean(parseFormPage(text)?.fields['id_token']);
  return fail(hasToken ? 'an id_token' : `a success (${status})`);
}

function getPolicy(evidence: Evidence, id: string): ContentPolicy | undefined {
  const response = evidence.getResponse(id);
  return response && new ContentPolicy(getAuthorizeUrl(evidence.plan), response.headers);
}
