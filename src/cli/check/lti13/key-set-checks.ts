import * as z from 'zod/mini';
import {fail, pass, passIfNone, skip, type Check, type CheckResult} from '../check.js';
import type {Evidence} from '../evidence.js';
import {getJwksUrl} from '../requests/kaf-requests.js';

const MIN_KEY_BITS = 2048;
/** Members of a JWK that belong to a private or symmetric key (RFC 7518 §6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

type PublishedKey = Readonly<Record<string, unknown>>;
const KeySet = z.object({keys: z.array(z.record(z.string(), z.unknown()))});

/** Checks that KAF can read the public keys, and that the private keys are not published. */
export const keySetChecks: readonly Check[] = [
  {
    id: 'lti13-jwks',
    expected: `the key set has an RSA key of ${MIN_KEY_BITS} bits or more, with kid, n, e, alg RS256 and use sig`,
    fix: 'Respond with 200 and {"keys": […]} as JSON, without a sign-in, at the URL that KAF has as lti13KeysUrl. If that is not lti/jwks relative to the token endpoint, set --jwks-url.',
    evaluate: evaluateKeySet,
  },
  {
    id: 'lti13-jwks-private',
    expected: 'the key set contains no private key',
    fix: `Publish only kty, n, e, kid, alg and use, and replace the key at once. Anyone who has read ${PRIVATE_MEMBERS.slice(0, 3).join(', ')} can sign in as any user.`,
    evaluate(evidence) {
      const keys = parseKeySet(evidence);
      if (!keys) return skip('the backend returned no key set');
      return passIfNone(
        PRIVATE_MEMBERS.filter(name => keys.some(key => name in key)),
        'public keys',
      );
    },
  },
];

/** Returns the published keys; undefined if the response is not a key set. */
export function parseKeySet(evidence: Evidence): readonly PublishedKey[] | undefined {
  return z.safeParse(KeySet, evidence.getResponse('lti13-jwks')?.json).data?.keys;
}

/** Describes an unexpected status. A 404 at a default URL suggests that an option is missing. */
export function describeStatus(status: number, {pathname}: URL, option: URL | undefined): string {
  return option || status !== 404
    ? String(status)
    : `404 at ${pathname}, and no option sets another URL`;
}

function evaluateKeySet(evidence: Evidence): CheckResult {
  const {plan} = evidence;
  const result = evidence.results.get('lti13-jwks');
  if (!result) return skip('no request was sent');
  if ('error' in result) return fail(result.error);
  const {status, headers} = result;
  if (status !== 200) return fail(describeStatus(status, getJwksUrl(plan), plan.jwksUrl));
  if (!/^application\/(jwk-set\+)?json\s*(;|$)/i.test(headers.get('content-type') ?? ''))
    return fail('another type than JSON');
  const keys = parseKeySet(evidence);
  if (!keys) return fail('JSON without a key set');
  const problems = keys.map(findKeyProblems);
  if (problems.some(list => list.length === 0)) return pass('a valid key');
  return fail(problems[0] ? `a key with ${problems[0].join(', ')}` : 'no key');
}

function findKeyProblems({kty, kid, n, e, alg, use}: PublishedKey): string[] {
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  return [
    ...(kty === 'RSA' ? [] : ['another kty than RSA']),
    ...(isText(kid) ? [] : ['no kid']),
    ...(isText(n) && isText(e) ? [] : ['no n or e']),
    ...(alg === 'RS256' ? [] : ['another alg than RS256']),
    ...(use === undefined || use === 'sig' ? [] : ['another use than sig']),
    ...(isText(n) && countBits(n as string) < MIN_KEY_BITS
      ? [`fewer than ${MIN_KEY_BITS} bits`]
      : []),
  ];
}

/** Returns the length of a number in base64url. */
function countBits(base64url: string): number {
  const hex = Buffer.from(base64url, 'base64url').toString('hex');
  return BigInt(`0x${hex || '0'}`).toString(2).length;
}
