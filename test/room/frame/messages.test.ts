import {expect} from '@open-wc/testing';
import {listenForMessages, parseResizeHeight} from '../../../src/room/frame/messages.js';
import {buildMessageEvent} from '../../support/room-fixture.js';

describe('parseResizeHeight()', () => {
  for (const {height, expected} of [
    {height: 1, expected: 1},
    {height: 9999, expected: 9999},
    {height: 10_000, expected: undefined},
    {height: 0, expected: undefined},
    {height: Number.NaN, expected: undefined},
    {height: '7%', expected: '7%'},
    {height: '50%', expected: '50%'},
    {height: '100%', expected: '100%'},
    {height: '101%', expected: undefined},
    {height: '50%;', expected: undefined},
    {height: 'x50%', expected: undefined},
    {height: 'x%', expected: undefined},
    {height: '5x%', expected: undefined},
    {height: '50', expected: undefined},
    {height: true, expected: undefined},
    {height: undefined, expected: undefined},
    {height: {toString: () => '50%'}, expected: undefined},
  ])
    it(`returns ${expected} for the height ${JSON.stringify(height) ?? String(height)}`, () => {
      expect(parseResizeHeight({subject: 'lti.frameResize', height})).to.equal(expected);
    });

  for (const {name, data} of [
    {name: 'another subject', data: {subject: 'lti.scrollToTop', height: 5}},
    {name: 'no subject', data: {height: 5}},
    {name: 'null', data: null},
    {name: 'text', data: 'lti.frameResize'},
  ])
    it(`returns undefined for ${name}`, () => {
      expect(parseResizeHeight(data)).to.be.undefined;
    });
});

describe('listenForMessages()', () => {
  let frame: HTMLIFrameElement;
  let session: AbortController;
  beforeEach(() => {
    frame = document.createElement('iframe');
    document.body.append(frame);
    session = new AbortController();
  });
  afterEach(() => {
    session.abort();
    frame.remove();
  });

  /** Dispatches a message of the frame. Returns the data that the listener got. */
  function getData(data: unknown): unknown {
    const received: unknown[] = [];
    const origin = 'https://kaf.example';
    listenForMessages(frame, [origin], session.signal, parsed => void received.push(parsed));
    window.dispatchEvent(buildMessageEvent({source: frame.contentWindow, data, origin}));
    expect(received).to.have.length(1);
    return received[0];
  }

  it('parses JSON of 65,536 characters', () => {
    const json = JSON.stringify('x'.repeat(65_534));
    expect(getData(json)).to.equal('x'.repeat(65_534));
  });

  it('does not parse JSON of 65,537 characters', () => {
    const json = JSON.stringify('x'.repeat(65_535));
    expect(getData(json)).to.equal(json);
  });

  it('does not change text that is not JSON', () => {
    expect(getData('{x')).to.equal('{x');
  });
});
