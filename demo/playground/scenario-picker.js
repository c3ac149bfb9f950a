// @ts-check
import {createElement, getById, renderText} from './dom.js';
import {CREATING_GROUP, SCENARIOS, findScenario} from './scenarios.js';

const NO_SCENARIO = 'none';

/**
 * Creates the choice of a scenario.
 * @param {HTMLElement} container
 * @param {object} options
 * @param {(id: string | null) => Promise<boolean>} options.applyScenario resolves to false on failure
 * @param {HTMLElement} options.hint explains how to see the scenario
 * @param {boolean} options.isStatic whether the page has no server, and can only simulate error codes
 * @param {string | null} options.current ID of the scenario that already applies
 */
export function createScenarioPicker(container, {applyScenario, hint, isStatic, current}) {
  const scenarios = SCENARIOS.filter(
    ({group, errorCode}) => !isStatic || (errorCode && group !== CREATING_GROUP),
  );
  const groups = [...new Set(scenarios.map(({group}) => group))];
  const noScenario = isStatic
    ? createOption(NO_SCENARIO, 'No server', ['No server answers the room.'])
    : createOption(NO_SCENARIO, 'Everything works', ['Rooms open, and the form creates rooms.']);
  const form = createElement(
    'form',
    {class: 'scenarios'},
    noScenario,
    ...groups.map(group =>
      createElement(
        'fieldset',
        {},
        createElement('legend', {}, group),
        ...scenarios
          .filter(scenario => scenario.group === group)
          .map(({id, label, description}) => createOption(id, label, renderText(description))),
      ),
    ),
  );
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('change', () => void choose(getChosenId()));
  container.append(
    createElement(
      'section',
      {class: 'section', 'aria-labelledby': 'scenarios-heading'},
      createElement('h3', {id: 'scenarios-heading'}, 'Let something fail'),
      createElement('p', {}, 'See what a guest reads when something does not work.'),
      form,
    ),
  );
  const radios = () => /** @type {RadioNodeList} */ (form.elements.namedItem('scenario'));
  const getChosenId = () => findScenario(radios().value)?.id ?? null;
  show(current);

  async function choose(/** @type {string | null} */ id) {
    radios().value = id ?? NO_SCENARIO;
    const isApplied = await applyScenario(id);
    // The visitor may have chosen another scenario in the meantime.
    if (id !== getChosenId()) return;
    if (isApplied) show(id);
    else show(null, 'The server of this page does not answer. Check that it still runs.');
  }

  function show(/** @type {string | null} */ id, error = '') {
    radios().value = id ?? NO_SCENARIO;
    const scenario = findScenario(id);
    if (!scenario) {
      hint.replaceChildren(...(error ? [createElement('p', {}, error)] : []));
      return;
    }
    const instruction =
      scenario.group === CREATING_GROUP
        ? 'To see it, create a room.'
        : 'To see it, join the room or press Reload.';
    const backButton = createElement('button', {type: 'button', class: 'quiet'}, 'Back to normal');
    backButton.addEventListener('click', () => {
      getById('reload').focus();
      void choose(null);
    });
    hint.replaceChildren(
      createElement('p', {}, createElement('b', {}, scenario.label), `. ${instruction}`),
      backButton,
    );
  }
  return {choose, clear: () => choose(null)};
}

/**
 * @param {string} id
 * @param {string} label
 * @param {(Node | string)[]} description
 */
function createOption(id, label, description) {
  const inputId = `scenario-${id}`;
  const descriptionId = `${inputId}-description`;
  return createElement(
    'div',
    {class: 'scenario'},
    createElement('input', {
      type: 'radio',
      name: 'scenario',
      value: id,
      id: inputId,
      'aria-describedby': descriptionId,
    }),
    createElement('label', {for: inputId}, label),
    createElement('p', {id: descriptionId}, ...description),
  );
}
