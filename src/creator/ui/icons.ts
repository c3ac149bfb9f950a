import {html} from 'lit';

/* Icons in the color and the size of the text. */

export const chevronIcon = html`<svg viewBox="0 0 16 16" aria-hidden="true">
  <path d="m4 6 4 4 4-4" />
</svg>`;

export const errorIcon = html`<svg viewBox="0 0 16 16" aria-hidden="true">
  <circle cx="8" cy="8" r="7" />
  <path d="M8 4.5v4m0 2.75v.25" />
</svg>`;

export const checkIcon = html`<svg part="icon" viewBox="0 0 16 16" aria-hidden="true">
  <path d="m4 8.5 2.75 2.75L12 5.5" />
</svg>`;
