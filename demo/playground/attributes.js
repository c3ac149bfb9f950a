// @ts-check
import {createElement, renderText} from './dom.js';
import {parseControlType} from './manifest.js';

/** Placeholders of text fields, by attribute. */
/** @type {Record<string, string>} */
const PLACEHOLDERS = {
  'room-id': '1_abcd1234',
  'kaf-url': 'https://12345.kaf.kaltura.com',
  headers: '{"X-CSRF-Token": "some-token"}',
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
 * Creates a control for each attribute of an element. A choice applies at once, and text applies on
 * Enter or on blur. The controls also follow changes that other code makes to the attributes.
 * @param {Element} element
 * @param {import('./manifest.js').Declaration} declaration
 */
export function createAttributeControls(element, {tagName, attributes}) {
  const controls = attributes.map(attribute => {
    const id = `${tagName}--${attribute.name}`;
    const {control, update, error} = createControl(id, element, attribute);
    const {kind} = parseControlType(attribute.type.text);
    const row = createElement(
      'div',
      {class: `attribute ${kind}`},
      createElement('label', {for: id}, attribute.name),
      control,
      ...(error ? [error] : []),
      createElement(
        'p',
        {id: `${id}-note`},
        ...renderText(attribute.description.replaceAll('\n', ' ')),
      ),
    );
    return {name: attribute.name, row, update};
  });
  for (const {update} of controls) update();
  new MutationObserver(records => {
    for (const {name, update} of controls)
      if (records.some(({attributeName}) => attributeName === name)) update();
  }).observe(element, {attributes: true});
  return createElement('div', {class: 'attributes'}, ...controls.map(({row}) => row));
}

/**
 * Creates the control for an attribute.
 * @param {string} id
 * @param {Element} element
 * @param {import('./manifest.js').Attribute} attribute
 * @returns {{control: HTMLElement, update: () => void, error?: HTMLElement}} `update` copies the
 *   attribute to the control
 */
function createControl(id, element, {name, type}) {
  const {kind, choices} = parseControlType(type.text);
  const common = {id, 'aria-describedby': `${id}-note`};
  const set = (/** @type {string} */ value) =>
    value === '' ? element.removeAttribute(name) : element.setAttribute(name, value);

  if (kind === 'boolean') {
    const control = createElement('input', {...common, type: 'checkbox', role: 'switch'});
    control.addEventListener('change', () => element.toggleAttribute(name, control.checked));
    return {control, update: () => void (control.checked = element.hasAttribute(name))};
  }
  if (kind === 'choice') {
    const control = createElement(
      'select',
      common,
      createElement('option', {value: ''}, 'not set'),
      ...choices.map(choice => createElement('option', {value: choice}, choice)),
    );
    control.addEventListener('change', () => set(control.value));
    return {control, update: () => void (control.value = element.getAttribute(name) ?? '')};
  }

  const field = {
    ...common,
    placeholder: PLACEHOLDERS[name] ?? '',
    autocomplete: 'off',
    spellcheck: 'false',
  };
  const updateText = (/** @type {HTMLInputElement | HTMLTextAreaElement} */ control) => () => {
    const value = element.getAttribute(name) ?? '';
    if (control.value !== value) control.value = value;
  };
  if (kind !== 'json') {
    const inputType = kind === 'number' ? 'number' : 'text';
    const control = createElement('input', {
      ...field,
      type: inputType,
      ...(kind === 'number' && {step: 'any'}),
    });
    control.addEventListener('change', () => set(control.value));
    return {control, update: updateText(control)};
  }
  const errorId = `${id}-error`;
  const control = createElement('textarea', {...field, rows: '2', 'aria-errormessage': errorId});
  const error = createElement(
    'p',
    {id: errorId, class: 'error', hidden: true},
    'This is not valid JSON.',
  );
  control.addEventListener('change', () => {
    const isValid = control.value.trim() === '' || isJson(control.value);
    if (isValid) control.removeAttribute('aria-invalid');
    else control.setAttribute('aria-invalid', 'true');
    error.hidden = isValid;
    if (isValid) set(control.value.trim());
  });
  return {control, update: updateText(control), error};
}

function isJson(/** @type {string} */ text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
