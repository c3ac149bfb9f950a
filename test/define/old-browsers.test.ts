import {expect} from '@open-wc/testing';
import '../../src/define.js';
import {openRoom, restoreFetch, renderRoom} from '../room/set-up.js';
import {
  NEW_ROOM,
  fillIn as type,
  renderCreator as setupCreator,
  restoreFetch as releaseCreator,
  submit,
  waitForOutcome as settled,
} from '../creator/creator-fixture.js';

afterEach(() => restoreFetch());
afterEach(() => releaseCreator());

/** How browsers that are older have the states of style sheets. */
const OLD: Record<string, () => unknown> = {
  'no states for style sheets': () => undefined,
  'states that need dashes': () => ({
    delete: () => false,
    add: (name: string) => {
      if (!name.startsWith('--')) throw new DOMException('no dashes', 'SyntaxError');
    },
  }),
};

for (const [what, states] of Object.entries(OLD))
  describe(`a browser with ${what}`, () => {
    const real = Object.getOwnPropertyDescriptor(ElementInternals.prototype, 'states')!;
    beforeEach(
      () =>
        void Object.defineProperty(ElementInternals.prototype, 'states', {
          get: states,
          configurable: true,
        }),
    );
    afterEach(() => void Object.defineProperty(ElementInternals.prototype, 'states', real));

    it('has the room', async () => {
      const all = await renderRoom();
      await openRoom(all);
      expect(all.room.state).to.equal('ready');
    });

    it('has the creator', async () => {
      const {creator, held} = await setupCreator();
      type(creator, {name: 'Room'});
      submit(creator);
      (await held.next()).answerJson({success: true, data: {id: NEW_ROOM}});
      await settled(creator);
      expect(creator.state).to.equal('created');
    });
  });
