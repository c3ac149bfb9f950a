import {expect, html} from '@open-wc/testing';
import {next, turn} from '../room/set-up.js';
import {
  NEW_ROOM,
  control,
  partOf,
  press,
  release,
  settled,
  setup,
  submit,
  type,
  type Setup,
} from './set-up.js';

afterEach(() => release());

/** How a form gets into each state. */
const states: Record<string, (all: Setup) => Promise<unknown>> = {
  editing: async () => {},
  'with chips': async ({creator}) => {
    type(creator, {tags: 'a,b,', roomModeratorUserIds: 'ann,'});
  },
  'with people found': async ({creator}) => {
    await search(creator, () => Promise.resolve([{id: 'ann', name: 'Ann'}, {id: 'bob'}]));
    press(creator, 'roomModeratorUserIds', 'ArrowDown');
  },
  'with nobody found': ({creator}) => search(creator, () => Promise.resolve([])),
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
    while (!partOf(creator, 'notice')?.querySelector('button')) await turn();
  },
  'with all locked': async ({creator}) => {
    creator.lock =
      'name description tags templateRoomEntryId roomModeratorUserIds chatModeratorUserIds';
    creator.room = {name: 'Room', tags: 'a', roomModeratorUserIds: ['ann']};
  },
  disabled: async ({creator}) => {
    creator.disabled = true;
  },
  'with faults': async ({creator}) => {
    type(creator, {name: ' ', roomModeratorUserIds: 'a:b,'});
    submit(creator);
    await settled(creator);
  },
  creating: async ({creator, held}) => {
    type(creator, {name: 'Room', tags: 'a,'});
    submit(creator);
    await held.next();
  },
  failed: async ({creator, held}) => {
    type(creator, {name: 'Room'});
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    (await held.next()).answerJson({success: false, errorCode: 'internalError'}, {status: 500});
    await failed;
  },
  created: all => created(all),
  'created, with a link': async all => {
    Object.assign(all.creator, {shareUrl: '/join/{id}', another: true});
    await created(all);
  },
};

async function search(creator: Setup['creator'], searchUsers: Setup['creator']['searchUsers']) {
  creator.searchUsers = searchUsers!;
  await creator.updateComplete;
  control(creator, 'roomModeratorUserIds').focus();
  while (!partOf(creator, 'options')) await turn();
  type(creator, {roomModeratorUserIds: 'a'});
  while (!creator.shadowRoot!.querySelector('[part~=options]:not([hidden])')) await turn();
}

async function created({creator, held}: Setup) {
  type(creator, {name: 'Room'});
  submit(creator);
  const told = next(creator, 'kaltura-room-created');
  (await held.next()).answerJson({success: true, data: {id: NEW_ROOM}});
  await told;
}

for (const scheme of ['light', 'dark'])
  for (const [lang, create] of [
    ['en', 'Create room'],
    ['he', 'יצירת חדר'],
  ] as const)
    describe(`has no accessibility finding in ${scheme} colours, in ${lang}`, () => {
      const {style} = document.documentElement;
      before(() => void Object.assign(style, {colorScheme: scheme, background: 'Canvas'}));
      after(() => void Object.assign(style, {colorScheme: '', background: ''}));

      for (const [state, reach] of Object.entries(states))
        it(state, async () => {
          const all = await setup(
            html`<div lang=${lang}>
              <kaltura-room-creator
                create-url="/rooms"
                templates='[{"id": "1_classic0", "name": "Classic"}]'
              ></kaltura-room-creator>
            </div>`,
          );
          while (partOf(all.creator, 'submit')?.textContent.trim() !== create) await turn();
          await reach(all);
          await all.creator.updateComplete;
          await expect(all.creator).to.be.accessible();
        });
    });

for (const lang of ['en', 'de', 'ar'])
  it(`fits on a small phone, with text of twice the size, in ${lang}`, async () => {
    document.documentElement.style.fontSize = '200%';
    const {creator} = await setup(
      html`<div lang=${lang} style="inline-size: 288px">
        <kaltura-room-creator
          create-url="/rooms"
          share-url="/join/{id}"
          another
        ></kaltura-room-creator>
      </div>`,
    );
    while (!partOf(creator, 'submit')?.textContent.trim()) await turn();
    type(creator, {name: 'x'.repeat(300), tags: `${'long'.repeat(30)},`, description: '  '});
    submit(creator);
    await settled(creator);
    const {left, right} = creator.getBoundingClientRect();
    for (const part of creator.shadowRoot!.querySelectorAll('[part]')) {
      const box = part.getBoundingClientRect();
      expect(box.left, part.outerHTML).to.be.at.least(left);
      expect(box.right, part.outerHTML).to.be.at.most(right);
    }
  });
afterEach(() => void (document.documentElement.style.fontSize = ''));

it('moves nothing when an error comes and goes', async () => {
  const {creator} = await setup();
  // Focus may scroll.
  const top = () =>
    partOf(creator, 'submit')!.getBoundingClientRect().top - creator.getBoundingClientRect().top;
  const before = top();
  submit(creator);
  await settled(creator);
  expect(control(creator, 'name').getAttribute('aria-invalid')).to.equal('true');
  expect(top()).to.equal(before);
});
