import {css} from 'lit';
import {sharedStyles} from '../../browser/shared-styles.js';
import {fieldStyles} from './field-styles.js';
import {outcomeStyles} from './outcome-styles.js';

/*
 * The line height of the host is not enough: a reset of the page also applies to the host. The spinner
 * covers the text of its button, which keeps the width and the name.
 */
export const styles = css`
  ${sharedStyles}
  :host {
    --field: var(--kaltura-room-field-background, color-mix(in srgb, currentcolor 4%, transparent));
    display: block;
    max-inline-size: 40rem;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  form,
  fieldset,
  details > div,
  [part~='status'],
  [part='created'] div:not([part]) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--spacing);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  form,
  [part='created'] {
    line-height: 1.5;
  }
  h2,
  p,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  h2 {
    font-size: 1em;
  }
  svg {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .visually-hidden,
  #live-region {
    position: absolute;
    inset-block-start: 0;
    clip-path: inset(50%);
  }
  ${fieldStyles}
  summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: fit-content;
    min-block-size: 2.75rem;
    padding-inline-end: 0.5rem;
    border-radius: var(--control-radius);
    font-weight: 600;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  [open] > summary svg {
    rotate: 180deg;
  }
  details > div {
    padding-block-start: 0.25rem;
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--spacing);
  }
  [part~='button'],
  [part~='small-button'] {
    position: relative;
    box-sizing: border-box;
    justify-self: start;
    max-inline-size: 100%;
    line-height: inherit;
    text-align: center;
    text-decoration: none;
  }
  [part~='small-button'] {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.75rem;
    font-size: 0.875em;
  }
  :is(button, summary, a, [role], [part='created']):focus-visible,
  [part~='control']:focus-visible,
  [part='template']:has(:focus-visible),
  [part~='chips']:has(input:focus-visible) {
    outline: var(--focus);
    outline-offset: 1px;
  }
  [part~='chips'] input:focus-visible,
  [part='template'] input:focus-visible {
    outline: none;
  }
  input[readonly],
  [part~='chip']:not(:has(button)),
  textarea[readonly],
  :disabled,
  [aria-disabled='true'] {
    opacity: 0.7;
  }
  :disabled,
  [aria-disabled='true'] {
    cursor: default;
  }
  [aria-busy='true'] [aria-disabled='true'],
  [aria-busy='true'] ~ * [aria-disabled='true'] {
    cursor: progress;
  }
  [part~='submit']:has([part='spinner']) {
    color: transparent;
    opacity: 1;
  }
  [part='spinner'] {
    position: absolute;
    inset: 0;
    inline-size: 1.125em;
    block-size: 1.125em;
    margin: auto;
    box-sizing: border-box;
    border: 2px solid color-mix(in srgb, var(--on-accent) 40%, transparent);
    border-block-start-color: var(--on-accent);
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    [part='spinner'] {
      animation: turn 1s linear infinite;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  ${outcomeStyles}
  @media (forced-colors: active) {
    [part~='active'],
    [part='template']:has(:checked) {
      outline: 2px solid Highlight;
    }
    [part~='chip'] {
      border-color: CanvasText;
    }
    [part~='chip'][part~='invalid'] {
      border-width: 2px;
    }
    [part='icon'] {
      color: CanvasText;
      border: 2px solid;
    }
    [part='spinner'] {
      display: none;
    }
  }
`;
