import {expect} from '@open-wc/testing';
import {render} from 'lit';
import {getTranslation} from '../../../src/localization/translations.js';
import {Surroundings} from '../../../src/room/opening/surroundings.js';

it('a warning that was dismissed comes back once what it says was over in between', () => {
  const room = Object.assign(document.createElement('div'), {
    requestUpdate() {},
    reload() {},
    leave() {},
  });
  const told: string[] = [];
  room.addEventListener('kaltura-room-warning', ({code}) => void told.push(code));
  const around = new Surroundings(room, () => {});
  around.warn('room-unreachable');
  const box = document.createElement('div');
  render(around.strips(getTranslation('en')!), box);
  box.querySelector<HTMLElement>('[part~=dismiss]')!.click();
  around.warn('room-unreachable');
  expect([told, around.codes]).to.deep.equal([['room-unreachable'], []]);
  around.warn('room-unreachable', true);
  around.warn('room-unreachable');
  expect([told.length, around.codes]).to.deep.equal([2, ['room-unreachable']]);
});
