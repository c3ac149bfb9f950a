import {expect, html} from '@open-wc/testing';
import {ROOM, waitForState, renderRoom} from '../support/room-fixture.js';

// Some versions of the engines do not support custom states.
const hasCustomStates = CSS.supports('selector(:state(idle))');

describe('the custom state', () => {
  for (const loading of hasCustomStates ? ['click', 'eager'] : [])
    it(`follows the state of a room with loading="${loading}"`, async () => {
      const {room, fetchMock} = await renderRoom(
        html`<kaltura-room room-id=${ROOM} token-url="/token" loading=${loading}></kaltura-room>`,
      );
      if (loading === 'click') {
        expect(room.matches(':state(idle)')).to.be.true;
        room.join();
      }
      await waitForState(room, 'loading');
      expect(room.matches(':state(idle)')).to.be.false;
      expect(room.matches(':state(loading)')).to.be.true;
      (await fetchMock.next()).answer('', {status: 403});
      await waitForState(room, 'failed');
      expect(room.matches(':state(failed)')).to.be.true;
    });
});
