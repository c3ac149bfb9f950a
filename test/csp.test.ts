import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {STRICT_POLICY, pageDirectives, pageHeaders, type PageOptions} from '../src/csp/index.js';
import {RoomError} from '../src/contract/room-error.js';

const kafUrl = 'https://12345.kaf.kaltura.com';

describe('pageHeaders()', () => {
  it('allows only kafUrl and the page itself by default', () => {
    assert.deepEqual(pageHeaders({kafUrl}), {
      'Content-Security-Policy':
        "default-src 'self'; script-src 'self'; frame-src https://12345.kaf.kaltura.com; " +
        "form-action 'self'; frame-ancestors 'self'; base-uri 'none'; object-src 'none'; " +
        "require-trusted-types-for 'script'; trusted-types lit-html; " +
        "connect-src 'self' https://12345.kaf.kaltura.com",
      'Permissions-Policy': [
        ...['camera', 'microphone', 'display-capture', 'fullscreen', 'autoplay', 'encrypted-media'],
        ...['picture-in-picture', 'screen-wake-lock', 'clipboard-write'],
      ]
        .map(feature => `${feature}=(self "https://12345.kaf.kaltura.com")`)
        .join(', '),
    });
  });

  it('grants permissions only to the origins that the room may use', () => {
    const {'Permissions-Policy': permissions} = pageHeaders({
      kafUrl,
      allowOrigins: ['https://meet.example'],
    });
    assert.ok(permissions.startsWith(`camera=(self "${kafUrl}" "https://meet.example"), `));
    assert.doesNotMatch(permissions, /\*/);
  });

  it('escapes a star in the path of a script', () => {
    const scriptUrl = 'https://scripts.example/a*b/room.js';
    const {'Content-Security-Policy': policy} = pageHeaders({kafUrl, auth: 'ks', scriptUrl});
    assert.match(policy, /script-src https:\/\/scripts\.example\/a%2Ab\/;/);
  });
});

describe('pageDirectives() with one more option', () => {
  /** Returns the directives that differ from those without the options. */
  const getChangedDirectives = (options: Partial<PageOptions>) => {
    const defaults = pageDirectives({kafUrl});
    const all = Object.entries(pageDirectives({kafUrl, ...options}));
    return Object.fromEntries(
      all.filter(([name, sources]) => defaults[name]?.join() !== sources.join()),
    );
  };
  interface Row {
    readonly condition: string;
    readonly options: Partial<PageOptions>;
    readonly changes: Record<string, string[]>;
  }
  const rows: readonly Row[] = [
    {
      condition: 'a nonce',
      options: {nonce: 'r4nd0m+/-_=='},
      changes: {'script-src': ["'nonce-r4nd0m+/-_=='"]},
    },
    {
      condition: 'a script of the same origin',
      options: {scriptUrl: '/js/kaltura-room.js'},
      changes: {},
    },
    {
      condition: 'a script of another origin',
      options: {scriptUrl: 'https://cdn.example/kaltura-room@0.1.0/cdn/room.js?v=1#x'},
      changes: {'script-src': ['https://cdn.example/kaltura-room@0.1.0/cdn/']},
    },
    {
      condition: 'a script with a nonce and a URL',
      options: {nonce: 'abc', scriptUrl: '//cdn.example/room.js'},
      changes: {'script-src': ["'nonce-abc'", 'https://cdn.example/']},
    },
    {
      condition: 'endpoints of the same origin',
      options: {tokenUrl: 'api/token?a=1', createUrl: '/api/rooms'},
      changes: {},
    },
    {
      condition: 'endpoints of other origins',
      options: {tokenUrl: 'https://api.example/token', createUrl: 'http://localhost:3000/rooms'},
      changes: {'connect-src': ["'self'", 'https://api.example', 'http://localhost:3000', kafUrl]},
    },
    {
      condition: 'LTI 1.1',
      options: {auth: 'lti-1.1'},
      changes: {'form-action': ["'self'", kafUrl]},
    },
    {
      condition: 'LTI 1.3',
      options: {auth: 'lti-1.3'},
      changes: {'frame-src': ["'self'", kafUrl]},
    },
    {
      condition: 'LTI 1.3 with an endpoint of another origin',
      options: {auth: 'lti-1.3', tokenUrl: 'https://api.example/token'},
      changes: {
        'frame-src': ['https://api.example', kafUrl],
        'connect-src': ["'self'", 'https://api.example', kafUrl],
      },
    },
    {
      condition: 'a site that may show the page in a frame',
      options: {frameAncestors: ['https://Portal.example:443/']},
      changes: {'frame-ancestors': ["'self'", 'https://portal.example']},
    },
    {
      condition: 'a room that may move to another origin',
      options: {allowOrigins: ['https://Meet.example:443/'], auth: 'lti-1.1'},
      changes: {
        'frame-src': [kafUrl, 'https://meet.example'],
        'form-action': ["'self'", kafUrl, 'https://meet.example'],
      },
    },
  ];
  for (const {condition, options, changes} of rows)
    it(`changes ${Object.keys(changes).join(' and ') || 'nothing'} for ${condition}`, () => {
      assert.deepEqual(getChangedDirectives(options), changes);
    });
});

describe('pageDirectives() with the existing policy of a page', () => {
  const extendPolicy = (
    policy: NonNullable<PageOptions['policy']>,
    more: Partial<PageOptions> = {},
  ) => pageDirectives({kafUrl, policy, auth: 'lti-1.1', nonce: 'abc', ...more});

  it('keeps a policy that does not restrict the elements', () => {
    assert.deepEqual(extendPolicy(''), {});
    assert.deepEqual(extendPolicy("frame-ancestors 'none'; upgrade-insecure-requests"), {
      'frame-ancestors': ["'none'"],
      'upgrade-insecure-requests': [],
    });
  });

  it('lets a site that is named show a page that no site could show', () => {
    const frameAncestors = ['https://portal.example'];
    assert.deepEqual(extendPolicy("frame-ancestors 'none'", {frameAncestors}), {
      'frame-ancestors': frameAncestors,
    });
    assert.deepEqual(extendPolicy('', {frameAncestors}), {});
  });

  it('keeps the sources of default-src in new directives', () => {
    assert.deepEqual(extendPolicy("default-src 'self' https://images.example"), {
      'default-src': ["'self'", 'https://images.example'],
      'script-src': ["'self'", 'https://images.example', "'nonce-abc'"],
      'connect-src': ["'self'", 'https://images.example', kafUrl],
      'frame-src': ["'self'", 'https://images.example', kafUrl],
    });
  });

  it('adds sources to existing directives, from text or an object', () => {
    const expected = {
      'script-src': ['https:'],
      'script-src-elem': ["'self'", "'nonce-abc'"],
      'child-src': ['https://videos.example'],
      'frame-src': ['https://videos.example', kafUrl],
      'connect-src': ["'self'", kafUrl],
      'form-action': [kafUrl],
      'trusted-types': ['mine', 'lit-html'],
    };
    assert.deepEqual(
      extendPolicy(
        ` Script-Src https: ;script-src-elem\t'self'; child-src https://videos.example;; ` +
          "connect-src 'NONE'; form-action 'none'; trusted-types mine; script-src 'none'",
      ),
      expected,
    );
    assert.deepEqual(extendPolicy(expected), expected);
    assert.deepEqual(extendPolicy({...STRICT_POLICY, 'img-src': ['data:']})['img-src'], ['data:']);
  });

  it('does not modify the given policy', () => {
    const policy = {'default-src': ["'self'"], 'frame-src': ["'none'"], 'form-action': []};
    const before = structuredClone(policy);
    extendPolicy(policy);
    assert.deepEqual(policy, before);
  });

  it('does not modify STRICT_POLICY', () => {
    const before = structuredClone(STRICT_POLICY);
    pageHeaders({kafUrl, nonce: 'abc', auth: 'lti-1.1'});
    assert.deepEqual(STRICT_POLICY, before);
  });
});

/** Expects an error that names the option and does not contain its value. */
const expectInvalid = (options: object, name: string) =>
  assert.throws(
    () => pageHeaders(options as PageOptions),
    (error: unknown) =>
      error instanceof RoomError &&
      error.code === 'attribute-invalid' &&
      error.message.startsWith(`${name} must `) &&
      !error.message.includes('evil'),
  );

const invalidOrigins = [
  ...[undefined, null, 7, '', '*', "'self'", 'evil', '/evil', 'https://evil.example/path'],
  ...['https://u@evil.example', 'http://evil.example', 'ftp://evil.example', 'javascript:evil'],
  ...[
    'data:,evil',
    'https://*.evil.example',
    'https://evil;x',
    "https://evil'x",
    'https://e%3Bvil',
  ],
  ...['https://evil.example;', 'https://evil.example, x', 'https://evil .example'],
  ...['https://evil.example\n', '\thttps://evil.example', 'https:evil.example\\'],
  ...['http://[::1]:8080', ['https://a.example', '']],
];
const invalidUrls = [
  ...[
    null,
    7,
    '/evil;x',
    '/evil x',
    '/evil\n',
    '/evil,x',
    "/evil'",
    '\\\\evil.example',
    'https://',
  ],
  ...['http://evil.example/x', 'https://u:p@evil.example/x', 'https://evil;x/y', 'javascript:evil'],
  ...['data:,evil', 'blob:https://evil.example/x', 'https://*.evil.example/x', 'http://[::1]/x'],
];
const invalidOptions: Record<string, readonly unknown[]> = {
  kafUrl: invalidOrigins,
  tokenUrl: invalidUrls,
  createUrl: invalidUrls,
  scriptUrl: invalidUrls,
  nonce: [null, 7, '', 'evil x', "evil'", 'evil;', 'evil===', 'e=vil', 'evil\n', "' *"],
  auth: [null, 'LTI', 'evil', 'toString'],
  policy: [
    ...[null, 7, ['evil'], 'script-src evil, *', 'script_src evil', {'script-src': 'evil'}],
    ...[{'script-src': ['evil; *']}, {'script-src': ['evil *']}, {'script-src': ['evil\n']}],
    ...[{'script-src evil': []}, {scriptSrc: ['evil']}, {'img-src': [7]}, {'img-src': ['évil']}],
  ],
};
describe('pageHeaders() with invalid options', () => {
  for (const [name, values] of Object.entries(invalidOptions))
    for (const value of values)
      it(`rejects ${JSON.stringify(value)} as ${name}`, () =>
        expectInvalid({kafUrl, [name]: value}, name));
  for (const value of [...invalidOrigins.slice(1), undefined])
    it(`rejects [${JSON.stringify(value)}] as allowOrigins`, () =>
      expectInvalid({kafUrl, allowOrigins: [value]}, 'allowOrigins'));
  it('rejects a string as allowOrigins', () =>
    expectInvalid({kafUrl, allowOrigins: kafUrl}, 'allowOrigins'));
});

describe('pageHeaders() with arbitrary options', () => {
  it('adds no directive, policy or feature', () => {
    const piece = fc.constantFrom(
      ...['https://', 'http://', '//', '/', 'kaf.example', 'localhost', ':8443', '@', 'user', '?'],
      ...['#', ';', ',', ' ', '\t', '\n', '\r', '"', "'", '(', ')', '*', '%3b', '%0a', '\\', '\0'],
      ...["script-src 'unsafe-inline'", "'unsafe-eval'", 'camera=*', "'none'", 'nonce-x', '=', 'é'],
    );
    const text = fc.oneof(
      fc.array(piece, {maxLength: 7}).map(pieces => pieces.join('')),
      fc.array(piece, {maxLength: 4}).map(pieces => `https://kaf.example${pieces.join('')}`),
      fc.string({unit: 'binary', maxLength: 20}),
    );
    const option = fc.option(text, {nil: undefined});
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.record({
          kafUrl: fc.oneof(fc.constant(kafUrl), text),
          tokenUrl: option,
          createUrl: option,
          scriptUrl: option,
          nonce: option,
          allowOrigins: fc.option(fc.array(text, {maxLength: 2}), {nil: undefined}),
          frameAncestors: fc.oneof(
            {weight: 4, arbitrary: fc.constant(undefined)},
            {weight: 1, arbitrary: fc.array(text, {maxLength: 2})},
          ),
          auth: fc.constantFrom('ks', 'lti-1.1', 'lti-1.3'),
        }),
        options => {
          let headers;
          try {
            headers = pageHeaders(options as PageOptions);
          } catch (error) {
            assert.ok(error instanceof RoomError, String(error));
            return;
          }
          accepted++;
          const {'Content-Security-Policy': policy, 'Permissions-Policy': permissions} = headers;
          assert.match(policy + permissions, /^[ -~]*$/);
          assert.doesNotMatch(policy, /,|\*|unsafe/);
          assert.deepEqual(
            policy.split(';').map(directive => directive.trim().split(' ')[0]),
            [...Object.keys(STRICT_POLICY), 'connect-src'],
          );
          for (const source of policy.split(/;? /))
            assert.match(
              source,
              /^([a-z-]+|'(self|none|script|nonce-[\w+/-]+=*)'|https?:\/\/[\w.-]+(:\d+)?(\/.*)?)$/,
            );
          assert.match(permissions, /^([a-z-]+=\(self( "https?:\/\/[\w.:-]+")+\)(, |$)){9}$/);
        },
      ),
      {numRuns: 20_000},
    );
    assert.ok(accepted > 100, `only ${accepted} sets of options were accepted`);
  });
});

describe('pageDirectives() with an arbitrary existing policy', () => {
  const name = fc.oneof(
    fc.constantFrom('default-src', 'script-src', 'connect-src', 'frame-src', 'child-src'),
    fc.constantFrom('script-src-elem', 'form-action', 'frame-ancestors', 'trusted-types'),
    fc.stringMatching(/^[a-z][a-z-]{0,9}$/),
  );
  const source = fc.oneof(
    fc.constantFrom("'none'", "'NONE'", "'self'", kafUrl),
    fc.stringMatching(/^[!-+\--:<-~]+$/),
  );
  const options = fc.record({
    kafUrl: fc.constant(kafUrl),
    policy: fc.dictionary(name, fc.array(source)),
    auth: fc.constantFrom('ks', 'lti-1.1', 'lti-1.3'),
  });

  it("keeps every source except 'none', which browsers ignore beside other sources", () => {
    fc.assert(
      fc.property(options, options => {
        const directives = pageDirectives(options);
        for (const [name, sources] of Object.entries(options.policy))
          for (const source of sources)
            if (source.toLowerCase() !== "'none'")
              assert.ok(directives[name]?.includes(source), `${name} ${source}`);
      }),
    );
  });

  it('adds nothing to its own result, as directives or as a header', () => {
    let changed = 0;
    fc.assert(
      fc.property(options, options => {
        const directives = pageDirectives(options);
        if (JSON.stringify(directives) !== JSON.stringify(options.policy)) changed++;
        assert.deepEqual(pageDirectives({...options, policy: directives}), directives);
        const header = pageHeaders(options)['Content-Security-Policy'];
        assert.deepEqual(pageDirectives({...options, policy: header}), directives);
      }),
    );
    assert.ok(changed > 10, `only ${changed} policies got another source`);
  });
});
