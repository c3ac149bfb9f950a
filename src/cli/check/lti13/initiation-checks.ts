import {kafOrigin} from '../../../contract/kaf-origin.js';
import {fail, passIf, passIfNone, toChecks, type Check, type PartCheck} from '../check.js';
import {NO_LAUNCH, validateKafUrl} from '../shared-rules.js';

const REQUIRED_PARAMETERS = ['iss', 'login_hint', 'target_link_uri', 'client_id'];

/** The URL of a launch; undefined if the text is not a URL. */
type LaunchUrl = URL | undefined;

const URL_CHECKS: readonly PartCheck<LaunchUrl>[] = [
  {
    id: 'lti13-url',
    expected: 'url is the page oidc-init on the https origin of KAF',
    fix: 'Return url as https://12345.kaf.kaltura.com/hosted/index/oidc-init?…',
    evaluate(url, {plan}) {
      const problem = validateKafUrl(url, plan);
      if (problem) return fail(problem);
      return passIf(url?.pathname === '/hosted/index/oidc-init', 'oidc-init', 'another page');
    },
  },
  {
    id: 'lti13-parameters',
    expected: `url has the parameters ${REQUIRED_PARAMETERS.join(', ')}, each once`,
    fix: 'See the 1EdTech Security Framework §5.1.1.1, "Initiating login".',
    evaluate: url =>
      passIfNone(
        REQUIRED_PARAMETERS.flatMap(name => {
          const [value, ...others] = url?.searchParams.getAll(name) ?? [];
          if (!value) return [`no ${name}`];
          return others.length > 0 ? [`more than one ${name}`] : [];
        }),
        'all parameters',
      ),
  },
  {
    id: 'lti13-issuer',
    expected: 'iss is an https URL',
    fix: 'Set iss to the issuer that the KAF instance knows for your platform, an https URL.',
    evaluate(url) {
      const iss = url?.searchParams.get('iss') ?? '';
      const isSecure = URL.canParse(iss) && kafOrigin(new URL(iss).origin) !== undefined;
      return passIf(isSecure, 'an https URL', 'not an https URL');
    },
  },
  {
    id: 'lti13-target',
    expected: 'target_link_uri is the page view-room on the same origin',
    fix: 'Set target_link_uri to {kafUrl}/embeddedrooms/index/view-room, not to a page of your own.',
    evaluate(url) {
      const text = url?.searchParams.get('target_link_uri') ?? '';
      const target = URL.canParse(text) ? new URL(text) : undefined;
      const isRoom =
        target !== undefined &&
        target.origin === url?.origin &&
        target.pathname === '/embeddedrooms/index/view-room';
      return passIf(isRoom, 'view-room', 'another page');
    },
  },
];

/** Checks that the URL of LTI 1.3 initiates a login at KAF. */
export const initiationChecks: readonly Check[] = toChecks(URL_CHECKS, ({launch}) => {
  if (launch?.auth !== 'lti-1.3') return NO_LAUNCH;
  return {part: URL.canParse(launch.url) ? new URL(launch.url) : undefined};
});
