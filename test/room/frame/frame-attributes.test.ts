import {expect} from '@open-wc/testing';
import {buildAllowAttribute, parseAllowOrigins} from '../../../src/room/frame/frame-attributes.js';
import {restoreProperties, stubProperty} from '../../support/stub-property.js';

afterEach(() => restoreProperties());

const KAF = 'https://kaf.example';

describe('buildAllowAttribute()', () => {
  it('lists only features that the browser knows', () => {
    const featurePolicy = {features: () => ['microphone', 'camera', 'usb']};
    stubProperty(document, 'featurePolicy', featurePolicy);
    expect(buildAllowAttribute(KAF, [])).to.equal('camera *; microphone *');
  });

  it('lists every feature if the browser does not tell which it knows', () => {
    stubProperty(document, 'featurePolicy', undefined);
    const features = buildAllowAttribute(KAF, []).split('; ');
    expect(features).to.include.members(['camera *', 'microphone *', 'display-capture *']);
  });

  it('limits the features to the given origins', () => {
    stubProperty(document, 'featurePolicy', {features: () => ['camera']});
    const allow = buildAllowAttribute(KAF, ['https://a.example', 'https://b.example']);
    expect(allow).to.equal(`camera ${KAF} https://a.example https://b.example`);
  });
});

describe('parseAllowOrigins()', () => {
  for (const {name, value, origins} of [
    {name: 'a missing attribute', value: null, origins: []},
    {name: 'an empty attribute', value: ' ', origins: []},
    {
      name: 'origins between spaces and line breaks',
      value: '\n https://a.example\n  https://b.example/ ',
      origins: ['https://a.example', 'https://b.example'],
    },
  ])
    it(`returns ${origins.length} origins for ${name}`, () => {
      expect(parseAllowOrigins(value)).to.deep.equal(origins);
    });

  for (const value of ['*', 'http://a.example', 'https://a.example/path', 'https://a.example,'])
    it(`rejects "${value}"`, () => {
      expect(() => parseAllowOrigins(`https://b.example ${value}`))
        .to.throw(/^allow-origins must be https origins separated by spaces, such as https:/)
        .with.property('code', 'attribute-invalid');
    });
});
