// @ts-check
import {make, prose} from './dom.js';
import {controlOf} from './manifest.js';

/** What may stand in a field, where its name does not say. */
/** @type {Record<string, string>} */
const EXAMPLES = {
  'room-id': '1_abcd1234',
  'kaf-url': 'https://12345.kaf.kaltura.com',
  headers: '{"X-CSRF-Token": "…"}',
  'allow-origins': 'https://meet.example.com',
  allow: 'camera *; microphone *',
  sandbox: 'allow-scripts allow-same-origin',
  label: 'Meeting room',
  timeout: '30',
  'share-url': 'https://www.example.com/join/{id}',
  'hidden-fields': 'description tags',
  'readonly-fields': 'name',
  'required-fields': 'description',
  defaults: '{"name": "Stand-up"}',
};

/**
 * A control for each attribute of an element. What is chosen is set at once, what is typed once one
 * has left the field or pressed Enter; what else sets an attribute is followed.
 * @param {Element} element
 * @param {import('./manifest.js').Declaration} declaration
 */
export function attributeControls(element, {tagName, attributes}) {
  const controls = attributes.map(attribute => {
    const id = `${tagName}--${attribute.name}`;
    const {control, follow, fault} = controlFor(id, element, attribute);
    const {kind} = controlOf(attribute.type.text);
    const row = make(
      'div',
      {class: `attribute ${kind}`},
      make('label', {for: id}, attribute.name),
      control,
      ...(fault ? [fault] : []),
      make('p', {id: `${id}-note`}, ...prose(attribute.description.replaceAll('\n', ' '))),
    );
    return {name: attribute.name, row, follow};
  });
  for (const {follow} of controls) follow();
  new MutationObserver(records => {
    for (const {name, follow} of controls)
      if (records.some(({attributeName}) => attributeName === name)) follow();
  }).observe(element, {attributes: true});
  return make('div', {class: 'attributes'}, ...controls.map(({row}) => row));
}

/**
 * @param {string} id
 * @param {Element} element
 * @param {import('./manifest.js').Attribute} attribute
 * @returns {{control: HTMLElement, follow: () => void, fault?: HTMLElement}}
 */
function controlFor(id, element, {name, type}) {
  const {kind, choices} = controlOf(type.text);
  const common = {id, 'aria-describedby': `${id}-note`};
  const set = (/** @type {string} */ value) =>
    value === '' ? element.removeAttribute(name) : element.setAttribute(name, value);

  if (kind === 'boolean') {
    const control = make('input', {...common, type: 'checkbox', role: 'switch'});
    control.addEventListener('change', () => element.toggleAttribute(name, control.checked));
    return {control, follow: () => void (control.checked = element.hasAttribute(name))};
  }
  if (kind === 'choice') {
    const control = make(
      'select',
      common,
      make('option', {value: ''}, 'not set'),
      ...choices.map(choice => make('option', {value: choice}, choice)),
    );
    control.addEventListener('change', () => set(control.value));
    return {control, follow: () => void (control.value = element.getAttribute(name) ?? '')};
  }

  const field = {
    ...common,
    placeholder: EXAMPLES[name] ?? '',
    autocomplete: 'off',
    spellcheck: 'false',
  };
  const follow = (/** @type {HTMLInputElement | HTMLTextAreaElement} */ control) => () => {
    const value = element.getAttribute(name) ?? '';
    if (control.value !== value) control.value = value;
  };
  if (kind !== 'json') {
    const type = kind === 'number' ? 'number' : 'text';
    const control = make('input', {...field, type, ...(type === 'number' && {step: 'any'})});
    control.addEventListener('change', () => set(control.value));
    return {control, follow: follow(control)};
  }
  const control = make('textarea', {...field, rows: '2', 'aria-errormessage': `${id}-fault`});
  const fault = make(
    'p',
    {id: `${id}-fault`, class: 'fault', hidden: true},
    'This is not JSON yet.',
  );
  control.addEventListener('change', () => {
    const isRight = control.value.trim() === '' || isJson(control.value);
    control.toggleAttribute('aria-invalid', false);
    if (!isRight) control.setAttribute('aria-invalid', 'true');
    fault.hidden = isRight;
    if (isRight) set(control.value.trim());
  });
  return {control, follow: follow(control), fault};
}

function isJson(/** @type {string} */ text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
