import {kafOrigin} from '../../contract/kaf-origin.js';
import type {Evidence} from './evidence.js';
import {kafFault} from './kaf-address.js';
import {NO_LAUNCH} from './launch-checks.js';
import {fail, verdict, type Check, type Verdict} from './verdict.js';

const NEEDED = ['iss', 'login_hint', 'target_link_uri', 'client_id'];

/** Whether the address of LTI 1.3 starts a launch at KAF. */
export const lti13Checks: readonly Check[] = [
  ofUrl(
    'lti13-url',
    "url is oidc-init at KAF's https origin",
    'Answer url as https://12345.kaf.kaltura.com/hosted/index/oidc-init?…',
    (url, {plan}) => {
      const fault = kafFault(url, plan);
      if (fault) return fail(fault);
      const isInit = url?.pathname === '/hosted/index/oidc-init';
      return verdict(isInit, isInit ? 'oidc-init' : 'another page');
    },
  ),
  ofUrl(
    'lti13-parameters',
    `it says ${NEEDED.join(', ')}, each once`,
    'See "Initiating login" in the 1EdTech Security Framework §5.1.1.1.',
    url => {
      const wrong = NEEDED.filter(name => {
        const [value, ...more] = url?.searchParams.getAll(name) ?? [];
        return !value || more.length > 0;
      });
      return verdict(
        wrong.length === 0,
        wrong.length === 0 ? 'all of them' : `not ${wrong.join(', ')}`,
      );
    },
  ),
  ofUrl(
    'lti13-issuer',
    'iss is an https address',
    'Answer the issuer that the KAF instance knows your platform by, as https://…',
    url => {
      const iss = url?.searchParams.get('iss') ?? '';
      const isSafe = URL.canParse(iss) && kafOrigin(new URL(iss).origin) !== undefined;
      return verdict(isSafe, isSafe ? 'such an address' : 'something else');
    },
  ),
  ofUrl(
    'lti13-target',
    'target_link_uri is view-room at the same origin',
    "Answer target_link_uri as {kafUrl}/embeddedrooms/index/view-room: KAF's, not your own.",
    url => {
      const target = url?.searchParams.get('target_link_uri') ?? '';
      const isRoom =
        URL.canParse(target) &&
        new URL(target).origin === url?.origin &&
        new URL(target).pathname === '/embeddedrooms/index/view-room';
      return verdict(isRoom, isRoom ? 'view-room' : 'something else');
    },
  ),
];

function ofUrl(
  id: string,
  expected: string,
  fix: string,
  judge: (url: URL | undefined, evidence: Evidence) => Verdict,
): Check {
  return {
    id,
    expected,
    fix,
    judge(evidence) {
      const {launch} = evidence;
      if (launch?.auth !== 'lti-1.3') return NO_LAUNCH;
      const url = URL.canParse(launch.url) ? new URL(launch.url) : undefined;
      return judge(url, evidence);
    },
  };
}
