import type {Evidence} from './evidence.js';
import {ContentPolicy} from './content-policy.js';
import {readFormPage, type FormPage} from './form-page.js';
import {whereNot} from './jwks-checks.js';
import {STATE, authorizeUrlOf, beginningOf} from './lti13-requests.js';
import {fail, pass, skip, verdict, type Check, type Verdict} from './verdict.js';

const NO_LOGIN = skip('the login is not answered an id_token');

/** The page that carries a token to KAF, where the login was answered one. */
export function loginPageOf(evidence: Evidence): FormPage | undefined {
  const answer = evidence.answer('lti13-login');
  const page = answer?.status === 200 ? readFormPage(answer.text) : undefined;
  return page?.fields['id_token'] ? page : undefined;
}

/** Whether the login that KAF asks for goes to KAF, once, and to nobody else. */
export const lti13LoginChecks: readonly Check[] = [
  {
    id: 'lti13-login',
    expected: "KAF's request for the login is answered a page that posts id_token and state to it",
    fix: 'Answer 200 and a form to redirect_uri that posts itself (OAuth 2.0 Form Post Response Mode), at the address that KAF has as lti13PlatformOidcAuthUrl; where that is not lti/authorize beside the token endpoint, name it by --authorize-url.',
    judge: judgeLogin,
  },
  {
    id: 'lti13-login-page',
    expected: 'its headers let the page post to KAF',
    fix: 'Let nothing in front of the server replace its Content-Security-Policy: the script of the page must run (by its hash or nonce), form-action allow KAF, and a sandbox allow-forms and allow-scripts.',
    judge(evidence) {
      const page = loginPageOf(evidence);
      const policy = policyOf(evidence, 'lti13-login');
      if (!page || !policy || !URL.canParse(page.action)) return NO_LOGIN;
      const faults = policy.postingFaults(new URL(page.action), page.scripts);
      return verdict(faults.length === 0, faults.join('; ') || 'they do');
    },
  },
  {
    id: 'lti13-frame',
    expected: 'its headers let the page with the room frame it, also where it refuses',
    fix: "Answer no X-Frame-Options, and frame-ancestors that names the page with the room ('self', or --page-origin); let nothing in front of the server replace them.",
    judge: judgeFrame,
  },
  refusing(
    'lti13-login-once',
    'a login_hint that was used is refused',
    'Forget the login_hint in the moment in which you answer the token, for all processes alike.',
  ),
  refusing(
    'lti13-login-unknown',
    'a login_hint that nobody was given is refused, without a redirect',
    'Answer 403 and a page, or 400, where the login_hint is none of yours.',
  ),
  refusing(
    'lti13-redirect-uri',
    'a redirect_uri of another site is refused, without a redirect',
    'Compare all of redirect_uri with your list, which is {kafUrl}/hosted/index/oauth2-launch, and answer 400.',
  ),
];

function judgeLogin(evidence: Evidence): Verdict {
  const exchange = evidence.exchanges.get('lti13-login');
  if (!exchange) return skip('url has no login_hint');
  if ('broken' in exchange) return fail(exchange.broken);
  const {status} = exchange;
  const {plan} = evidence;
  if (status !== 200) return fail(whereNot(status, authorizeUrlOf(plan), plan.authorizeUrl));
  const page = loginPageOf(evidence);
  if (!page) return fail('no form with an id_token');
  if (page.method !== 'post') return fail('a form that does not post');
  if (page.action !== beginningOf(evidence.launch)?.redirectUri)
    return fail('a form to another address');
  return verdict(page.fields['state'] === STATE, 'state' in page.fields ? 'a state' : 'no state');
}

function judgeFrame(evidence: Evidence): Verdict {
  if (!loginPageOf(evidence)) return NO_LOGIN;
  const {pageOrigin, tokenUrl} = evidence.plan;
  const faults = ['lti13-login', 'lti13-login-unknown'].flatMap(
    id => policyOf(evidence, id)?.framingFault(pageOrigin ?? tokenUrl.origin) ?? [],
  );
  return verdict(faults.length === 0, [...new Set(faults)].join('; ') || 'they do');
}

function policyOf(evidence: Evidence, id: string): ContentPolicy | undefined {
  const answer = evidence.answer(id);
  return answer && new ContentPolicy(authorizeUrlOf(evidence.plan), answer.headers);
}

/** A request for a login that must be refused; the request has the ID of the check. */
function refusing(id: string, expected: string, fix: string): Check {
  return {
    id,
    expected,
    fix,
    judge(evidence) {
      if (!loginPageOf(evidence)) return NO_LOGIN;
      const exchange = evidence.exchanges.get(id);
      if (!exchange) return skip('not asked');
      if ('broken' in exchange) return fail(exchange.broken);
      const {status, text} = exchange;
      if (status === 429) return skip('it answers 429: too many requests');
      if (status >= 500) return fail(`a failure of the server (${status})`);
      if (status >= 400) return pass(`refused (${status})`);
      if (status >= 300) return fail(`a redirect (${status})`);
      return fail(
        readFormPage(text)?.fields['id_token'] ? 'an id_token' : `no refusal (${status})`,
      );
    },
  };
}
