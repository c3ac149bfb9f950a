import {expect, html} from '@open-wc/testing';
import {ROOM, next, partOf, release, setup, textOf, turn} from './set-up.js';

afterEach(() => release());

/** What a person may read, without the code. */
const read = (room: HTMLElement) => textOf(room).replace(/\s+/g, ' ').trim();

const click = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
></kaltura-room>`;

for (const [lang, join, sentence, dir] of [
  ['de', 'Dem Raum beitreten', 'Sie haben keinen Zugang.', 'ltr'],
  ['fr-CA', 'Rejoindre la salle', 'Vous n’avez pas accès.', 'ltr'],
  ['ES', 'Entrar en la sala', 'No tiene acceso.', 'ltr'],
  ['he', 'כניסה לחדר', 'אין לכם גישה.', 'rtl'],
  ['ar-EG', 'الانضمام إلى الغرفة', 'ليس لديك إذن بالدخول.', 'rtl'],
] as const)
  it(`speaks ${lang}, and says nothing in another language before`, async () => {
    const said = new Set<string>();
    const {room, held} = await setup(html`<div lang=${lang}>${click}</div>`);
    do said.add(read(room));
    while (!partOf(room, 'join') && (await turn(), true));
    expect([...said].join()).not.to.contain('room');
    expect(partOf(room, 'join')?.textContent).to.equal(join);
    expect(partOf(room, 'idle')?.getAttribute('dir')).to.equal(dir);
    const failed = next(room, 'kaltura-room-error');
    partOf(room, 'join')?.click();
    (await held.next()).answer('', {status: 403});
    await failed;
    await room.updateComplete;
    expect(read(room)).to.contain(sentence);
    expect(partOf(room, 'error')?.getAttribute('dir')).to.equal(dir);
    await expect(room).to.be.accessible();
  });

for (const lang of ['sv', 'constructor', '', 'x-klingon'])
  it(`speaks English at once where it knows no ${lang || 'language'}`, async () => {
    const {room} = await setup(html`<div lang=${lang}>${click}</div>`);
    expect(read(room)).to.contain('Join the room');
  });

it('the nearest language counts', async () => {
  const {room} = await setup(html`<div lang="de"><div lang="en">${click}</div></div>`);
  expect(read(room)).to.contain('Join the room');
});

it('opens the room whether or not its words are there yet', async () => {
  const {held} = await setup(
    html`<div lang="de"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
  );
  expect((await held.next()).body).to.deep.equal({roomId: ROOM});
});
