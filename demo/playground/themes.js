// @ts-check

/*
 * Example themes. Each value with two colours works in both colour schemes: `light-dark(light, dark)`.
 */

/**
 * @typedef {object} Theme
 * @property {string} label
 * @property {Record<string, string>} values custom properties
 */

/** @type {readonly Theme[]} */
export const THEMES = [
  {label: 'Default', values: {}},
  {
    label: 'Plain',
    values: {
      '--kaltura-room-accent': 'light-dark(#2b3442, #e3e8f0)',
      '--kaltura-room-on-accent': 'light-dark(#ffffff, #161c26)',
      '--kaltura-room-background': 'light-dark(#ffffff, #161c26)',
      '--kaltura-room-color': 'light-dark(#1b222d, #e3e8f0)',
      '--kaltura-room-muted-color': 'light-dark(#515d6d, #a9b4c3)',
      '--kaltura-room-border-color': 'light-dark(#7d8896, #7d8896)',
      '--kaltura-room-radius': '0rem',
      '--kaltura-room-control-radius': '0.125rem',
    },
  },
  {
    label: 'Colourful',
    values: {
      '--kaltura-room-accent': 'light-dark(#7a1fa2, #dca8f5)',
      '--kaltura-room-on-accent': 'light-dark(#ffffff, #2f0a40)',
      '--kaltura-room-background': 'light-dark(#f8ecfc, #2a1a35)',
      '--kaltura-room-color': 'light-dark(#3a1049, #f4e5fa)',
      '--kaltura-room-muted-color': 'light-dark(#6a4778, #cbb0d8)',
      '--kaltura-room-border-color': 'light-dark(#a266bd, #a97dbf)',
      '--kaltura-room-radius': '1.75rem',
      '--kaltura-room-control-radius': '1.375rem',
      '--kaltura-room-spacing': '1rem',
      '--kaltura-room-font-family': 'ui-rounded, system-ui, sans-serif',
    },
  },
  {
    label: 'High contrast',
    values: {
      '--kaltura-room-accent': 'light-dark(#00009c, #ffe000)',
      '--kaltura-room-on-accent': 'light-dark(#ffffff, #000000)',
      '--kaltura-room-background': 'light-dark(#ffffff, #000000)',
      '--kaltura-room-color': 'light-dark(#000000, #ffffff)',
      '--kaltura-room-muted-color': 'light-dark(#000000, #ffffff)',
      '--kaltura-room-danger': 'light-dark(#8c0000, #ffaba3)',
      '--kaltura-room-border-color': 'light-dark(#000000, #ffffff)',
      '--kaltura-room-border-width': '2px',
      '--kaltura-room-focus-width': '4px',
      '--kaltura-room-focus-color': 'light-dark(#00009c, #ffe000)',
      '--kaltura-room-radius': '0.25rem',
      '--kaltura-room-control-radius': '0.25rem',
      '--kaltura-room-font-size': '1.125rem',
    },
  },
];

const PAIR = /^light-dark\(([^,]+), ([^)]+)\)$/;

/** Returns the part of a value that applies in a colour scheme. */
export function resolveValue(/** @type {string} */ value, /** @type {boolean} */ isDark) {
  const [, light, dark] = PAIR.exec(value) ?? [];
  return (isDark ? dark : light) ?? value;
}

/**
 * Replaces a value in one colour scheme. A value with a single colour changes in both.
 * @param {string | undefined} value
 * @param {string} part
 * @param {boolean} isDark
 */
export function replaceValue(value, part, isDark) {
  const [, light, dark] = PAIR.exec(value ?? '') ?? [];
  if (!light || !dark) return part;
  return isDark ? `light-dark(${light}, ${part})` : `light-dark(${part}, ${dark})`;
}
