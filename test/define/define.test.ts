import {expect} from '@open-wc/testing';
import '../../src/define.js';
import {registerElement} from '../../src/browser/register-element.js';
import {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());

describe('the import of define.js', () => {
  it('registers both elements', () => {
    expect(customElements.get('kaltura-room')).to.equal(KalturaRoomElement);
    expect(customElements.get('kaltura-room-creator')).to.equal(KalturaRoomCreatorElement);
  });
});

describe('registerElement()', () => {
  it('keeps the registered elements, and warns once, when a second script registers others', () => {
    const warnings: unknown[] = [];
    stubProperty(console, 'warn', (warning: unknown) => void warnings.push(warning));
    registerElement('kaltura-room', KalturaRoomElement);
    expect(warnings).to.deep.equal([]);
    registerElement('kaltura-room', class extends HTMLElement {});
    registerElement('kaltura-room-creator', class extends HTMLElement {});
    expect(customElements.get('kaltura-room')).to.equal(KalturaRoomElement);
    expect(customElements.get('kaltura-room-creator')).to.equal(KalturaRoomCreatorElement);
    const {version} = KalturaRoomElement;
    expect(warnings).to.deep.equal([
      `kaltura-room ${version}: <kaltura-room> ${version} is already registered, and stays`,
    ]);
  });
});
