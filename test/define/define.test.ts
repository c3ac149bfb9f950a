import {expect} from '@open-wc/testing';
import '../../src/define.js';
import {define} from '../../src/host/define.js';
import {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';

it('registers both elements', () => {
  expect(customElements.get('kaltura-room')).to.equal(KalturaRoomElement);
  expect(customElements.get('kaltura-room-creator')).to.equal(KalturaRoomCreatorElement);
});

it('leaves a name that is taken alone: the script may be on a page twice', () => {
  define('kaltura-room', class extends HTMLElement {});
  expect(customElements.get('kaltura-room')).to.equal(KalturaRoomElement);
});
