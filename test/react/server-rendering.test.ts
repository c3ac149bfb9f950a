import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createElement, createRef, type ReactNode} from 'react';
import {renderToString} from 'react-dom/server';
import {KalturaRoom, KalturaRoomCreator, useKalturaRoom} from '../../dist/react/index.js';
import type {KalturaRoomElement} from '../../dist/index.js';

describe('KalturaRoom on a server', () => {
  it('renders the tag with HTML attributes and slotted content', () => {
    const html = renderToString(
      createElement(
        KalturaRoom,
        {id: 'room', className: 'wide', lang: 'de', style: {blockSize: '80vh'}},
        createElement('p', {slot: 'loading'}, 'One moment…'),
      ),
    );
    assert.equal(
      html,
      '<kaltura-room id="room" class="wide" lang="de" style="block-size:80vh"><p slot="loading">One moment…</p></kaltura-room>',
    );
  });

  it('renders no properties, which may contain secrets, and no listeners', () => {
    const launch = {ks: 'secret', kafUrl: 'https://kaf.example.com'};
    const html = renderToString(
      createElement(KalturaRoom, {
        ...{roomId: '1_townhall', headers: {authorization: 'secret'}, launch},
        ...{roomModerator: true, onReady: () => {}, onError: () => {}},
      }),
    );
    assert.equal(html, '<kaltura-room></kaltura-room>');
  });
});

describe('KalturaRoomCreator on a server', () => {
  it('renders the tag without properties', () => {
    const element = createElement(KalturaRoomCreator, {
      ...{createUrl: '/rooms', defaults: {name: 'Ours'}, htmlFor: 'room', onCreated: () => {}},
    });
    assert.equal(renderToString(element), '<kaltura-room-creator></kaltura-room-creator>');
  });
});

describe('useKalturaRoom() on a server', () => {
  it('returns an idle room', () => {
    const ref = createRef<KalturaRoomElement>();
    const Page = (): ReactNode => {
      const {state, error, warnings} = useKalturaRoom(ref);
      return JSON.stringify({state, error, warnings});
    };
    const text = renderToString(createElement(Page)).replaceAll('&quot;', '"');
    assert.deepEqual(JSON.parse(text), {state: 'idle', error: null, warnings: []});
  });
});
