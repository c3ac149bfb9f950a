// @ts-check
import {make, prose} from './dom.js';
import {SCENARIOS, scenarioOf} from './scenarios.js';

const CREATING = 'Creating a room';
const NONE = 'none';

/**
 * A choice of what goes wrong.
 * @param {HTMLElement} place
 * @param {object} options
 * @param {(id: string | null) => Promise<boolean>} options.play false where it could not be set
 * @param {HTMLElement} options.hint says what to press
 * @param {boolean} options.isStatic whether the page has no server, and plays codes alone
 * @param {string | null} options.current
 */
export function whatIf(place, {play, hint, isStatic, current}) {
  const offered = SCENARIOS.filter(({group, code}) => !isStatic || (code && group !== CREATING));
  const groups = [...new Set(offered.map(({group}) => group))];
  const form = make(
    'form',
    {class: 'scenarios'},
    scenario(NONE, isStatic ? 'No server' : 'All is well', [
      isStatic
        ? 'As it is here: nothing answers a launch.'
        : 'The simulator does what Kaltura does.',
    ]),
    ...groups.map(group =>
      make(
        'fieldset',
        {},
        make('legend', {}, group),
        ...offered
          .filter(one => one.group === group)
          .map(({id, label, says}) => scenario(id, label, prose(says))),
      ),
    ),
  );
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('change', () => void choose(chosen()));
  place.append(form);
  const radios = () => /** @type {RadioNodeList} */ (form.elements.namedItem('scenario'));
  const chosen = () => (scenarioOf(radios().value) ? radios().value : null);
  mark(current);

  async function choose(/** @type {string | null} */ id) {
    radios().value = id ?? NONE;
    const isSet = await play(id);
    // Another may have been chosen since.
    if (id === chosen()) mark(isSet ? id : null, isSet ? '' : 'The demo’s server did not take it.');
  }
  function mark(/** @type {string | null} */ id, trouble = '') {
    radios().value = id ?? NONE;
    const active = scenarioOf(id);
    if (!active) {
      hint.replaceChildren(...(trouble ? [make('p', {}, trouble)] : []));
      return;
    }
    const press =
      active.group === CREATING ? 'Create a room to see it.' : 'Press Reload, or join, to see it.';
    const back = make('button', {type: 'button', class: 'quiet'}, 'Back to normal');
    back.addEventListener('click', () => {
      document.getElementById('reload')?.focus();
      void choose(null);
    });
    hint.replaceChildren(make('p', {}, make('b', {}, active.label), `. ${press}`), back);
  }
  return {choose, clear: () => choose(null)};
}

/**
 * @param {string} id
 * @param {string} label
 * @param {(Node | string)[]} says
 */
function scenario(id, label, says) {
  const name = `scenario-${id}`;
  return make(
    'div',
    {class: 'scenario'},
    make('input', {
      type: 'radio',
      name: 'scenario',
      value: id,
      id: name,
      'aria-describedby': `${name}-says`,
    }),
    make('label', {for: name}, label),
    make('p', {id: `${name}-says`}, ...says),
  );
}
