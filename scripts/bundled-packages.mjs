// @ts-check

/** The packages whose code is inside the script-tag files in `dist/cdn`. */
export const BUNDLED_PACKAGES = ['lit-element', 'lit-html', '@lit/reactive-element', 'zod'];
