import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import 'kaltura-room/define';

/* Unit tests of a page, in a DOM that is no browser. */

const fetchMock = vi.fn(() => Promise.reject(new Error('this test has no network')));
const errors = [];
const onError = event => errors.push(event.error ?? event.reason);

beforeEach(() => {
  vi.stubGlobal('fetch', fetchMock);
  window.addEventListener('error', onError);
});
afterEach(() => {
  document.body.replaceChildren();
  window.removeEventListener('error', onError);
  expect(errors).toEqual([]);
  expect(fetchMock).not.toHaveBeenCalled();
});

const getText = element => element.shadowRoot.textContent.replace(/\s+/g, ' ');
const query = (element, selector) => element.shadowRoot.querySelector(selector);

/** Renders an element from HTML. */
async function render(html) {
  document.body.innerHTML = html;
  const element = document.querySelector('kaltura-room, kaltura-room-creator');
  await element.updateComplete;
  return element;
}

const renderRoom = (attributes = '') =>
  render(`<kaltura-room room-id="1_abcd1234" token-url="/token" ${attributes}></kaltura-room>`);
const renderCreator = (attributes = '') =>
  render(`<kaltura-room-creator create-url="/rooms" ${attributes}></kaltura-room-creator>`);

describe('<kaltura-room>', () => {
  it('renders its initial content', async () => {
    const room = await renderRoom('controls');
    expect(getText(room)).toContain('Preparing the room…');
    expect(query(room, '[part~=leave]')).not.toBeNull();
    expect(query(room, 'iframe')).toBeNull();
    expect(room.state).toBe('loading');
  });

  it('waits without a room', async () => {
    const room = await renderRoom();
    room.roomId = null;
    await room.updateComplete;
    expect(getText(room)).toContain('No room has been chosen yet.');
    expect(room.state).toBe('idle');
  });

  it.each(['click', 'lazy'])('waits with loading="%s"', async loading => {
    const room = await renderRoom(`loading="${loading}"`);
    expect(getText(room)).toContain('The meeting room opens here.');
  });

  it.each(['join', 'reload', 'leave'])('accepts a call of %s()', async method => {
    const room = await renderRoom();
    room[method]();
    await room.updateComplete;
    room.remove();
    document.body.append(room);
    await room.updateComplete;
    expect(getText(room)).toContain('Preparing the room…');
  });
});

describe('<kaltura-room-creator>', () => {
  it('renders its initial content', async () => {
    const creator = await renderCreator('name="room" required draft-key="d"');
    expect(getText(creator)).toContain('Room name');
    expect(getText(creator)).toContain('Create room');
    expect(creator.state).toBe('editing');
    expect(creator.checkValidity()).toBe(true);
  });

  it('does not load the templates', async () => {
    const creator = await renderCreator();
    creator.templates = vi.fn();
    await creator.updateComplete;
    expect(getText(creator)).toContain('Loading the templates…');
    expect(creator.templates).not.toHaveBeenCalled();
  });

  it('renders the templates of the page', async () => {
    const templates = JSON.stringify([{id: '1_classic0', name: 'Classic', image: '/a.png'}]);
    const creator = await renderCreator(`templates='${templates}'`);
    expect(query(creator, 'img').getAttribute('src')).toBe('/a.png');
  });

  it('shows what the test types', async () => {
    const creator = await renderCreator();
    for (const [name, value] of [
      ['name', 'Ours'],
      ['tags', 'one,'],
    ]) {
      query(creator, `[name=${name}]`).value = value;
      query(creator, `[name=${name}]`).dispatchEvent(new Event('input', {bubbles: true}));
    }
    await creator.updateComplete;
    expect(query(creator, '[part~=count]').textContent).toBe('4/256');
    expect(query(creator, '[part~=chip] bdi').textContent).toBe('one');
    creator.reset();
    await creator.updateComplete;
    expect(query(creator, '[part~=chip]')).toBeNull();
  });
});
