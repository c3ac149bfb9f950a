import {expect, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import {nextEvent} from '../support/events.js';
import {ROOM, waitForState, renderRoom} from '../support/room-fixture.js';

/** Malformed values with their messages. */
const MALFORMED: readonly {name: string; template: TemplateResult; message: string}[] = [
  {
    name: 'timeout="abc"',
    template: html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="abc"></kaltura-room>`,
    message: 'timeout must be a number of seconds above 0, at most 86400; got "abc"',
  },
  {
    name: 'timeout="0"',
    template: html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0"></kaltura-room>`,
    message: 'timeout must be a number of seconds above 0, at most 86400; got 0',
  },
  {
    name: 'headers=\'["x"]\'',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      headers='["x"]'
    ></kaltura-room>`,
    message: 'headers must be an object of header names and text, or a function; got an array',
  },
  {
    name: 'headers that are text',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      headers="djJ8secret"
    ></kaltura-room>`,
    message:
      'headers must be an object of header names and text, or a function; got a value of type string',
  },
  {
    name: 'a header with an invalid name',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .headers=${{'not a name': 'djJ8secret'}}
    ></kaltura-room>`,
    message:
      'headers must be an object of header names and text, or a function; got an invalid name or value',
  },
  {
    name: 'a header with an invalid value',
    template: html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .headers=${{Authorization: 'djJ8secret\nx'}}
    ></kaltura-room>`,
    message:
      'headers must be an object of header names and text, or a function; got an invalid name or value',
  },
  {
    name: 'a launch that is text',
    template: html`<kaltura-room .launch=${'djJ8secret'}></kaltura-room>`,
    message: 'launch must be an object such as {ks, kafUrl}; got a value of type string',
  },
];

describe('a malformed attribute', () => {
  const {error} = console;
  let logged: unknown[];
  beforeEach(() => {
    logged = [];
    console.error = (text: unknown) => void logged.push(text);
  });
  afterEach(() => {
    console.error = error;
  });

  for (const {name, template, message} of MALFORMED)
    it(`fails with attribute-invalid, in the console too: ${name}`, async () => {
      const {room} = await renderRoom(template);
      await waitForState(room, 'failed');
      expect(room.error?.code).to.equal('attribute-invalid');
      expect(room.error?.message).to.equal(message);
      expect(String(room.error?.cause)).not.to.contain('djJ8secret');
      expect(logged).to.deep.equal([`<kaltura-room>: ${message}`]);
    });

  it('appears in the console once, even if the room reloads', async () => {
    const {room} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="abc"></kaltura-room>`,
    );
    await waitForState(room, 'failed');
    for (let count = 1; count <= 3; count++) {
      const failed = nextEvent(room, 'kaltura-room-error');
      room.reload();
      await failed;
    }
    expect(logged).to.have.length(1);
  });
});
