import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {runInNewContext} from 'node:vm';

/*
 * Runs the script of the storage page with mock windows, which record the messages that they get. Tests
 * in `test/e2e` run it in real browsers.
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
  readonly isFramed?: boolean;
}

/** Creates a window that records the messages that it gets. */
function createWindow() {
  const sent: Sent[] = [];
  const postMessage = (message: Sent['message'], to: string) => void sent.push({message, to});
  return {sent, postMessage, frames: {} as Record<string, object>};
}

function open({message, target = '_parent', isFramed = true}: Page) {
  const platformWindow = createWindow();
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
  const visited: string[] = [];
  const timeouts: (() => void)[] = [];
  const listeners: {dispatch: (event: object) => void; signal: AbortSignal}[] = [];
  const globals = {
    AbortController,
    crypto,
    document: {getElementById: (id: keyof typeof elements) => elements[id]},
    location: {replace: (to: string) => visited.push(to)},
    opener: null,
    setTimeout: (callback: () => void) => timeouts.push(callback),
    clearTimeout: (number: number) => (timeouts[number - 1] = () => {}),
    addEventListener: (
      _: string,
      dispatch: (event: object) => void,
      {signal}: {signal: AbortSignal},
    ) => listeners.push({dispatch, signal}),
  };
  const window: object = {...globals};
  Object.assign(window, {window, parent: isFramed ? platformWindow : window});
  runInNewContext(SCRIPT, window);

  const dispatch = async (event: object) => {
    for (const {dispatch, signal} of listeners) if (!signal.aborted) dispatch(event);
    await new Promise(setImmediate);
  };
  /** Responds to the last message, as the platform by default. */
  const respond = (data: object, event: object = {}, to = platformWindow) => {
    const {subject, message_id} = to.sent.at(-1)?.message ?? {};
    const response = {subject: `${subject}.response`, message_id, ...data};
    return dispatch({source: to, origin: ORIGIN, data: response, ...event});
  };
  return {platformWindow, elements, visited, timeouts, dispatch, respond};
}

const CAPABLE = {supported_messages: [{subject: 'lti.put_data'}, {subject: 'lti.get_data'}]};

describe('lti-storage.js', () => {
  it('stores the state, then goes to the authorization URL', async () => {
    const {platformWindow, visited, respond} = open({message: 'lti.put_data'});
    await respond(CAPABLE);
    assert.deepEqual(
      platformWindow.sent.map(({message: {message_id, ...message}, to}) => [
        to,
        message,
        message_id?.startsWith(message['subject'] ?? '-'),
      ]),
      [
        [ORIGIN, {subject: 'lti.capabilities'}, true],
        [ORIGIN, {subject: 'lti.put_data', key: 'lti_state_1', value: 'the state'}, true],
      ],
    );
    assert.notEqual(
      platformWindow.sent[0]?.message['message_id'],
      platformWindow.sent[1]?.message['message_id'],
    );
    assert.deepEqual(visited, []);
    await respond({key: 'lti_state_1', value: 'the state'});
    assert.deepEqual(visited, [`${ORIGIN}/authorize`]);
  });

  it('reads the state, then goes to the room', async () => {
    const {platformWindow, visited, respond} = open({message: 'lti.get_data'});
    await respond(CAPABLE);
    assert.equal(platformWindow.sent[1]?.message['key'], 'lti_state_1');
    await respond({value: 'a b'});
    assert.deepEqual(visited, ['/room?state=a%20b']);
  });

  const FOREIGN_MESSAGES = [
    {label: 'from another window', event: {source: {}}},
    {label: 'from another origin', event: {origin: 'https://evil.example.com'}},
    {label: 'from an opaque origin', event: {origin: 'null'}},
    {label: 'that is a text', event: {data: 'lti.capabilities.response'}},
    {label: 'that is null', event: {data: null}},
  ] as const;

  for (const {label, event} of FOREIGN_MESSAGES)
    it(`ignores a response ${label}`, async () => {
      const {platformWindow, elements, respond} = open({message: 'lti.put_data'});
      await respond(CAPABLE, event);
      assert.equal(platformWindow.sent.length, 1);
      assert.equal(elements.status.textContent, '');
      await respond(CAPABLE);
      assert.equal(platformWindow.sent.length, 2);
    });

  for (const data of [{message_id: 'other'}, {subject: 'lti.put_data.response'}])
    it(`ignores a response to another message (${JSON.stringify(data)})`, async () => {
      const {platformWindow, respond} = open({message: 'lti.put_data'});
      await respond({...CAPABLE, ...data});
      assert.equal(platformWindow.sent.length, 1);
    });

  it('uses the frame that the login or the capabilities name', async () => {
    const {platformWindow, elements} = open({message: 'lti.put_data', target: 'storage'});
    await new Promise(setImmediate);
    assert.match(elements.status.textContent, /has no frame "storage"/);
    assert.equal(platformWindow.sent.length, 0);

    const other = open({message: 'lti.put_data'});
    const storage = createWindow();
    other.platformWindow.frames['storage'] = storage;
    await other.respond({supported_messages: [{subject: 'lti.put_data', frame: 'storage'}]});
    assert.equal(storage.sent[0]?.message['subject'], 'lti.put_data');
    await other.respond({}, {}, storage);
    assert.deepEqual(other.visited, [`${ORIGIN}/authorize`]);
  });

  const FAILURES = [
    {
      message: 'lti.put_data',
      responses: [{supported_messages: []}],
      error: 'does not support lti.put_data',
    },
    {message: 'lti.put_data', responses: [{}], error: 'does not support lti.put_data'},
    {
      message: 'lti.put_data',
      responses: [CAPABLE, {error: {code: 'storage_exhaustion', message: 'Too much.'}}],
      error: 'responded to lti.put_data with storage_exhaustion. Too much.',
    },
    {
      message: 'lti.get_data',
      responses: [CAPABLE, {}],
      error: 'The login began in another browser',
    },
    {
      message: 'lti.get_data',
      responses: [CAPABLE, {value: null}],
      error: 'The login began in another browser',
    },
  ] as const;

  for (const {message, responses, error} of FAILURES)
    it(`shows an error if the responses to ${message} are ${JSON.stringify(responses)}`, async () => {
      const {elements, visited, respond} = open({message});
      for (const response of responses) await respond(response);
      assert.ok(elements.status.textContent.includes(error), elements.status.textContent);
      assert.equal(elements.status.className, 'problem');
      assert.equal(elements.title.textContent, 'Access Denied');
      assert.deepEqual(visited, []);
    });

  it('shows an error if the framing page does not respond in time', async () => {
    const {elements, timeouts, respond, visited} = open({message: 'lti.put_data'});
    await respond(CAPABLE);
    for (const expire of timeouts) expire();
    await new Promise(setImmediate);
    assert.equal(
      elements.status.textContent,
      `The framing page did not respond to lti.put_data within 5 seconds. Its origin must be ${ORIGIN}, like the origin of the authorization URL.`,
    );
    await respond({});
    assert.deepEqual(visited, []);
  });

  it('restarts the login with a cookie in a tab of its own', async () => {
    const {platformWindow, visited} = open({message: 'lti.put_data', isFramed: false});
    await new Promise(setImmediate);
    assert.deepEqual([visited, platformWindow.sent], [['/init'], []]);
    const {elements} = open({message: 'lti.get_data', isFramed: false});
    await new Promise(setImmediate);
    assert.match(elements.status.textContent, /^No page frames or opened this page/);
  });
});
