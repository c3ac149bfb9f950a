import * as z from 'zod/mini';
import type {Evidence} from './evidence.js';
import {jwksUrlOf} from './lti13-requests.js';
import {fail, pass, skip, verdict, type Check, type Verdict} from './verdict.js';

const LEAST_BITS = 2048;
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

type Key = Readonly<Record<string, unknown>>;
const KeySet = z.object({keys: z.array(z.record(z.string(), z.unknown()))});

/** The keys that a platform publishes, where it answers a set of them. */
export const keysOf = (evidence: Evidence): readonly Key[] | undefined =>
  z.safeParse(KeySet, evidence.answer('lti13-jwks')?.json).data?.keys;

/** Whether KAF can read the public keys, and nobody the private ones. */
export const jwksChecks: readonly Check[] = [
  {
    id: 'lti13-jwks',
    expected: `the key set has an RSA key of ${LEAST_BITS} bits or more: kid, n, e, alg RS256, use sig`,
    fix: 'Answer 200 {"keys": […]} as JSON to anybody, at the address that KAF has as lti13KeysUrl; where that is not lti/jwks beside the token endpoint, name it by --jwks-url.',
    judge: judgeKeys,
  },
  {
    id: 'lti13-jwks-private',
    expected: 'the key set holds nothing private',
    fix: `Publish kty, n, e, kid, alg and use alone, and make another key at once: whoever has read ${PRIVATE.slice(0, 3).join(', ')} can be anybody in any room.`,
    judge(evidence) {
      const keys = keysOf(evidence);
      if (!keys) return skip('there is no key set');
      const found = PRIVATE.filter(name => keys.some(key => name in key));
      return verdict(found.length === 0, found.length === 0 ? 'public keys' : found.join(', '));
    },
  },
];

function judgeKeys(evidence: Evidence): Verdict {
  const exchange = evidence.exchanges.get('lti13-jwks');
  if (!exchange) return skip('not asked');
  if ('broken' in exchange) return fail(exchange.broken);
  const {status, headers} = exchange;
  if (status !== 200)
    return fail(whereNot(status, jwksUrlOf(evidence.plan), evidence.plan.jwksUrl));
  if (!/^application\/(jwk-set\+)?json\s*(;|$)/i.test(headers.get('content-type') ?? ''))
    return fail('another type than JSON');
  const keys = keysOf(evidence);
  if (!keys) return fail('no key set');
  const faults = keys.map(faultsOf);
  if (faults.some(list => list.length === 0)) return pass('such a key');
  return fail(faults[0] ? `a key with ${faults[0].join(', ')}` : 'no key');
}

/** A status, and for a default address where it is. */
export const whereNot = (status: number, {pathname}: URL, named: URL | undefined): string =>
  named || status !== 404 ? String(status) : `404 at ${pathname}, and no other address is named`;

function faultsOf({kty, kid, n, e, alg, use}: Key): string[] {
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  return [
    ...(kty === 'RSA' ? [] : ['another kty than RSA']),
    ...(isText(kid) ? [] : ['no kid']),
    ...(isText(n) && isText(e) ? [] : ['no n or e']),
    ...(alg === 'RS256' ? [] : ['no alg RS256']),
    ...(use === undefined || use === 'sig' ? [] : ['another use than sig']),
    ...(isText(n) && bitsOf(n as string) < LEAST_BITS ? [`fewer than ${LEAST_BITS} bits`] : []),
  ];
}

/** How long a number in base64url is. */
function bitsOf(number: string): number {
  const hex = Buffer.from(number, 'base64url').toString('hex');
  return BigInt(`0x${hex || '0'}`).toString(2).length;
}
