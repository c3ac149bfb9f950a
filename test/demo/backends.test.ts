import assert from 'node:assert/strict';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import {connect} from 'node:net';
import {after, before, describe, it, test, type TestContext} from 'node:test';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';
import {findFreePort} from '../support/free-port.js';
import {listen} from '../support/listen.js';
import {assertErrorResponse} from './assert-error-response.js';
import {testIdempotency} from './idempotency.js';
import {testKsEncoding} from './ks-encoding.js';
import type {Language} from './language.js';
import {LANGUAGES} from './languages.js';
import {buildGrantHeader, testLaunches} from './launches.js';
import {LISTED_PAGE, testRejectedRequests} from './rejected-requests.js';
import {testRoomCreation} from './room-creation.js';
import {copyBackend, startBackend, type Backend} from './start-backend.js';

for (const language of LANGUAGES) {
  const {file, requirements, tools} = language;
  if (tools) describe(file, () => testBackend(language));
  else if (process.env['CI'])
    test(`${file} runs`, () => assert.fail(`This machine must have ${requirements}`));
  else
    test(`${file} is NOT RUN: it needs ${requirements}`, {skip: 'its language is not installed'});
}

function testBackend(language: Language): void {
  let simulator: Simulator;
  let backend: Backend;
  /** The copy with the tests' `authorize`, and the copy with the example of the file. */
  let folders: {tested: string; example: string};
  const getSimulator = () => simulator;
  const getBackend = () => backend;
  const buildEnvironment = (kafUrl: string) => ({
    KALTURA_PARTNER_ID: String(simulator.partnerId),
    KALTURA_ADMIN_SECRET: simulator.adminSecret,
    KAF_URL: kafUrl,
    ALLOWED_ORIGINS: `capacitor://localhost ${LISTED_PAGE}`,
  });

  /** Stops what has started, even if a later step of `before` fails. */
  const cleanups: (() => Promise<void> | void)[] = [];

  before(async () => {
    simulator = await startSimulator();
    cleanups.push(() => simulator.close());
    folders = {
      tested: copyBackend(language, language.authorize),
      example: copyBackend(language),
    };
    for (const folder of Object.values(folders))
      cleanups.push(() => rmSync(folder, {recursive: true, force: true}));
    backend = await startBackend(language, folders.tested, buildEnvironment(simulator.url));
    cleanups.push(backend.stop);
  });
  after(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  testLaunches(language, getSimulator, getBackend);
  testKsEncoding(language, () => folders.tested);
  testRejectedRequests(getSimulator, getBackend);
  testRoomCreation(getSimulator, getBackend);
  testIdempotency(getSimulator, getBackend);

  describe('the log', () => {
    it('contains the failures, and no secret or KS', () => {
      assert.match(backend.getOutput(), /kaltura-timeout/);
      assert.match(backend.getOutput(), /db\.internal/);
      assert.ok(!backend.getOutput().includes(simulator.adminSecret));
      assert.doesNotMatch(backend.getOutput(), /djJ8/);
    });

    it('contains no control characters or marks that reorder text', () => {
      const lines = backend.getOutput().replace(/[\r\n\t]/g, '');
      assert.doesNotMatch(lines, /[\p{C}\p{Zl}\p{Zp}]/u);
    });
  });

  describe('half-sent requests', () => {
    /** Sends 40 of them. `closed` resolves when the backend has closed all connections. */
    const sendHalfRequests = async (test: TestContext, text: string) => {
      const sockets = Array.from({length: 40}, () => connect(backend.port, '127.0.0.1'));
      test.after(() => sockets.forEach(socket => socket.destroy()));
      for (const socket of sockets) socket.on('error', () => {}).resume();
      await Promise.all(sockets.map(socket => once(socket, 'connect')));
      // `once()` would reject if the backend resets the connection.
      const closings = sockets.map(socket => new Promise(resolve => socket.on('close', resolve)));
      for (const socket of sockets) socket.write(text);
      return {closed: Promise.all(closings)};
    };
    const head = 'POST /token HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
    for (const {name, text} of [
      {name: 'without the end of the headers', text: head},
      {name: 'without the end of the body', text: `${head}Content-Length: 99\r\n\r\n{`},
    ]) {
      it(`${name} do not stop the backend`, async test => {
        await sendHalfRequests(test, text);
        const headers = buildGrantHeader({userId: 'u'});
        const {status} = await backend.send('/token', {headers, body: {roomId: '1_townhall'}});
        assert.equal(status, 200);
      });

      if (language.closesSlowRequests)
        it(`${name} are closed at the deadline`, {timeout: 20_000}, async test => {
          const {closed} = await sendHalfRequests(test, text);
          await closed;
        });
    }
  });

  describe('a malformed Content-Length', () => {
    it('causes no server error', async () => {
      const socket = connect(backend.port, '127.0.0.1');
      socket.end(
        `POST /token HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: abc\r\n\r\n{}`,
      );
      let response = '';
      for await (const chunk of socket) response += String(chunk);
      assert.doesNotMatch(response, /^HTTP\/1\.. 5/);
    });
  });

  const body = {roomId: '1_townhall'};

  describe('the example authorize()', () => {
    it('accepts the cookie of EXAMPLE_SESSION', async test => {
      const example = await startBackend(language, folders.example, {
        ...buildEnvironment(simulator.url),
        EXAMPLE_SESSION: 'a-long-word',
      });
      test.after(example.stop);
      for (const {cookie, status} of [
        {cookie: '', status: 401},
        {cookie: 'session=', status: 401},
        {cookie: 'session=a-long', status: 401},
        {cookie: 'xsession=a-long-word', status: 401},
        {cookie: 'session[]=a-long-word', status: 401},
        {cookie: 'a=1; session=a-long-word', status: 200},
      ])
        assert.equal(
          (await example.send('/token', {headers: {cookie}, body})).status,
          status,
          cookie,
        );
      const headers = {cookie: 'session=a-long-word'};
      const created = await example.send('/rooms', {headers, body: {name: 'Room'}});
      assert.equal(created.status, 201);
    });

    it('rejects everyone without EXAMPLE_SESSION', async test => {
      const example = await startBackend(
        language,
        folders.example,
        buildEnvironment(simulator.url),
      );
      test.after(example.stop);
      for (const cookie of ['', 'session=', 'session=null', 'session=undefined'])
        assert.equal((await example.send('/token', {headers: {cookie}, body})).status, 401);
    });
  });

  describe('a request to KAF', () => {
    const headers = buildGrantHeader({userId: 'u', createRooms: true});

    it('ends at the deadline, even if the response still arrives byte by byte', async test => {
      const {url, close} = await startDrippingServer();
      test.after(close);
      const slow = await startBackend(language, folders.tested, buildEnvironment(url));
      test.after(slow.stop);
      assertErrorResponse(
        await slow.send('/rooms', {headers, body: {name: 'Room'}}),
        {status: 504, code: 'kaltura-timeout', outcome: 'unknown'},
        simulator.adminSecret,
      );
    });

    it('fails with the outcome not-created if KAF accepts no connection', async test => {
      const url = `http://127.0.0.1:${await findFreePort()}`;
      const disconnected = await startBackend(language, folders.tested, buildEnvironment(url));
      test.after(disconnected.stop);
      assertErrorResponse(
        await disconnected.send('/rooms', {headers, body: {name: 'Room'}}),
        {status: 502, code: 'kaltura-unreachable', outcome: 'not-created'},
        simulator.adminSecret,
      );
    });
  });

  describe('KAF_URL', () => {
    const headers = buildGrantHeader({userId: 'u', createRooms: true});

    /** Starts the backend, and returns its output after it failed to start or to create a room. */
    async function failWith(kafUrl: string): Promise<string> {
      let misconfigured: Backend;
      try {
        misconfigured = await startBackend(language, folders.tested, buildEnvironment(kafUrl));
      } catch (error) {
        return (error as Error).message;
      }
      try {
        assertErrorResponse(
          await misconfigured.send('/rooms', {headers, body: {name: 'Room'}}),
          {status: 500, code: 'internalError', outcome: 'not-created'},
          simulator.adminSecret,
        );
        return misconfigured.getOutput();
      } finally {
        await misconfigured.stop();
      }
    }

    for (const url of ['', 'http://kaf.example', 'https://kaf.example/x'])
      it(`must not be "${url}"; the log names the variable, and no secret`, async () => {
        const output = await failWith(url);
        assert.match(output, /KAF_URL/);
        assert.ok(!output.includes(simulator.adminSecret));
      });
  });
}

/** Starts a server whose response never pauses for long and never ends. */
const startDrippingServer = () =>
  listen((_, response) => {
    response.writeHead(200, {'content-type': 'application/json'});
    const timer = setInterval(() => response.write(' '), 100);
    response.once('close', () => clearInterval(timer));
  });
