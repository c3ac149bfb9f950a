import {expect} from '@open-wc/testing';
import {RoomError} from '../../src/contract/room-error.js';
import {compileShareUrl} from '../../src/creator/room-link.js';

describe('compileShareUrl()', () => {
  it('fills in the ID wherever the pattern has it', () => {
    const buildLink = compileShareUrl('https://host.example/{id}?room={id}');
    expect(buildLink('1_abcd1234')).to.equal('https://host.example/1_abcd1234?room=1_abcd1234');
  });

  for (const pattern of [
    'https://host.example/join',
    'https://bob:s3cret@host.example/{id}',
    'javascript:alert({id})',
    'https://host.example:{id}/',
  ])
    it(`rejects ${pattern}, without its value in the message`, () => {
      expect(() => compileShareUrl(pattern))
        .to.throw(RoomError, /^share-url must be (?!.*(s3cret|host\.example))/)
        .with.property('code', 'attribute-invalid');
    });
});
