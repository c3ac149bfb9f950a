// @ts-check
import {make} from './dom.js';
import {scenarioOf} from './scenarios.js';

/*
 * The page as a static site: nothing answers a launch, so it says so, and plays the codes of the
 * scenarios by a function of its own.
 */

/**
 * @param {HTMLElementTagNameMap['kaltura-room']} room
 * @param {HTMLElementTagNameMap['kaltura-room-creator']} creator
 * @param {HTMLElement} note says that there is no server
 * @param {HTMLElement} hint says what came of the form
 * @returns {(id: string | null) => Promise<boolean>} plays another scenario
 */
export function withoutServer(room, creator, note, hint) {
  const play = async (/** @type {string | null} */ id) => {
    const {code = 'endpoint-not-found', plays} = scenarioOf(id) ?? {};
    room.fetchLaunch = async (_request, signal) => {
      if (plays === 'never')
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      // Named like the element's own errors, which need not be loaded for it.
      throw Object.assign(new Error('This playground has no server'), {name: 'RoomError', code});
    };
    return true;
  };
  creator.addEventListener('kaltura-room-create', event => {
    event.preventDefault();
    hint.replaceChildren(make('p', {}, 'There is no server here: the form was not sent.'));
  });
  note.hidden = false;
  void play(null);
  return play;
}
