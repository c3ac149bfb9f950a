import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import fc from 'fast-check';
import {STRICT_POLICY, pageDirectives, pageHeaders, type PageOptions} from '../src/csp/index.js';
import {RoomError} from '../src/contract/room-error.js';

const kafUrl = 'https://12345.kaf.kaltura.com';

test('a page with its script in a folder of its own, and rooms by KS', () => {
  assert.deepEqual(pageHeaders({kafUrl}), {
    'Content-Security-Policy':
      "default-src 'self'; script-src 'self'; frame-src https://12345.kaf.kaltura.com; " +
      "form-action 'self'; base-uri 'none'; object-src 'none'; " +
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

describe('what an option adds', () => {
  const added = (options: Partial<PageOptions>) => {
    const without = pageDirectives({kafUrl});
    const all = Object.entries(pageDirectives({kafUrl, ...options}));
    return Object.fromEntries(
      all.filter(([name, sources]) => without[name]?.join() !== sources.join()),
    );
  };
  const rows: [string, Partial<PageOptions>, Record<string, string[]>][] = [
    ['a nonce', {nonce: 'r4nd0m+/-_=='}, {'script-src': ["'nonce-r4nd0m+/-_=='"]}],
    ['a script by its path', {scriptUrl: '/js/kaltura-room.js'}, {}],
    [
      'a script elsewhere',
      {scriptUrl: 'https://cdn.example/kaltura-room@0.1.0/cdn/room.js?v=1#x'},
      {'script-src': ['https://cdn.example/kaltura-room@0.1.0/cdn/']},
    ],
    [
      'a script with a nonce, and by its address',
      {nonce: 'abc', scriptUrl: '//cdn.example/room.js'},
      {'script-src': ["'nonce-abc'", 'https://cdn.example/']},
    ],
    ['endpoints by their paths', {tokenUrl: 'api/token?a=1', createUrl: '/api/rooms'}, {}],
    [
      'endpoints elsewhere',
      {tokenUrl: 'https://api.example/token', createUrl: 'http://localhost:3000/rooms'},
      {'connect-src': ["'self'", 'https://api.example', 'http://localhost:3000', kafUrl]},
    ],
    ['LTI 1.1', {auth: 'lti-1.1'}, {'form-action': ["'self'", kafUrl]}],
    ['LTI 1.3', {auth: 'lti-1.3'}, {'frame-src': ["'self'", kafUrl]}],
    [
      'LTI 1.3 elsewhere',
      {auth: 'lti-1.3', tokenUrl: 'https://api.example/token'},
      {
        'frame-src': ['https://api.example', kafUrl],
        'connect-src': ["'self'", 'https://api.example', kafUrl],
      },
    ],
    [
      'a room that moves elsewhere',
      {allowOrigins: ['https://Meet.example:443/'], auth: 'lti-1.1'},
      {
        'frame-src': [kafUrl, 'https://meet.example'],
        'form-action': ["'self'", kafUrl, 'https://meet.example'],
      },
    ],
  ];
  for (const [name, options, expected] of rows)
    test(name, () => assert.deepEqual(added(options), expected));

  test('permissions go wherever the room may move, and nowhere else', () => {
    const {'Permissions-Policy': permissions} = pageHeaders({
      kafUrl,
      allowOrigins: ['https://meet.example'],
    });
    assert.ok(permissions.startsWith(`camera=(self "${kafUrl}" "https://meet.example"), `));
    assert.doesNotMatch(permissions, /\*/);
  });
});

describe('a policy that the page has already', () => {
  const widened = (policy: NonNullable<PageOptions['policy']>, more: Partial<PageOptions> = {}) =>
    pageDirectives({kafUrl, policy, auth: 'lti-1.1', nonce: 'abc', ...more});

  test('is left as it is where it forbids nothing', () => {
    assert.deepEqual(widened(''), {});
    assert.deepEqual(widened("frame-ancestors 'none'; upgrade-insecure-requests"), {
      'frame-ancestors': ["'none'"],
      'upgrade-insecure-requests': [],
    });
  });

  test('keeps what falls back to default-src', () => {
    assert.deepEqual(widened("default-src 'self' https://images.example"), {
      'default-src': ["'self'", 'https://images.example'],
      'script-src': ["'self'", 'https://images.example', "'nonce-abc'"],
      'connect-src': ["'self'", 'https://images.example', kafUrl],
      'frame-src': ["'self'", 'https://images.example', kafUrl],
    });
  });

  test('is widened where it speaks, as text or as directives', () => {
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
      widened(
        ` Script-Src https: ;script-src-elem\t'self'; child-src https://videos.example;; ` +
          "connect-src 'NONE'; form-action 'none'; trusted-types mine; script-src 'none'",
      ),
      expected,
    );
    assert.deepEqual(widened(expected), expected);
    assert.deepEqual(widened({...STRICT_POLICY, 'img-src': ['data:']})['img-src'], ['data:']);
  });

  test('is not changed itself', () => {
    const before = structuredClone(STRICT_POLICY);
    pageHeaders({kafUrl, nonce: 'abc', auth: 'lti-1.1'});
    assert.deepEqual(STRICT_POLICY, before);
  });
});

/** Fails with the option's name, and never with what it was. */
const refuses = (options: object, name: string) =>
  assert.throws(
    () => pageHeaders(options as PageOptions),
    (error: unknown) =>
      error instanceof RoomError &&
      error.code === 'attribute-invalid' &&
      error.message.startsWith(`${name} must `) &&
      !error.message.includes('evil'),
  );

const noOrigin = [
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
const noUrl = [
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
const bad: Record<string, readonly unknown[]> = {
  kafUrl: noOrigin,
  tokenUrl: noUrl,
  createUrl: noUrl,
  scriptUrl: noUrl,
  nonce: [null, 7, '', 'evil x', "evil'", 'evil;', 'evil===', 'e=vil', 'evil\n', "' *"],
  auth: [null, 'LTI', 'evil', 'toString'],
  policy: [
    ...[null, 7, ['evil'], 'script-src evil, *', 'script_src evil', {'script-src': 'evil'}],
    ...[{'script-src': ['evil; *']}, {'script-src': ['evil *']}, {'script-src': ['evil\n']}],
    ...[{'script-src evil': []}, {scriptSrc: ['evil']}, {'img-src': [7]}, {'img-src': ['évil']}],
  ],
};
for (const [name, values] of Object.entries(bad))
  for (const value of values)
    test(`refuses ${name}: ${JSON.stringify(value)}`, () => refuses({kafUrl, [name]: value}, name));
for (const value of [...noOrigin.slice(1), undefined])
  test(`refuses allowOrigins: [${JSON.stringify(value)}]`, () =>
    refuses({kafUrl, allowOrigins: [value]}, 'allowOrigins'));
test('refuses allowOrigins that are no list', () =>
  refuses({kafUrl, allowOrigins: kafUrl}, 'allowOrigins'));

test('a star in the path of a script is a star', () => {
  const scriptUrl = 'https://scripts.example/a*b/room.js';
  const {'Content-Security-Policy': policy} = pageHeaders({kafUrl, auth: 'ks', scriptUrl});
  assert.match(policy, /script-src https:\/\/scripts\.example\/a%2Ab\/;/);
});

test('whatever an option holds, it adds no directive, no policy and no feature', () => {
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
  let taken = 0;
  fc.assert(
    fc.property(
      fc.record({
        kafUrl: fc.oneof(fc.constant(kafUrl), text),
        tokenUrl: option,
        createUrl: option,
        scriptUrl: option,
        nonce: option,
        allowOrigins: fc.option(fc.array(text, {maxLength: 2}), {nil: undefined}),
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
        taken++;
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
  assert.ok(taken > 100, `only ${taken} were taken`);
});

test('whatever a policy holds, it is taken whole or refused', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({maxLength: 12}), fc.array(fc.string({maxLength: 12}))),
      policy => {
        let directives;
        try {
          directives = pageDirectives({kafUrl, policy});
        } catch (error) {
          assert.ok(error instanceof RoomError, String(error));
          return;
        }
        const again = pageDirectives({
          kafUrl,
          policy: pageHeaders({kafUrl, policy})['Content-Security-Policy'],
        });
        assert.deepEqual(again, directives);
      },
    ),
  );
});
