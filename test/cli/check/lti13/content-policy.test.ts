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
  const FRAME_ANCESTORS = 'frame-ancestors does not list the page';
  const X_FRAME_OPTIONS = 'X-Frame-Options';
  const rows: readonly {
    csp: string;
    xFrameOptions?: string;
    pageOrigin: string;
    problem: string | undefined;
  }[] = [
    {csp: '', pageOrigin: 'https://other.example', problem: undefined},
    {csp: "default-src 'none'", pageOrigin: 'https://other.example', problem: undefined},
    {
      csp: '',
      xFrameOptions: 'DENY',
      pageOrigin: 'https://www.example.com',
      problem: X_FRAME_OPTIONS,
    },
    {
      csp: '',
      xFrameOptions: 'sameorigin',
      pageOrigin: 'https://www.example.com',
      problem: undefined,
    },
    {
      csp: '',
      xFrameOptions: 'SAMEORIGIN',
      pageOrigin: 'https://other.example',
      problem: X_FRAME_OPTIONS,
    },
    {
      csp: '',
      xFrameOptions: 'DENY, SAMEORIGIN',
      pageOrigin: 'https://www.example.com',
      problem: X_FRAME_OPTIONS,
    },
    {
      csp: '',
      xFrameOptions: 'ALLOW-FROM https://other.example',
      pageOrigin: 'https://other.example',
      problem: undefined,
    },
    // Browsers ignore X-Frame-Options if a policy has frame-ancestors.
    {
      csp: "frame-ancestors 'self'",
      xFrameOptions: 'DENY',
      pageOrigin: 'https://www.example.com',
      problem: undefined,
    },
    {csp: "Frame-Ancestors 'SELF'", pageOrigin: 'https://www.example.com', problem: undefined},
    {csp: "frame-ancestors 'self'", pageOrigin: 'https://other.example', problem: FRAME_ANCESTORS},
    {
      csp: "frame-ancestors 'none'",
      pageOrigin: 'https://www.example.com',
      problem: FRAME_ANCESTORS,
    },
    {csp: 'frame-ancestors', pageOrigin: 'https://www.example.com', problem: FRAME_ANCESTORS},
    {
      csp: "frame-ancestors 'self' https://other.example",
      pageOrigin: 'https://other.example',
      problem: undefined,
    },
    {csp: 'frame-ancestors other.example', pageOrigin: 'https://other.example', problem: undefined},
    {
      csp: 'frame-ancestors http://other.example',
      pageOrigin: 'https://other.example',
      problem: undefined,
    },
    {
      csp: 'frame-ancestors https://other.example:443/',
      pageOrigin: 'https://other.example',
      problem: undefined,
    },
    {
      csp: 'frame-ancestors https://other.example:8443',
      pageOrigin: 'https://other.example',
      problem: FRAME_ANCESTORS,
    },
    {
      csp: 'frame-ancestors https://other.example:*',
      pageOrigin: 'https://other.example:8443',
      problem: undefined,
    },
    {
      csp: 'frame-ancestors https://other.example',
      pageOrigin: 'https://other.example:8443',
      problem: FRAME_ANCESTORS,
    },
    {csp: 'frame-ancestors *.example', pageOrigin: 'https://other.example', problem: undefined},
    {
      csp: 'frame-ancestors *.other.example',
      pageOrigin: 'https://other.example',
      problem: FRAME_ANCESTORS,
    },
    {csp: 'frame-ancestors https:', pageOrigin: 'https://other.example', problem: undefined},
    {csp: 'frame-ancestors *', pageOrigin: 'https://other.example', problem: undefined},
    // Browsers ignore a repeated directive, but apply every policy.
    {
      csp: "frame-ancestors *; frame-ancestors 'none'",
      pageOrigin: 'https://other.example',
      problem: undefined,
    },
    {
      csp: "frame-ancestors *, frame-ancestors 'none'",
      pageOrigin: 'https://other.example',
      problem: FRAME_ANCESTORS,
    },
  ];
  for (const {csp, xFrameOptions, pageOrigin, problem} of rows)
    it(`${problem === undefined ? 'allows' : 'blocks'} ${pageOrigin} for "${csp}" and X-Frame-Options "${xFrameOptions ?? ''}"`, () => {
      assert.equal(createPolicy(csp, xFrameOptions).findFrameProblem(pageOrigin), problem);
    });
});

describe('ContentPolicy.findPostProblems()', () => {
  const PROBLEMS = {
    script: 'the policy blocks the script',
    form: 'form-action does not list KAF',
    sandbox: 'the sandbox does not allow forms and scripts',
  };
  const rows: readonly {csp: string; blocked: readonly (keyof typeof PROBLEMS)[]}[] = [
    {csp: '', blocked: []},
    {csp: `script-src ${HASH}; form-action https://12345.kaf.kaltura.com`, blocked: []},
    {
      csp: `default-src 'none'; script-src ${HASH}; form-action https:; sandbox allow-forms allow-scripts`,
      blocked: [],
    },
    {csp: "script-src 'nonce-abc'", blocked: []},
    {csp: "script-src 'nonce-other'", blocked: ['script']},
    {csp: "script-src 'unsafe-inline'", blocked: []},
    {csp: "script-src 'unsafe-inline' 'nonce-other'", blocked: ['script']},
    {csp: "script-src 'self' https:", blocked: ['script']},
    {csp: "default-src 'self'", blocked: ['script']},
    {csp: "default-src 'none'; script-src 'none'; script-src-elem 'unsafe-inline'", blocked: []},
    {csp: "script-src 'unsafe-inline', script-src 'self'", blocked: ['script']},
    {csp: "form-action 'self'", blocked: ['form']},
    {csp: "form-action 'none'", blocked: ['form']},
    {csp: 'form-action *.kaf.kaltura.com', blocked: []},
    {csp: 'sandbox', blocked: ['sandbox']},
    {csp: 'sandbox allow-forms', blocked: ['sandbox']},
    {csp: 'sandbox allow-scripts', blocked: ['sandbox']},
    {
      csp: "default-src 'none'; form-action 'none'; sandbox",
      blocked: ['script', 'form', 'sandbox'],
    },
  ];
  for (const {csp, blocked} of rows)
    it(`${blocked.length ? `reports the ${blocked.join(' and the ')}` : 'reports nothing'} for "${csp}"`, () => {
      assert.deepEqual(
        createPolicy(csp).findPostProblems(KAF, [SCRIPT]),
        blocked.map(part => PROBLEMS[part]),
      );
    });

  it('returns no problem if the page has no inline script', () => {
    assert.deepEqual(createPolicy("script-src 'none'").findPostProblems(KAF, []), []);
  });
});
