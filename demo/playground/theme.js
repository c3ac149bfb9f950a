// @ts-check
import {computeContrast} from './contrast.js';
import {createElement} from './dom.js';
import {THEMES, replaceValue, resolveValue} from './themes.js';

const ACCENT = '--kaltura-room-accent';
const ON_ACCENT = '--kaltura-room-on-accent';
const BACKGROUND = '--kaltura-room-background';
const TEXT = '--kaltura-room-color';

/**
 * @typedef {object} Property
 * @property {string} name
 * @property {string} label
 * @property {string} initial value without a theme
 * @property {{min: string, max: string, step: string}} [range] limits of a length, in rem
 */

/** @type {readonly Property[]} */
const PROPERTIES = [
  {name: ACCENT, label: 'Accent', initial: 'light-dark(#184dad, #366acb)'},
  {name: ON_ACCENT, label: 'Text on the accent', initial: '#ffffff'},
  {name: BACKGROUND, label: 'Background', initial: 'light-dark(#f3f5f9, #121924)'},
  {name: TEXT, label: 'Text', initial: 'light-dark(#141a24, #e6ebf4)'},
  {
    name: '--kaltura-room-radius',
    label: 'Corner radius',
    initial: '0.75rem',
    range: {min: '0', max: '2', step: '0.125'},
  },
  {
    name: '--kaltura-room-font-size',
    label: 'Font size',
    initial: '1rem',
    range: {min: '0.75', max: '1.5', step: '0.0625'},
  },
  {
    name: '--kaltura-room-spacing',
    label: 'Spacing',
    initial: '0.75rem',
    range: {min: '0.25', max: '1.5', step: '0.125'},
  },
];
const CONTROLLED = new Set(PROPERTIES.map(({name}) => name));

/** Minimum contrast of text (https://www.w3.org/TR/WCAG22/#contrast-minimum). */
const MIN_CONTRAST = 4.5;

/**
 * Creates the example themes, and a control for each of the main custom properties.
 * @param {HTMLElement} container
 * @param {() => boolean} isDark whether the page has the dark scheme
 * @param {() => void} onChange
 */
export function createThemeEditor(container, isDark, onChange) {
  /** @type {Map<string, string>} */
  const theme = new Map();
  const controls = PROPERTIES.map(property => createControl(property, theme, isDark, update));
  const contrasts = createElement('div', {class: 'contrasts'});
  const others = createElement('p', {class: 'also'});

  const applyTheme = (/** @type {Record<string, string>} */ values) => {
    theme.clear();
    for (const [name, value] of Object.entries(values)) theme.set(name, value);
    update();
  };
  const buttons = THEMES.map(({label, values}) => {
    const dot = createElement('span', {class: 'dot', 'aria-hidden': 'true'});
    const button = createElement('button', {type: 'button'}, dot, label);
    button.addEventListener('click', () => applyTheme(values));
    return {
      button,
      updateButton: () => {
        dot.style.setProperty('background', getColour(new Map(Object.entries(values)), ACCENT));
        button.setAttribute('aria-pressed', String(isEqual(values, theme)));
      },
    };
  });

  /** Returns a colour of a theme in the present scheme. */
  function getColour(/** @type {Map<string, string>} */ values, /** @type {string} */ name) {
    const initial = PROPERTIES.find(property => property.name === name)?.initial ?? '';
    return resolveValue(values.get(name) ?? initial, isDark());
  }

  function update() {
    for (const {updateControl} of controls) updateControl();
    for (const {updateButton} of buttons) updateButton();
    const otherNames = [...theme.keys()].filter(name => !CONTROLLED.has(name));
    others.replaceChildren(
      ...(otherNames.length ? ['This theme also sets '] : []),
      ...otherNames.flatMap((name, index) => [
        ...(index ? [', '] : []),
        createElement('code', {}, name),
      ]),
      ...(otherNames.length ? ['.'] : []),
    );
    contrasts.replaceChildren(
      createContrastNote(
        'Text on the accent',
        getColour(theme, ON_ACCENT),
        getColour(theme, ACCENT),
      ),
      createContrastNote(
        'Text on the background',
        getColour(theme, TEXT),
        getColour(theme, BACKGROUND),
      ),
    );
    onChange();
  }

  container.append(
    createElement(
      'div',
      {class: 'section'},
      createElement('h3', {}, 'Example themes'),
      createElement('p', {}, 'Each has colours for light and dark pages.'),
      createElement(
        'div',
        {class: 'presets', role: 'group', 'aria-label': 'Example themes'},
        ...buttons.map(({button}) => button),
      ),
      others,
    ),
    ...controls.map(({row}) => row),
    contrasts,
  );
  return {theme, reset: () => applyTheme({}), update};
}

/**
 * Creates the control of a custom property.
 * @param {Property} property
 * @param {Map<string, string>} theme
 * @param {() => boolean} isDark
 * @param {() => void} onInput
 */
function createControl({name, label, initial, range}, theme, isDark, onInput) {
  const input = createElement('input', {
    id: name,
    'aria-describedby': `note${name}`,
    ...(range ? {type: 'range', ...range} : {type: 'color'}),
  });
  const output = createElement('output', {for: name});
  const resetButton = createElement(
    'button',
    {type: 'button', class: 'quiet', 'aria-label': `Reset ${name}`},
    '×',
  );
  input.addEventListener('input', () => {
    const value = range ? `${input.value}rem` : input.value;
    theme.set(name, replaceValue(theme.get(name), value, isDark()));
    onInput();
  });
  resetButton.addEventListener('click', () => {
    theme.delete(name);
    input.focus();
    onInput();
  });
  const row = createElement(
    'div',
    {class: 'property'},
    createElement('label', {for: name}, label),
    createElement('code', {id: `note${name}`}, name),
    createElement('span', {class: 'value'}, input, output, resetButton),
  );
  const updateControl = () => {
    const isSet = theme.has(name);
    const value = resolveValue(theme.get(name) ?? initial, isDark());
    input.value = value.replace('rem', '');
    output.textContent = isSet ? value : 'default';
    resetButton.classList.toggle('unset', !isSet);
  };
  return {row, updateControl};
}

/** @type {(label: string, colour: string, background: string) => HTMLElement} */
function createContrastNote(label, colour, background) {
  const contrast = computeContrast(colour, background);
  const isReadable = contrast >= MIN_CONTRAST;
  const verdict = isReadable ? 'easy to read' : `hard to read: WCAG requires ${MIN_CONTRAST} : 1`;
  return createElement(
    'p',
    {class: `contrast ${isReadable ? 'good' : 'bad'}`},
    `${label}: contrast ${contrast.toFixed(1)} : 1, ${verdict}.`,
  );
}

const isEqual = (
  /** @type {Record<string, string>} */ values,
  /** @type {Map<string, string>} */ theme,
) =>
  Object.keys(values).length === theme.size &&
  Object.entries(values).every(([name, value]) => theme.get(name) === value);
