// @ts-check
import {found} from './dom.js';

/*
 * Asks who is signed in, and lets one be another: a script of its own, which need not wait for the
 * rest of the playground.
 */

const room = found(document.querySelector('kaltura-room'));
const form = /** @type {HTMLFormElement} */ (found(document.querySelector('#person')));
const person = /** @type {RadioNodeList} */ (form.elements.namedItem('person'));

form.addEventListener('change', async () => {
  const chosen = person.value;
  await fetch('/api/sign-in', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({person: chosen}),
  });
  askFor(chosen);
  if (room.state !== 'idle') room.reload();
});

async function askWho() {
  const me = await (await fetch('/api/me')).json();
  room.setAttribute('kaf-url', me.kafUrl);
  // One may have been quicker.
  if (person.value) return;
  person.value = me.person;
  askFor(me.person);
}

/** A page asks for the roles that its person is likely to have; the backend decides. */
function askFor(/** @type {string} */ chosen) {
  for (const role of ['room-moderator', 'chat-moderator'])
    room.toggleAttribute(role, chosen === 'moderator');
}

/** Fulfilled once it is known; at once where the page has no server. */
export const whoIsKnown =
  document.documentElement.dataset['backend'] === 'none' ? Promise.resolve() : askWho();
