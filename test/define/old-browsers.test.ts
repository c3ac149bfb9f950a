import {expect} from '@open-wc/testing';
import '../../src/define.js';
import {openRoom, restoreFetch, renderRoom} from '../support/room-fixture.js';
import {
  NEW_ROOM,
  fillIn,
  renderCreator,
  restoreFetch as restoreCreatorFetch,
  submit,
  waitForOutcome,
} from '../support/creator-fixture.js';

afterEach(() => restoreFetch());
afterEach(() => restoreCreatorFetch());

/** Values of `ElementInternals.states` in older browsers. */
const OLD_STATES: Record<string, () => unknown> = {
  'without custom states': () => undefined,
  'with custom states that begin with dashes': () => ({
    delete: () => false,
    add: (name: string) => {
      if (!name.startsWith('--')) throw new DOMException('no dashes', 'SyntaxError');
    },
  }),
};

for (const [condition, states] of Object.entries(OLD_STATES))
  describe(`a browser ${condition}`, () => {
    const real = Object.getOwnPropertyDescriptor(ElementInternals.prototype, 'states')!;
    beforeEach(
      () =>
        void Object.defineProperty(ElementInternals.prototype, 'states', {
          get: states,
          configurable: true,
        }),
    );
    afterEach(() => void Object.defineProperty(ElementInternals.prototype, 'states', real));

    it('opens a room', async () => {
      const all = await renderRoom();
      await openRoom(all);
      expect(all.room.state).to.equal('ready');
    });

    it('creates a room', async () => {
      const {creator, fetchMock} = await renderCreator();
      fillIn(creator, {name: 'Room'});
      submit(creator);
      (await fetchMock.next()).answerJson({success: true, data: {id: NEW_ROOM}});
      await waitForOutcome(creator);
      expect(creator.state).to.equal('created');
    });
  });
