import {expect, fixture, html, unsafeStatic} from '@open-wc/testing';
import '../../src/define.js';
import type {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';

const render = <Element>(markup: string) =>
  fixture<Element & HTMLElement>(html`${unsafeStatic(markup)}`);

describe('attributes that a server renders with the name of a property', () => {
  for (const {attributes, expected} of [
    {attributes: 'roommoderator', expected: true},
    {attributes: 'roommoderator="true"', expected: true},
    {attributes: 'roommoderator="false"', expected: false},
    {attributes: '', expected: undefined},
  ])
    it(`set roomModerator to ${expected} for ${attributes || 'no attribute'}`, async () => {
      const room = await render<KalturaRoomElement>(
        `<kaltura-room loading="click" ${attributes}></kaltura-room>`,
      );
      expect(room.roomModerator).to.equal(expected);
    });

  it('set the text of other properties', async () => {
    const room = await render<KalturaRoomElement>(
      '<kaltura-room loading="click" roomid="1_abcd1234" tokenurl="/token"></kaltura-room>',
    );
    expect([room.roomId, room.tokenUrl]).to.deep.equal(['1_abcd1234', '/token']);
    const creator = await render<KalturaRoomCreatorElement>(
      '<kaltura-room-creator createurl="/rooms" allowanother></kaltura-room-creator>',
    );
    expect([creator.createUrl, creator.allowAnother]).to.deep.equal(['/rooms', true]);
  });

  it('do not replace a real attribute or a property', async () => {
    const room = await render<KalturaRoomElement>(
      '<kaltura-room loading="click" room-id="1_abcd1234" roomid="1_other000"></kaltura-room>',
    );
    expect(room.roomId).to.equal('1_abcd1234');
    const created = document.createElement('kaltura-room');
    created.roomModerator = null;
    created.setAttribute('roommoderator', '');
    document.body.append(created);
    expect(created.roomModerator).to.be.null;
    created.remove();
  });
});
