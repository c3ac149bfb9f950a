import {next, turn} from '../room/set-up.js';
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
} from './creator-fixture.js';

/** How a form gets into each state. */
export const STATES: Record<string, (all: CreatorFixture) => Promise<unknown>> = {
  editing: async () => {},
  'with chips': async ({creator}) => {
    fillIn(creator, {tags: 'a,b,', roomModeratorUserIds: 'ann,'});
  },
  'with people found': async ({creator}) => {
    await search(creator, () => Promise.resolve([{id: 'ann', name: 'Ann'}, {id: 'bob'}]));
    pressKey(creator, 'roomModeratorUserIds', 'ArrowDown');
  },
  'with nobody found': ({creator}) => search(creator, () => Promise.resolve([])),
  searching: ({creator}) => search(creator, () => new Promise(() => {})),
  'with a search that fails': async ({creator}) => {
    await search(creator, () => Promise.reject(new Error()));
    while (getText(creator, 'options').endsWith('…')) await turn();
  },
  'with pictures': async ({creator}) => {
    creator.templates = [
      {id: '1_classic0', name: 'Classic', image: `${location.origin}/none.png`},
      {id: '1_webinar0', name: 'Webinar'},
    ];
  },
  'while templates load': async ({creator}) => {
    creator.templates = () => new Promise(() => {});
  },
  'without its templates': async ({creator}) => {
    creator.templates = () => Promise.reject(new Error());
    while (!getPart(creator, 'notice')?.querySelector('button')) await turn();
  },
  'with all locked': async ({creator}) => {
    creator.readonlyFields =
      'name description tags templateRoomEntryId roomModeratorUserIds chatModeratorUserIds';
    creator.defaults = {name: 'Room', tags: 'a', roomModeratorUserIds: ['ann']};
  },
  disabled: async ({creator}) => {
    creator.disabled = true;
  },
  'with faults': async ({creator}) => {
    fillIn(creator, {name: ' ', roomModeratorUserIds: 'a:b,'});
    submit(creator);
    await waitForOutcome(creator);
  },
  creating: async ({creator, held}) => {
    fillIn(creator, {name: 'Room', tags: 'a,'});
    submit(creator);
    await held.next();
  },
  failed: async ({creator, held}) => {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    (await held.next()).answerJson({success: false, errorCode: 'internalError'}, {status: 500});
    await failed;
  },
  'with a field refused': async ({creator, held}) => {
    fillIn(creator, {name: 'Room', roomModeratorUserIds: 'ann,bob,'});
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    const error = 'body.roomModeratorUserIds.1: no';
    const refusal = {success: false, errorCode: 'invalidRequest', error};
    (await held.next()).answerJson(refusal, {status: 400});
    await failed;
  },
  'with a mistake of the page': async ({creator}) => {
    creator.setAttribute('hidden-fields', 'nothing');
  },
  'creating, again': async ({creator, held}) => {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await held.next()).fail();
    await held.next();
  },
  unsure: async ({creator, held}) => {
    fillIn(creator, {name: 'Room'});
    submit(creator);
    await held.next();
    creator.parentElement!.append(creator);
  },
  wanted: async ({creator}) => {
    creator.required = true;
    fillIn(creator, {name: 'Room'});
    creator.reportValidity();
  },
  created: all => created(all),
  'created, with a link': all => shared(all),
  'created, with the link copied': async all => {
    await shared(all);
    await copy(all.creator, () => Promise.resolve());
  },
  'created, with the link not copied': async all => {
    await shared(all);
    await copy(all.creator, () => Promise.reject(new Error()));
  },
};

async function search(
  creator: CreatorFixture['creator'],
  searchUsers: CreatorFixture['creator']['searchUsers'],
) {
  creator.searchUsers = searchUsers!;
  await creator.updateComplete;
  getControl(creator, 'roomModeratorUserIds').focus();
  while (!getPart(creator, 'options')) await turn();
  fillIn(creator, {roomModeratorUserIds: 'a'});
  while (!creator.shadowRoot!.querySelector('[part~=options]:not([hidden])')) await turn();
}

async function created({creator, held}: CreatorFixture) {
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const told = next(creator, 'kaltura-room-created');
  (await held.next()).answerJson({success: true, data: {id: NEW_ROOM}});
  await told;
}

async function shared(all: CreatorFixture): Promise<void> {
  Object.assign(all.creator, {shareUrl: '/join/{id}', allowAnother: true});
  await created(all);
}

async function copy(
  creator: CreatorFixture['creator'],
  writeText: () => Promise<void>,
): Promise<void> {
  const giveBack = replaceClipboard(writeText);
  await creator.updateComplete;
  getPart(creator, 'copy')!.click();
  await turn();
  giveBack();
}
