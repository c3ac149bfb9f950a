import {expect, html} from '@open-wc/testing';
import {RoomError} from '../../src/index.js';
import {formatWait} from '../../src/localization/format-wait.js';
import {installFakeClock, type FakeClock} from '../support/fake-clock.js';
import {
  finishTransitions,
  ROOM,
  getPart,
  renderRoom,
  waitForState,
} from '../support/room-fixture.js';

let clock: FakeClock;
beforeEach(() => {
  clock = installFakeClock();
});

/** Renders a room that has failed with `rate-limited` and this `Retry-After`. */
async function renderLimited(retryAfter: string) {
  const rendered = await renderRoom();
  const {room, fetchMock} = rendered;
  const headers = {'retry-after': retryAfter};
  (await fetchMock.next()).answer('', {status: 429, headers});
  await waitForState(room, 'failed');
  const advance = async (seconds: number) => {
    await clock.advance(seconds * 1000);
    await room.updateComplete;
  };
  return {...rendered, advance};
}

const getWaitText = (room: HTMLElement) =>
  getPart(room, 'error')!.querySelector('#wait')?.textContent;
const getStatus = (room: HTMLElement) =>
  room.shadowRoot!.querySelector('p[role=status]')!.textContent;

describe('a wait after too many attempts', () => {
  it('tells how long it takes', async () => {
    const {room} = await renderLimited('3600');
    expect(getPart(room, 'title')!.textContent).to.equal('Too many attempts');
    expect(getWaitText(room)).to.equal('Try again in 1 hour.');
  });

  it('counts down', async () => {
    const {room, advance} = await renderLimited('120');
    expect(getWaitText(room)).to.equal('Try again in 2 minutes.');
    await advance(60);
    expect(getWaitText(room)).to.equal('Try again in 1 minute.');
    await advance(15);
    expect(getWaitText(room)).to.equal('Try again in 45 seconds.');
  });

  it('disables the button, which keeps its focus and has the time as description', async () => {
    const {room, fetchMock} = await renderLimited('60');
    const retry = getPart(room, 'retry')!;
    retry.focus();
    retry.click();
    await room.updateComplete;
    expect(room.state).to.equal('failed');
    expect(fetchMock.calls.length).to.equal(1);
    expect(room.shadowRoot!.activeElement === retry).to.be.true;
    expect(retry.getAttribute('aria-disabled')).to.equal('true');
    const id = retry.getAttribute('aria-describedby')!;
    expect(room.shadowRoot!.getElementById(id)!.textContent).to.equal('Try again in 1 minute.');
    finishTransitions(room);
    await expect(room).to.be.accessible();
  });

  it('enables the button and is announced when it is over', async () => {
    const {room, fetchMock, advance} = await renderLimited('60');
    await advance(59);
    expect(getPart(room, 'retry')!.ariaDisabled).to.equal('true');
    expect(getStatus(room)).to.equal('');
    await advance(1);
    expect(getPart(room, 'retry')!.ariaDisabled).to.be.null;
    expect(getWaitText(room)).to.equal('You can try again now.');
    expect(getStatus(room)).to.equal('You can try again now.');
    getPart(room, 'retry')!.click();
    expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
  });

  it('does not announce each change of the time', async () => {
    const {room} = await renderLimited('60');
    const wait = getPart(room, 'error')!.querySelector('#wait')!;
    expect(wait.getAttribute('aria-live')).to.equal('off');
  });

  it('takes at most a day', async () => {
    const {room} = await renderLimited('1000000000000');
    expect(getWaitText(room)).to.equal('Try again in 24 hours.');
  });

  for (const retryAfter of [undefined, 0, -5, NaN])
    it(`does not exist for a \`retryAfter\` of ${String(retryAfter)}`, async () => {
      const error = new RoomError('rate-limited', 'no', {retryAfter});
      const {room} = await renderRoom(
        html`<kaltura-room
          room-id=${ROOM}
          .fetchLaunch=${() => Promise.reject(error)}
        ></kaltura-room>`,
      );
      await waitForState(room, 'failed');
      expect(getWaitText(room)).to.be.undefined;
      expect(getPart(room, 'retry')!.ariaDisabled).to.be.null;
      expect(getPart(room, 'error')!.textContent).to.contain('Wait a moment, then try again.');
    });

  it('leaves no timer behind when the room is removed', async () => {
    const {room} = await renderLimited('60');
    expect(clock.delays).to.deep.equal([1000]);
    room.remove();
    expect(clock.delays).to.deep.equal([]);
  });
});

describe('formatWait()', () => {
  for (const {seconds, lang, expected} of [
    {seconds: 1, lang: 'en', expected: 'in 1 second'},
    {seconds: 61, lang: 'en', expected: 'in 2 minutes'},
    {seconds: 3599, lang: 'en', expected: 'in 1 hour'},
    {seconds: 89 * 60, lang: 'en', expected: 'in 2 hours'},
    {seconds: 86_400, lang: 'en', expected: 'in 24 hours'},
    {seconds: 3600, lang: 'de', expected: 'in 1 Stunde'},
    {seconds: 3600, lang: 'fr', expected: 'dans 1 heure'},
    {seconds: 3600, lang: 'en-x-lobby', expected: 'in 1 hour'},
    {seconds: 3600, lang: 'not a language', expected: 'in 1 hour'},
  ])
    it(`returns "${expected}" for ${seconds} seconds, lang="${lang}"`, () => {
      expect(formatWait(seconds, lang)).to.equal(expected);
    });
});
