import {expect} from '@open-wc/testing';
import '../../src/define.js';
import {openRoom, renderRoom} from '../support/room-fixture.js';
import {
  NEW_ROOM,
  fillIn,
  renderCreator,
  submit,
  waitForOutcome,
} from '../support/creator-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

/** Older browsers, with their values of `ElementInternals.states`. */
const OLD_BROWSERS: readonly {readonly name: string; readonly states: unknown}[] = [
  {name: 'a browser without custom states', states: undefined},
  {
    name: 'a browser with custom states that begin with dashes',
    states: {
      delete: () => false,
      add: (name: string) => {
        if (!name.startsWith('--')) throw new DOMException('no dashes', 'SyntaxError');
      },
    },
  },
];

for (const {name, states} of OLD_BROWSERS)
  describe(name, () => {
    beforeEach(() => stubProperty(ElementInternals.prototype, 'states', states));
    afterEach(() => restoreProperties());

    it('opens a room', async () => {
      const rendered = await renderRoom();
      await openRoom(rendered);
      expect(rendered.room.state).to.equal('ready');
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
