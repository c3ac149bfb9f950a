// @ts-check
import {createElement} from './dom.js';

/*
 * Buttons that bring the elements into each of their states.
 */

/**
 * @typedef {HTMLElementTagNameMap['kaltura-room']} Room
 * @typedef {HTMLElementTagNameMap['kaltura-room-creator']} Creator
 * @typedef {object} Transition
 * @property {string | null} scenario
 * @property {(room: Room, creator: Creator) => void} act what a visitor would do
 * @property {boolean} [needsServer]
 */

const reload = (/** @type {Room} */ room) => room.reload();
const reset = (/** @type {Room} */ _room, /** @type {Creator} */ creator) =>
  creator.formResetCallback();

/** Fills in the form and submits it. */
const create = (/** @type {Room} */ room, /** @type {Creator} */ creator) => {
  reset(room, creator);
  creator.defaults = {name: `Stand-up at ${new Date().toLocaleTimeString()}`};
  void creator.updateComplete.then(() =>
    creator.shadowRoot?.querySelector('form')?.requestSubmit(),
  );
};

/** @type {Record<string, Record<string, Transition>>} */
const TRANSITIONS = {
  'kaltura-room': {
    idle: {scenario: null, act: room => room.leave()},
    loading: {scenario: 'server-silent', act: reload},
    joining: {scenario: 'kaf-never', act: reload, needsServer: true},
    ready: {scenario: null, act: reload, needsServer: true},
    failed: {scenario: 'no-access', act: reload},
  },
  'kaltura-room-creator': {
    editing: {scenario: null, act: reset},
    creating: {scenario: 'create-never', act: create, needsServer: true},
    created: {scenario: null, act: create, needsServer: true},
    failed: {scenario: 'rooms-off', act: create, needsServer: true},
  },
};

/**
 * Creates a button for each state of both elements.
 * @param {Room} room
 * @param {Creator} creator
 * @param {import('./manifest.js').Declaration[]} declarations
 * @param {(scenario: string | null) => Promise<void>} chooseScenario
 * @param {boolean} isStatic whether the page has no server
 */
export function createStateControls(room, creator, declarations, chooseScenario, isStatic) {
  const groups = declarations.map(({tagName, cssStates}) =>
    createElement(
      'div',
      {class: 'states', role: 'group', 'aria-label': `States of ${tagName}`},
      createElement('code', {}, tagName),
      ...cssStates.map(({name, description}) => {
        const transition = TRANSITIONS[tagName]?.[name];
        const button = createElement(
          'button',
          {
            type: 'button',
            class: 'quiet',
            title: description,
            disabled: !transition || (isStatic && transition.needsServer),
          },
          name,
        );
        button.addEventListener('click', async () => {
          if (!transition) return;
          await chooseScenario(transition.scenario);
          transition.act(room, creator);
        });
        return button;
      }),
    ),
  );
  const note = isStatic ? ' The other states need a server.' : '';
  return createElement(
    'section',
    {class: 'section', 'aria-labelledby': 'states-heading'},
    createElement('h3', {id: 'states-heading'}, 'Show a state'),
    createElement('p', {}, `Choose the state that each element shows.${note}`),
    ...groups,
  );
}
