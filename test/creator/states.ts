import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {
  NEW_ROOM,
  getControl,
  getPart,
  pressKey,
  replaceClipboard,
  waitForOutcome,
  submit,
  getText,
  fillIn,
  type CreatorFixture,
} from '../support/creator-fixture.js';

/** Functions that bring a form into each state, by the name of the state. */
export const STATES: Record<string, (rendered: CreatorFixture) => Promise<unknown>> = {
  editing: async () => {},
  'with chips': async ({creator}) => {
    fillIn(creator, {tags: 'a,b,', roomModeratorUserIds: 'ann,'});
  },
  'with search results': async ({creator}) => {
    await search(creator, () => Promise.resolve([{id: 'ann', name: 'Ann'}, {id: 'bob'}]));
    pressKey(creator, 'roomModeratorUserIds', 'ArrowDown');
  },
  'without search results': ({creator}) => search(creator, () => Promise.resolve([])),
  searching: ({creator}) => search(creator, () => new Promise(() => {})),
  'with a failed search': async ({creator}) => {
    await search(creator, () => Promise.reject(new Error()));
    await waitUntil(() => !getText(creator, 'options').endsWith('…'));
  },
  'with template images': async ({creator}) => {
    creator.templates = [
      {id: '1_classic0', name: 'Classic', image: `${location.origin}/none.png`},
      {id: '1_webinar0', name: 'Webinar'},
    ];
  },
  'loading templates': async ({creator}) => {
    creator.templates = () => new Promise(() => {});
  },
  'with templates that failed to load': async ({creator}) => {
    creator.templates = () => Promise.reject(new Error());
    await waitUntil(() => getPart(creator, 'notice')?.querySelector('button'));
  },
  'with read-only fields': async ({creator}) => {
    creator.readonlyFields =
      'name description tags templateRoomEntryId roomModeratorUserIds chatModeratorUserIds';
    creator.defaults = {name: 'Room', tags: 'a', roomModeratorUserIds: ['ann']};
  },
  disabled: async ({creator}) => {
    creator.disabled = true;
  },
  'with invalid fields': async ({creator}) => {
    fillIn(creator, {name: ' ', roomModeratorUserIds: 'a:b,'});
    submit(creator);
    await waitForOutcome(creator);
  },
  creating: async ({creator, fetchMock}) => {
    fillIn(creator, {name: 'Room', tags: 'a,'});
    submit(creator);
    await fetchMock.next();
  },
  failed: async ({creator, fetchMock}) => {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const failed = nextEvent(creator, 'kaltura-room-create-error');
    (await fetchMock.next()).answerJson(
      {success: false, errorCode: 'internalError'},
      {status: 500},
    );
    await failed;
  },
  'with a field that the server refused': async ({creator, fetchMock}) => {
    fillIn(creator, {name: 'Room', roomModeratorUserIds: 'ann,bob,'});
    submit(creator);
    const failed = nextEvent(creator, 'kaltura-room-create-error');
    const error = 'body.roomModeratorUserIds.1: no';
    const refusal = {success: false, errorCode: 'invalidRequest', error};
    (await fetchMock.next()).answerJson(refusal, {status: 400});
    await failed;
  },
  'with an invalid attribute': async ({creator}) => {
    creator.setAttribute('hidden-fields', 'invalid');
  },
  retrying: async ({creator, fetchMock}) => {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await fetchMock.next()).fail();
    await fetchMock.next();
  },
  'with an unknown outcome': async ({creator, fetchMock}) => {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    await fetchMock.next();
    creator.parentElement!.append(creator);
  },
  required: async ({creator}) => {
    creator.required = true;
    fillIn(creator, {name: 'Room'});
    creator.reportValidity();
  },
  created: rendered => createRoom(rendered),
  'created, with a link': rendered => createSharedRoom(rendered),
  'created, with the link copied': async rendered => {
    await createSharedRoom(rendered);
    await copyLink(rendered.creator, () => Promise.resolve());
  },
  'created, with the link not copied': async rendered => {
    await createSharedRoom(rendered);
    await copyLink(rendered.creator, () => Promise.reject(new Error()));
  },
};

async function search(
  creator: CreatorFixture['creator'],
  searchUsers: CreatorFixture['creator']['searchUsers'],
) {
  creator.searchUsers = searchUsers!;
  await creator.updateComplete;
  getControl(creator, 'roomModeratorUserIds').focus();
  await waitUntil(() => getPart(creator, 'options'));
  fillIn(creator, {roomModeratorUserIds: 'a'});
  await waitUntil(() => creator.shadowRoot!.querySelector('[part~=options]:not([hidden])'));
}

async function createRoom({creator, fetchMock}: CreatorFixture) {
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const created = nextEvent(creator, 'kaltura-room-created');
  (await fetchMock.next()).answerJson({success: true, data: {id: NEW_ROOM}});
  await created;
}

async function createSharedRoom(rendered: CreatorFixture): Promise<void> {
  Object.assign(rendered.creator, {shareUrl: '/join/{id}', allowAnother: true});
  await createRoom(rendered);
}

async function copyLink(
  creator: CreatorFixture['creator'],
  writeText: () => Promise<void>,
): Promise<void> {
  const restoreClipboard = replaceClipboard(writeText);
  await creator.updateComplete;
  getPart(creator, 'copy')!.click();
  await nextTask();
  restoreClipboard();
}
