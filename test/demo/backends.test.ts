import assert from 'node:assert/strict';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {connect, type AddressInfo} from 'node:net';
import {after, before, describe, test} from 'node:test';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';
import {freePort} from '../free-port.js';
import {creatingOnce} from './creating-once.js';
import {creating} from './creating.js';
import type {Language} from './language.js';
import {LANGUAGES} from './languages.js';
import {granting, launches} from './launches.js';
import {assertFailure} from './failure.js';
import {refusals} from './refusals.js';
import {sessions} from './sessions.js';
import {copyBackend, startBackend, type Backend} from './start-backend.js';

for (const language of LANGUAGES) {
  const {file, needs, tools} = language;
  if (tools) describe(file, () => backendTests(language));
  else if (process.env['CI']) test(`${file} is run`, () => assert.fail(`${needs}: not here`));
  else test(`${file} is NOT RUN: it takes ${needs}`, {skip: 'its language is not here'});
}

function backendTests(language: Language): void {
  let kaltura: Simulator;
  let backend: Backend;
  /** With the authorize of the tests, and as it is. */
  let folders: {ours: string; example: string};
  const environment = (kafUrl: string) => ({
    KALTURA_PARTNER_ID: String(kaltura.partnerId),
    KALTURA_ADMIN_SECRET: kaltura.adminSecret,
    KAF_URL: kafUrl,
  });

  /** Of whatever was started, even where the next thing was not. */
  const stops: (() => Promise<void> | void)[] = [];

  before(async () => {
    kaltura = await startSimulator();
    stops.push(() => kaltura.close());
    folders = {
      ours: copyBackend(language, language.authorize),
      example: copyBackend(language),
    };
    for (const folder of Object.values(folders))
      stops.push(() => rmSync(folder, {recursive: true, force: true}));
    backend = await startBackend(language, folders.ours, environment(kaltura.url));
    stops.push(backend.stop);
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  launches(
    language,
    () => kaltura,
    () => backend,
  );
  sessions(language, () => folders.ours);
  refusals(
    () => kaltura,
    () => backend,
  );
  creating(
    () => kaltura,
    () => backend,
  );
  creatingOnce(
    () => kaltura,
    () => backend,
  );

  test('prints what failed, and no secret or session', () => {
    assert.match(backend.printed(), /kaltura-timeout/);
    assert.match(backend.printed(), /db\.internal/);
    assert.ok(!backend.printed().includes(kaltura.adminSecret));
    assert.doesNotMatch(backend.printed(), /djJ8/);
  });

  test('a length that is none is the fault of whoever sent it', async () => {
    const socket = connect(backend.port, '127.0.0.1');
    socket.end(
      `POST /token HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: abc\r\n\r\n{}`,
    );
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    assert.doesNotMatch(answer, /^HTTP\/1\.. 5/);
  });

  const body = {roomId: '1_townhall'};

  test('as it is, knows one person by a cookie, and KAF has a second in all', async test => {
    const {url, close} = await startDripping();
    test.after(close);
    const example = await startBackend(language, folders.example, {
      ...environment(url),
      EXAMPLE_SESSION: 'a-long-word',
    });
    test.after(example.stop);
    const asking = (path: string, cookie: string, sent: object) =>
      example.send(path, {headers: {cookie}, body: sent});
    const none = [
      '',
      'session=',
      'session=a-long',
      'xsession=a-long-word',
      'session[]=a-long-word',
    ];
    for (const cookie of none)
      assert.equal((await asking('/token', cookie, body)).status, 401, cookie);
    const cookie = 'a=1; session=a-long-word';
    assert.equal((await asking('/token', cookie, body)).status, 200);
    const late = await asking('/rooms', cookie, {name: 'Room'});
    assertFailure(late, [504, 'kaltura-timeout'], kaltura.adminSecret, 'unknown');
  });

  test('as it is, lets nobody in until somebody says who', async test => {
    const untouched = await startBackend(language, folders.example, environment(kaltura.url));
    test.after(untouched.stop);
    for (const cookie of ['', 'session=', 'session=null', 'session=undefined'])
      assert.equal((await untouched.send('/token', {headers: {cookie}, body})).status, 401);
  });

  test('answers not-created where no connection to KAF is made', async test => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const cut = await startBackend(language, folders.ours, environment(url));
    test.after(cut.stop);
    const headers = granting({userId: 'u', createRooms: true});
    const answer = await cut.send('/rooms', {headers, body: {name: 'Room'}});
    assertFailure(answer, [502, 'kaltura-unreachable'], kaltura.adminSecret, 'not-created');
  });

  for (const url of ['', 'http://kaf.example', 'https://kaf.example/x'])
    test(`works with no KAF_URL such as "${url}", and says so without the secret`, async test => {
      const grant = encodeURIComponent(JSON.stringify({userId: 'u', createRooms: true}));
      const headers = {'x-grant': grant};
      const printed = await startBackend(language, folders.ours, environment(url)).then(
        async started => {
          test.after(started.stop);
          const answer = await started.send('/rooms', {headers, body: {name: 'Room'}});
          assertFailure(answer, [500, 'internalError'], kaltura.adminSecret, 'not-created');
          return started.printed();
        },
        (error: Error) => error.message,
      );
      assert.match(printed, /KAF_URL/);
      assert.ok(!printed.includes(kaltura.adminSecret));
    });
}

/** A KAF that is never silent for long, and never done. */
async function startDripping() {
  const server = createServer((_, response) => {
    response.writeHead(200, {'content-type': 'application/json'});
    const drip = setInterval(() => response.write(' '), 100);
    response.once('close', () => clearInterval(drip));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close};
}
