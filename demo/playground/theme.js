// @ts-check
import {computeContrast} from './contrast.js';
import {createElement} from './dom.js';

const ACCENT = '--kaltura-room-accent';
const ON_ACCENT = '--kaltura-room-on-accent';
const RADIUS = '--kaltura-room-radius';
const DEFAULT_RADIUS_REM = '0.75';

/** Colours of the elements without a theme, in the light scheme. */
/** @type {Record<string, string>} */
const DEFAULT_COLOURS = {
  [ACCENT]: '#184dad',
  [ON_ACCENT]: '#ffffff',
  '--kaltura-room-background': '#f2f2f2',
  '--kaltura-room-color': '#000000',
  '--kaltura-room-danger': '#b3261e',
};

/** @type {{label: string, values: Record<string, string>}[]} */
const PRESETS = [
  {label: 'Default', values: {}},
  {label: 'Plum', values: {[ACCENT]: '#7a1fa2', [ON_ACCENT]: '#ffffff', [RADIUS]: '1.25rem'}},
  {label: 'Forest', values: {[ACCENT]: '#1e6b45', [ON_ACCENT]: '#ffffff', [RADIUS]: '0.5rem'}},
  {label: 'Amber', values: {[ACCENT]: '#f5a524', [ON_ACCENT]: '#231a05', [RADIUS]: '0rem'}},
  {label: 'Rose', values: {[ACCENT]: '#be1250', [ON_ACCENT]: '#ffffff', [RADIUS]: '2rem'}},
];

/** Minimum contrast of text (https://www.w3.org/TR/WCAG22/#contrast-minimum). */
const MIN_CONTRAST = 4.5;

/**
 * Creates a control for each custom property.
 * @param {HTMLElement} container
 * @param {{name: string, description: string}[]} properties
 * @param {() => void} onChange
 */
export function createThemeEditor(container, properties, onChange) {
  /** @type {Map<string, string>} */
  const theme = new Map();
  const contrastNote = createElement('p', {class: 'contrast'});
  const controls = properties.map(({name, description}) => {
    const isLength = name === RADIUS;
    const defaultValue = isLength ? DEFAULT_RADIUS_REM : (DEFAULT_COLOURS[name] ?? '#000000');
    const input = createElement('input', {
      id: name,
      'aria-describedby': `note${name}`,
      ...(isLength ? {type: 'range', min: '0', max: '2', step: '0.125'} : {type: 'color'}),
    });
    const output = createElement('output', {for: name});
    const resetButton = createElement(
      'button',
      {type: 'button', class: 'quiet', 'aria-label': `Reset ${name}`},
      '×',
    );
    input.addEventListener('input', () => {
      theme.set(name, isLength ? `${input.value}rem` : input.value);
      update();
    });
    resetButton.addEventListener('click', () => {
      theme.delete(name);
      input.focus();
      update();
    });
    const row = createElement(
      'div',
      {class: 'property'},
      createElement('label', {for: name}, description.replace(/\.$/, '')),
      createElement('code', {id: `note${name}`}, name),
      createElement('span', {class: 'value'}, input, output, resetButton),
    );
    const updateControl = () => {
      const value = theme.get(name);
      input.value = value?.replace('rem', '') ?? defaultValue;
      output.textContent = value ?? 'default';
      resetButton.classList.toggle('unset', value === undefined);
    };
    return {row, updateControl};
  });

  const applyPreset = (/** @type {Record<string, string>} */ values) => {
    theme.clear();
    for (const [name, value] of Object.entries(values)) theme.set(name, value);
    update();
  };
  const presetButtons = PRESETS.map(({label, values}) => {
    const dot = createElement('span', {class: 'dot', 'aria-hidden': 'true'});
    dot.style.setProperty('background', values[ACCENT] ?? DEFAULT_COLOURS[ACCENT] ?? '');
    const button = createElement('button', {type: 'button'}, dot, label);
    button.addEventListener('click', () => applyPreset(values));
    return button;
  });

  function update() {
    for (const {updateControl} of controls) updateControl();
    const getColour = (/** @type {string} */ name) =>
      theme.get(name) ?? DEFAULT_COLOURS[name] ?? '';
    const contrast = computeContrast(getColour(ACCENT), getColour(ON_ACCENT));
    const isReadable = contrast >= MIN_CONTRAST;
    contrastNote.className = `contrast ${isReadable ? 'good' : 'bad'}`;
    contrastNote.textContent = `Contrast of text on the accent colour: ${contrast.toFixed(1)} : 1, ${
      isReadable ? 'easy to read' : `hard to read (WCAG requires ${MIN_CONTRAST})`
    }.`;
    onChange();
  }

  container.append(
    createElement(
      'div',
      {class: 'presets', role: 'group', 'aria-label': 'Themes'},
      ...presetButtons,
    ),
    ...controls.map(({row}) => row),
    contrastNote,
  );
  return {theme, reset: () => applyPreset({}), update};
}
