// @ts-check
import {make} from './dom.js';

/*
 * A control for each state of both elements, which leads there: by what the server does, and what a
 * person would.
 */

/**
 * @typedef {HTMLElementTagNameMap['kaltura-room']} Room
 * @typedef {HTMLElementTagNameMap['kaltura-room-creator']} Creator
 * @typedef {{scenario: string | null, act: (room: Room, creator: Creator) => void, needsServer?: boolean}} Way
 */

/** Fills in the form and sends it, as a person does who has seen it before. */
const create = (/** @type {Room} */ _room, /** @type {Creator} */ creator) => {
  creator.formResetCallback();
  creator.defaults = {name: `Stand-up at ${new Date().toLocaleTimeString()}`};
  void creator.updateComplete.then(() =>
    creator.shadowRoot?.querySelector('form')?.requestSubmit(),
  );
};
const reload = (/** @type {Room} */ room) => room.reload();

/** @type {Record<string, Record<string, Way>>} */
const WAYS = {
  'kaltura-room': {
    idle: {scenario: null, act: room => room.leave()},
    loading: {scenario: 'server-silent', act: reload},
    joining: {scenario: 'kaf-never', act: reload, needsServer: true},
    ready: {scenario: null, act: reload, needsServer: true},
    failed: {scenario: 'no-access', act: reload},
  },
  'kaltura-room-creator': {
    editing: {scenario: null, act: (_, creator) => creator.formResetCallback()},
    creating: {scenario: 'create-never', act: create, needsServer: true},
    created: {scenario: null, act: create, needsServer: true},
    failed: {scenario: 'rooms-off', act: create, needsServer: true},
  },
};

/**
 * @param {Room} room
 * @param {Creator} creator
 * @param {import('./manifest.js').Declaration[]} declarations of both
 * @param {(scenario: string | null) => Promise<void>} choose
 * @param {boolean} isStatic whether the page has no server
 */
export function stateControls(room, creator, declarations, choose, isStatic) {
  const groups = declarations.map(({tagName, cssStates}) =>
    make(
      'div',
      {class: 'states', role: 'group', 'aria-label': `States of ${tagName}`},
      make('code', {}, tagName),
      ...cssStates.map(({name, description}) => {
        const way = WAYS[tagName]?.[name];
        const button = make(
          'button',
          {
            ...{type: 'button', class: 'quiet', title: description},
            disabled: !way || (isStatic && way.needsServer),
          },
          name,
        );
        button.addEventListener('click', async () => {
          if (!way) return;
          await choose(way.scenario);
          way.act(room, creator);
        });
        return button;
      }),
    ),
  );
  return make(
    'div',
    {class: 'all-states'},
    ...groups,
    ...(isStatic ? [make('p', {}, 'What is grey needs a server, which this copy has not.')] : []),
  );
}
