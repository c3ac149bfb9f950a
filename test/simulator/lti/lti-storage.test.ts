import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {runInNewContext} from 'node:vm';

/*
 * The script of the storage page, run with windows that only note what is sent to them. That real
 * browsers do the same is for the tests of the whole path.
 */

const SCRIPT = readFileSync(
  new URL('../../../src/simulator/lti/lti-storage.js', import.meta.url),
  'utf8',
);
const ORIGIN = 'https://host.example.com';

interface Sent {
  readonly message: Readonly<Record<string, string>>;
  readonly to: string;
}
interface Page {
  readonly message: 'lti.put_data' | 'lti.get_data';
  readonly target?: string;
  readonly framed?: boolean;
}

/** A window around the page, which notes what it is sent. */
function makeWindow() {
  const sent: Sent[] = [];
  const postMessage = (message: Sent['message'], to: string) => void sent.push({message, to});
  return {sent, postMessage, frames: {} as Record<string, object>};
}

function open({message, target = '_parent', framed = true}: Page) {
  const around = makeWindow();
  const elements = {
    title: {textContent: 'Opening the room…'},
    status: {textContent: '', className: ''},
    'lti-storage': {
      dataset: {
        message,
        target,
        origin: ORIGIN,
        key: 'lti_state_1',
        ...(message === 'lti.put_data'
          ? {value: 'the state', next: `${ORIGIN}/authorize`, fallback: '/init'}
          : {next: '/room'}),
      },
    },
  };
  const went: string[] = [];
  const deadlines: (() => void)[] = [];
  const listeners: {hear: (event: object) => void; signal: AbortSignal}[] = [];
  const itself = {
    AbortController,
    crypto,
    document: {getElementById: (id: keyof typeof elements) => elements[id]},
    location: {replace: (to: string) => went.push(to)},
    opener: null,
    setTimeout: (then: () => void) => deadlines.push(then),
    clearTimeout: (number: number) => (deadlines[number - 1] = () => {}),
    addEventListener: (_: string, hear: (event: object) => void, {signal}: {signal: AbortSignal}) =>
      listeners.push({hear, signal}),
  };
  const window: object = {...itself};
  Object.assign(window, {window, parent: framed ? around : window});
  runInNewContext(SCRIPT, window);

  const hear = async (event: object) => {
    for (const {hear, signal} of listeners) if (!signal.aborted) hear(event);
    await new Promise(setImmediate);
  };
  /** Answers the last message, as the platform would unless told otherwise. */
  const answer = (data: object, event: object = {}, to = around) => {
    const {subject, message_id} = to.sent.at(-1)?.message ?? {};
    const response = {subject: `${subject}.response`, message_id, ...data};
    return hear({source: to, origin: ORIGIN, data: response, ...event});
  };
  return {around, elements, went, deadlines, hear, answer};
}

const CAPABLE = {supported_messages: [{subject: 'lti.put_data'}, {subject: 'lti.get_data'}]};

test('the state is kept around the page before it goes to the platform', async () => {
  const {around, went, answer} = open({message: 'lti.put_data'});
  await answer(CAPABLE);
  assert.deepEqual(
    around.sent.map(({message: {message_id, ...message}, to}) => [
      to,
      message,
      message_id?.startsWith(message['subject'] ?? '-'),
    ]),
    [
      [ORIGIN, {subject: 'lti.capabilities'}, true],
      [ORIGIN, {subject: 'lti.put_data', key: 'lti_state_1', value: 'the state'}, true],
    ],
  );
  assert.notEqual(around.sent[0]?.message['message_id'], around.sent[1]?.message['message_id']);
  assert.deepEqual(went, []);
  await answer({key: 'lti_state_1', value: 'the state'});
  assert.deepEqual(went, [`${ORIGIN}/authorize`]);
});

test('what was kept is taken to the room', async () => {
  const {around, went, answer} = open({message: 'lti.get_data'});
  await answer(CAPABLE);
  assert.equal(around.sent[1]?.message['key'], 'lti_state_1');
  await answer({value: 'a b'});
  assert.deepEqual(went, ['/room?state=a%20b']);
});

const STRANGERS = [
  ['another window', {source: {}}],
  ['another origin', {origin: 'https://evil.example.com'}],
  ['an opaque origin', {origin: 'null'}],
  ['a text', {data: 'lti.capabilities.response'}],
  ['nothing', {data: null}],
] as const;

for (const [what, event] of STRANGERS)
  test(`an answer that is of ${what} is not believed`, async () => {
    const {around, elements, answer} = open({message: 'lti.put_data'});
    await answer(CAPABLE, event);
    assert.equal(around.sent.length, 1);
    assert.equal(elements.status.textContent, '');
    await answer(CAPABLE);
    assert.equal(around.sent.length, 2);
  });

for (const data of [{message_id: 'other'}, {subject: 'lti.put_data.response'}])
  test(`an answer with ${JSON.stringify(data)} is one to something else`, async () => {
    const {around, answer} = open({message: 'lti.put_data'});
    await answer({...CAPABLE, ...data});
    assert.equal(around.sent.length, 1);
  });

test('a frame that the platform names keeps the data', async () => {
  const {around, elements} = open({message: 'lti.put_data', target: 'storage'});
  await new Promise(setImmediate);
  assert.match(elements.status.textContent, /has no frame "storage"/);
  assert.equal(around.sent.length, 0);

  const other = open({message: 'lti.put_data'});
  const storage = makeWindow();
  other.around.frames['storage'] = storage;
  await other.answer({supported_messages: [{subject: 'lti.put_data', frame: 'storage'}]});
  assert.equal(storage.sent[0]?.message['subject'], 'lti.put_data');
  await other.answer({}, {}, storage);
  assert.deepEqual(other.went, [`${ORIGIN}/authorize`]);
});

const FAILURES = [
  ['lti.put_data', [{supported_messages: []}], 'does not support lti.put_data'],
  ['lti.put_data', [{}], 'does not support lti.put_data'],
  [
    'lti.put_data',
    [CAPABLE, {error: {code: 'storage_exhaustion', message: 'Too much.'}}],
    'responded to lti.put_data with storage_exhaustion. Too much.',
  ],
  ['lti.get_data', [CAPABLE, {}], 'The login began in another browser'],
  ['lti.get_data', [CAPABLE, {value: null}], 'The login began in another browser'],
] as const;

for (const [message, answers, why] of FAILURES)
  test(`${JSON.stringify(answers)} ends ${message} with a sentence`, async () => {
    const {elements, went, answer} = open({message});
    for (const one of answers) await answer(one);
    assert.ok(elements.status.textContent.includes(why), elements.status.textContent);
    assert.equal(elements.status.className, 'problem');
    assert.equal(elements.title.textContent, 'Access Denied');
    assert.deepEqual(went, []);
  });

test('a page around it that never answers is named after its deadline', async () => {
  const {elements, deadlines, answer, went} = open({message: 'lti.put_data'});
  await answer(CAPABLE);
  for (const pass of deadlines) pass();
  await new Promise(setImmediate);
  assert.equal(
    elements.status.textContent,
    `The framing page did not respond to lti.put_data within 5 seconds. Its origin must be ${ORIGIN}, like the origin of the authorization URL.`,
  );
  await answer({});
  assert.deepEqual(went, []);
});

test('in a tab of its own, a login begins anew with a cookie', async () => {
  const {around, went} = open({message: 'lti.put_data', framed: false});
  await new Promise(setImmediate);
  assert.deepEqual([went, around.sent], [['/init'], []]);
  const {elements} = open({message: 'lti.get_data', framed: false});
  await new Promise(setImmediate);
  assert.match(elements.status.textContent, /^No page frames or opened this page/);
});
