// @ts-check
import {getById, required} from './dom.js';

/*
 * Shows who is signed in, and signs in as another person. It is a separate script, so that it does
 * not wait for the rest of the playground.
 */

const room = required(document.querySelector('kaltura-room'), '<kaltura-room>');
const form = /** @type {HTMLFormElement} */ (getById('person'));
const choices = /** @type {RadioNodeList} */ (form.elements.namedItem('person'));

form.addEventListener('change', async () => {
  const person = choices.value;
  await fetch('/api/sign-in', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({person}),
  });
  requestRoles(person);
  if (room.state !== 'idle') room.reload();
});

async function loadSignedInUser() {
  const {person, kafUrl} = await (await fetch('/api/me')).json();
  room.setAttribute('kaf-url', kafUrl);
  // The visitor may have chosen a person before the response arrived.
  if (choices.value) return;
  choices.value = person;
  requestRoles(person);
}

/** Requests the roles that a person probably has. The host backend decides. */
function requestRoles(/** @type {string} */ person) {
  for (const role of ['room-moderator', 'chat-moderator'])
    room.toggleAttribute(role, person === 'moderator');
}

/** Resolves when the signed-in person is shown, or at once if the page has no server. */
export const signedInUserLoaded =
  document.documentElement.dataset['backend'] === 'none' ? Promise.resolve() : loadSignedInUser();
