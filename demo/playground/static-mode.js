// @ts-check
import {createElement} from './dom.js';
import {findScenario} from './scenarios.js';

/**
 * Prepares the page for a static site without a host backend. It explains that no room can open, and
 * simulates the error codes of the scenarios in the page.
 * @param {HTMLElementTagNameMap['kaltura-room']} room
 * @param {HTMLElementTagNameMap['kaltura-room-creator']} creator
 * @param {HTMLElement} note explains that there is no server
 * @param {HTMLElement} hint shows the result of the form
 * @returns {(id: string | null) => Promise<boolean>} applies another scenario
 */
export function enableStaticMode(room, creator, note, hint) {
  const applyScenario = async (/** @type {string | null} */ id) => {
    const {errorCode = 'endpoint-not-found', tokenFault} = findScenario(id) ?? {};
    room.fetchLaunch = async (_request, signal) => {
      if (tokenFault === 'never')
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      // The element recognizes a RoomError by its name, so this page does not import the class.
      throw Object.assign(new Error('This playground has no server'), {
        name: 'RoomError',
        code: errorCode,
      });
    };
    return true;
  };
  creator.addEventListener('kaltura-room-create', event => {
    event.preventDefault();
    hint.replaceChildren(
      createElement('p', {}, 'This page has no server, so the form was not sent.'),
    );
  });
  note.hidden = false;
  void applyScenario(null);
  return applyScenario;
}
