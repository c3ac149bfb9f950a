import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ContentPolicy} from '../../../../src/cli/check/lti13/content-policy.js';

const URL_OF_PAGE = new URL('https://www.example.com/api/kaltura/lti/authorize');
const KAF = new URL('https://12345.kaf.kaltura.com/hosted/index/oauth2-launch');
const SCRIPT = {text: 'document.forms[0].submit()', nonce: 'abc'};
// Made with OpenSSL: the hash that the server itself sends.
const HASH = "'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='";

const policyOf = (csp: string, options?: string) =>
  new ContentPolicy(
    URL_OF_PAGE,
    new Headers({
      ...(csp && {'content-security-policy': csp}),
      ...(options !== undefined && {'x-frame-options': options}),
    }),
  );

for (const [csp, options, page, isFramed] of [
  ['', undefined, 'https://other.example', true],
  ["default-src 'none'", undefined, 'https://other.example', true],
  ['', 'DENY', 'https://www.example.com', false],
  ['', 'sameorigin', 'https://www.example.com', true],
  ['', 'SAMEORIGIN', 'https://other.example', false],
  ['', 'DENY, SAMEORIGIN', 'https://www.example.com', false],
  ['', 'ALLOW-FROM https://other.example', 'https://other.example', true],
  // What browsers do not look at where there is frame-ancestors.
  ["frame-ancestors 'self'", 'DENY', 'https://www.example.com', true],
  ["Frame-Ancestors 'SELF'", undefined, 'https://www.example.com', true],
  ["frame-ancestors 'self'", undefined, 'https://other.example', false],
  ["frame-ancestors 'none'", undefined, 'https://www.example.com', false],
  ['frame-ancestors', undefined, 'https://www.example.com', false],
  ["frame-ancestors 'self' https://other.example", undefined, 'https://other.example', true],
  ['frame-ancestors other.example', undefined, 'https://other.example', true],
  ['frame-ancestors http://other.example', undefined, 'https://other.example', true],
  ['frame-ancestors https://other.example:443/', undefined, 'https://other.example', true],
  ['frame-ancestors https://other.example:8443', undefined, 'https://other.example', false],
  ['frame-ancestors https://other.example:*', undefined, 'https://other.example:8443', true],
  ['frame-ancestors https://other.example', undefined, 'https://other.example:8443', false],
  ['frame-ancestors *.example', undefined, 'https://other.example', true],
  ['frame-ancestors *.other.example', undefined, 'https://other.example', false],
  ['frame-ancestors https:', undefined, 'https://other.example', true],
  ['frame-ancestors *', undefined, 'https://other.example', true],
  // The first of two directives counts, and of two policies both.
  ["frame-ancestors *; frame-ancestors 'none'", undefined, 'https://other.example', true],
  ["frame-ancestors *, frame-ancestors 'none'", undefined, 'https://other.example', false],
] as const)
  test(`${isFramed ? 'may' : 'may not'} be framed by ${page}: ${csp} ${options ?? ''}`, () => {
    assert.equal(policyOf(csp, options).findFrameProblem(page) === undefined, isFramed);
  });

for (const [csp, faults] of [
  ['', 0],
  [`script-src ${HASH}; form-action https://12345.kaf.kaltura.com`, 0],
  [
    `default-src 'none'; script-src ${HASH}; form-action https:; sandbox allow-forms allow-scripts`,
    0,
  ],
  ["script-src 'nonce-abc'", 0],
  ["script-src 'nonce-other'", 1],
  ["script-src 'unsafe-inline'", 0],
  ["script-src 'unsafe-inline' 'nonce-other'", 1],
  ["script-src 'self' https:", 1],
  ["default-src 'self'", 1],
  ["default-src 'none'; script-src 'none'; script-src-elem 'unsafe-inline'", 0],
  ["script-src 'unsafe-inline', script-src 'self'", 1],
  ["form-action 'self'", 1],
  ["form-action 'none'", 1],
  ['form-action *.kaf.kaltura.com', 0],
  ['sandbox', 1],
  ['sandbox allow-forms', 1],
  ['sandbox allow-scripts', 1],
  ["default-src 'none'; form-action 'none'; sandbox", 3],
] as const)
  test(`keeps a page from posting by ${faults} faults: ${csp}`, () => {
    assert.equal(policyOf(csp).findPostProblems(KAF, [SCRIPT]).length, faults);
  });

test('what has no script of its own need not be allowed any', () => {
  assert.deepEqual(policyOf("script-src 'none'").findPostProblems(KAF, []), []);
});
