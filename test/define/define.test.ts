import {expect} from '@open-wc/testing';
import '../../src/define.js';
import {registerElement} from '../../src/browser/register-element.js';
import {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';

it('registers both elements', () => {
  expect(customElements.get('kaltura-room')).to.equal(KalturaRoomElement);
  expect(customElements.get('kaltura-room-creator')).to.equal(KalturaRoomCreatorElement);
});

it('says once of a second script what was there before, and works', () => {
  const {warn} = console;
  const warnings: unknown[] = [];
  console.warn = (warning: unknown) => void warnings.push(warning);
  try {
    registerElement('kaltura-room', KalturaRoomElement);
    expect(warnings).to.deep.equal([]);
    registerElement('kaltura-room', class extends HTMLElement {});
    registerElement('kaltura-room-creator', class extends HTMLElement {});
  } finally {
    console.warn = warn;
  }
  expect(customElements.get('kaltura-room')).to.equal(KalturaRoomElement);
  expect(customElements.get('kaltura-room-creator')).to.equal(KalturaRoomCreatorElement);
  const {version} = KalturaRoomElement;
  expect(warnings).to.deep.equal([
    `kaltura-room ${version}: <kaltura-room> ${version} is already registered, and stays`,
  ]);
});
