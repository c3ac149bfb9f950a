import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ContentPolicy} from '../../../../src/cli/check/lti13/content-policy.js';

const PAGE_URL = new URL('https://www.example.com/api/kaltura/lti/authorize');
const KAF = new URL('https://12345.kaf.kaltura.com/hosted/index/oauth2-launch');
const SCRIPT = {text: 'document.forms[0].submit()', nonce: 'abc'};
// Computed with OpenSSL.
const HASH = "'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='";

function createPolicy(csp: string, xFrameOptions?: string): ContentPolicy {
  const headers = new Headers();
  if (csp) headers.set('content-security-policy', csp);
  if (xFrameOptions !== undefined) headers.set('x-frame-options', xFrameOptions);
  return new ContentPolicy(PAGE_URL, headers);
}

describe('ContentPolicy.findFrameProblem()', () => {
  const rows: readonly {
    csp: string;
    xFrameOptions?: string;
    pageOrigin: string;
    isAllowed: boolean;
  }[] = [
    {csp: '', pageOrigin: 'https://other.example', isAllowed: true},
    {csp: "default-src 'none'", pageOrigin: 'https://other.example', isAllowed: true},
    {csp: '', xFrameOptions: 'DENY', pageOrigin: 'https://www.example.com', isAllowed: false},
    {csp: '', xFrameOptions: 'sameorigin', pageOrigin: 'https://www.example.com', isAllowed: true},
    {csp: '', xFrameOptions: 'SAMEORIGIN', pageOrigin: 'https://other.example', isAllowed: false},
    {
      csp: '',
      xFrameOptions: 'DENY, SAMEORIGIN',
      pageOrigin: 'https://www.example.com',
      isAllowed: false,
    },
    {
      csp: '',
      xFrameOptions: 'ALLOW-FROM https://other.example',
      pageOrigin: 'https://other.example',
      isAllowed: true,
    },
    // Browsers ignore X-Frame-Options if a policy has frame-ancestors.
    {
      csp: "frame-ancestors 'self'",
      xFrameOptions: 'DENY',
      pageOrigin: 'https://www.example.com',
      isAllowed: true,
    },
    {csp: "Frame-Ancestors 'SELF'", pageOrigin: 'https://www.example.com', isAllowed: true},
    {csp: "frame-ancestors 'self'", pageOrigin: 'https://other.example', isAllowed: false},
    {csp: "frame-ancestors 'none'", pageOrigin: 'https://www.example.com', isAllowed: false},
    {csp: 'frame-ancestors', pageOrigin: 'https://www.example.com', isAllowed: false},
    {
      csp: "frame-ancestors 'self' https://other.example",
      pageOrigin: 'https://other.example',
      isAllowed: true,
    },
    {csp: 'frame-ancestors other.example', pageOrigin: 'https://other.example', isAllowed: true},
    {
      csp: 'frame-ancestors http://other.example',
      pageOrigin: 'https://other.example',
      isAllowed: true,
    },
    {
      csp: 'frame-ancestors https://other.example:443/',
      pageOrigin: 'https://other.example',
      isAllowed: true,
    },
    {
      csp: 'frame-ancestors https://other.example:8443',
      pageOrigin: 'https://other.example',
      isAllowed: false,
    },
    {
      csp: 'frame-ancestors https://other.example:*',
      pageOrigin: 'https://other.example:8443',
      isAllowed: true,
    },
    {
      csp: 'frame-ancestors https://other.example',
      pageOrigin: 'https://other.example:8443',
      isAllowed: false,
    },
    {csp: 'frame-ancestors *.example', pageOrigin: 'https://other.example', isAllowed: true},
    {csp: 'frame-ancestors *.other.example', pageOrigin: 'https://other.example', isAllowed: false},
    {csp: 'frame-ancestors https:', pageOrigin: 'https://other.example', isAllowed: true},
    {csp: 'frame-ancestors *', pageOrigin: 'https://other.example', isAllowed: true},
    // Browsers ignore a repeated directive, but apply every policy.
    {
      csp: "frame-ancestors *; frame-ancestors 'none'",
      pageOrigin: 'https://other.example',
      isAllowed: true,
    },
    {
      csp: "frame-ancestors *, frame-ancestors 'none'",
      pageOrigin: 'https://other.example',
      isAllowed: false,
    },
  ];
  for (const {csp, xFrameOptions, pageOrigin, isAllowed} of rows)
    it(`${isAllowed ? 'allows' : 'blocks'} ${pageOrigin} for "${csp}" and X-Frame-Options "${xFrameOptions ?? ''}"`, () => {
      const problem = createPolicy(csp, xFrameOptions).findFrameProblem(pageOrigin);
      assert.equal(problem === undefined, isAllowed);
    });
});

describe('ContentPolicy.findPostProblems()', () => {
  const rows = [
    {csp: '', count: 0},
    {csp: `script-src ${HASH}; form-action https://12345.kaf.kaltura.com`, count: 0},
    {
      csp: `default-src 'none'; script-src ${HASH}; form-action https:; sandbox allow-forms allow-scripts`,
      count: 0,
    },
    {csp: "script-src 'nonce-abc'", count: 0},
    {csp: "script-src 'nonce-other'", count: 1},
    {csp: "script-src 'unsafe-inline'", count: 0},
    {csp: "script-src 'unsafe-inline' 'nonce-other'", count: 1},
    {csp: "script-src 'self' https:", count: 1},
    {csp: "default-src 'self'", count: 1},
    {csp: "default-src 'none'; script-src 'none'; script-src-elem 'unsafe-inline'", count: 0},
    {csp: "script-src 'unsafe-inline', script-src 'self'", count: 1},
    {csp: "form-action 'self'", count: 1},
    {csp: "form-action 'none'", count: 1},
    {csp: 'form-action *.kaf.kaltura.com', count: 0},
    {csp: 'sandbox', count: 1},
    {csp: 'sandbox allow-forms', count: 1},
    {csp: 'sandbox allow-scripts', count: 1},
    {csp: "default-src 'none'; form-action 'none'; sandbox", count: 3},
  ];
  for (const {csp, count} of rows)
    it(`returns ${count} problems for "${csp}"`, () => {
      assert.equal(createPolicy(csp).findPostProblems(KAF, [SCRIPT]).length, count);
    });

  it('returns no problem if the page has no inline script', () => {
    assert.deepEqual(createPolicy("script-src 'none'").findPostProblems(KAF, []), []);
  });
});
