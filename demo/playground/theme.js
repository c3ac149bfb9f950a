// @ts-check
import {contrast} from './contrast.js';
import {make} from './dom.js';

/** What an element has where a page sets nothing, in light. */
/** @type {Record<string, string>} */
const DEFAULTS = {
  '--kaltura-room-accent': '#184dad',
  '--kaltura-room-on-accent': '#ffffff',
  '--kaltura-room-background': '#f2f2f2',
  '--kaltura-room-color': '#000000',
  '--kaltura-room-danger': '#b3261e',
};
const ACCENT = '--kaltura-room-accent';
const ON_ACCENT = '--kaltura-room-on-accent';
const RADIUS = '--kaltura-room-radius';

/** @type {[string, Record<string, string>][]} */
const PRESETS = [
  ['Plum', {[ACCENT]: '#7a1fa2', [ON_ACCENT]: '#ffffff', [RADIUS]: '1.25rem'}],
  ['Forest', {[ACCENT]: '#1e6b45', [ON_ACCENT]: '#ffffff', [RADIUS]: '0.5rem'}],
  ['Amber', {[ACCENT]: '#f5a524', [ON_ACCENT]: '#231a05', [RADIUS]: '0rem'}],
  ['Rose', {[ACCENT]: '#be1250', [ON_ACCENT]: '#ffffff', [RADIUS]: '2rem'}],
];

/**
 * A control for each custom property.
 * @param {HTMLElement} place
 * @param {{name: string, description: string}[]} properties
 * @param {() => void} onChange
 */
export function themeEditor(place, properties, onChange) {
  /** @type {Map<string, string>} */
  const theme = new Map();
  const verdict = make('p', {class: 'verdict'});
  const rows = properties.map(({name, description}) => {
    const isLength = name === RADIUS;
    const unset = isLength ? '0.75' : (DEFAULTS[name] ?? '#000000');
    const input = make('input', {
      id: name,
      'aria-describedby': `note${name}`,
      ...(isLength ? {type: 'range', min: '0', max: '2', step: '0.125'} : {type: 'color'}),
    });
    const value = make('output', {for: name});
    const reset = make(
      'button',
      {type: 'button', class: 'quiet', 'aria-label': `Reset ${name}`},
      '×',
    );
    input.addEventListener('input', () => {
      theme.set(name, isLength ? `${input.value}rem` : input.value);
      follow();
    });
    reset.addEventListener('click', () => {
      theme.delete(name);
      input.focus();
      follow();
    });
    const row = make(
      'div',
      {class: 'property'},
      make('label', {for: name}, description.replace(/\.$/, '')),
      make('code', {id: `note${name}`}, name),
      make('span', {class: 'value'}, input, value, reset),
    );
    const show = () => {
      const own = theme.get(name);
      input.value = own?.replace('rem', '') ?? unset;
      value.textContent = own ?? 'default';
      reset.classList.toggle('unset', own === undefined);
    };
    return {row, show};
  });

  const choose = (/** @type {Record<string, string>} */ preset) => {
    theme.clear();
    for (const [name, value] of Object.entries(preset)) theme.set(name, value);
    follow();
  };
  const presets = [/** @type {typeof PRESETS[0]} */ (['Default', {}]), ...PRESETS].map(
    ([label, preset]) => {
      const dot = make('span', {class: 'dot', 'aria-hidden': 'true'});
      dot.style.setProperty('background', preset[ACCENT] ?? DEFAULTS[ACCENT] ?? '');
      const button = make('button', {type: 'button'}, dot, label);
      button.addEventListener('click', () => choose(preset));
      return button;
    },
  );

  function follow() {
    for (const {show} of rows) show();
    const of = (/** @type {string} */ name) => theme.get(name) ?? DEFAULTS[name] ?? '';
    const ratio = contrast(of(ACCENT), of(ON_ACCENT));
    verdict.className = `verdict ${ratio < 4.5 ? 'bad' : 'good'}`;
    verdict.textContent = `Text on the accent: ${ratio.toFixed(1)} : 1, ${
      ratio < 4.5 ? 'too little to read well (WCAG asks for 4.5)' : 'easy to read'
    }.`;
    onChange();
  }

  place.append(
    make('div', {class: 'presets', role: 'group', 'aria-label': 'Themes'}, ...presets),
    ...rows.map(({row}) => row),
    verdict,
  );
  return {theme, reset: () => choose({}), follow};
}
