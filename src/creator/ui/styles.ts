import {css} from 'lit';
import {sharedStyles} from '../../browser/shared-styles.js';
import {fieldStyles} from './field-styles.js';

export const styles = css`
  ${sharedStyles}
  :host {
    --danger: var(--kaltura-room-danger, light-dark(#b3261e, #ff9d94));
    --line: color-mix(in srgb, currentcolor 45%, transparent);
    display: block;
    max-inline-size: 40rem;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  form,
  fieldset,
  [part='created'] div:not([part]) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
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
  [part='heading'] {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 0.75rem;
    min-block-size: 1.5em;
    margin-block-end: 0.25rem;
  }
  label {
    font-weight: 600;
  }
  small {
    font-size: 0.875em;
    font-weight: 400;
    opacity: 0.75;
  }
  [part~='control'] {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: Field;
    color: FieldText;
    font: inherit;
  }
  textarea {
    resize: vertical;
  }
  input[readonly],
  [part~='chip']:not(:has(button)),
  textarea[readonly],
  :disabled,
  [aria-disabled='true'] {
    opacity: 0.7;
  }
  ${fieldStyles}
  :is(input, textarea, select, button, a, [role='alert'], [part='created']):focus-visible,
  [part~='chips']:has(input:focus-visible) {
    outline: 2px solid CanvasText;
    outline-offset: 1px;
  }
  [part~='chips'] input:focus-visible {
    outline: none;
  }
  [part~='hint'],
  [part~='error'] {
    min-block-size: 1.5em;
    margin-block-start: 0.25rem;
    font-size: 0.875em;
  }
  [part~='hint'] {
    opacity: 0.75;
  }
  [part~='error'],
  small[part~='invalid'] {
    color: var(--danger);
    opacity: 1;
  }
  [part~='summary'],
  [part='created'] {
    padding: 0.75rem 1rem;
    border: 1px solid var(--danger);
    border-inline-start-width: 0.375rem;
    border-radius: 0.5rem;
  }
  [part='created'] {
    padding: 1.25rem;
    border-color: var(--accent);
  }
  [part='created'] a {
    color: LinkText;
  }
  [part='reference'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    margin-block-start: 0.25rem;
    font-size: 0.8em;
    opacity: 0.75;
  }
  [part~='error'] [part='reference'] {
    font-size: 1em;
    opacity: 1;
  }
  code {
    font:
      1em monospace,
      monospace;
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
  }
  [part~='button'],
  [part~='small-button'] {
    justify-self: start;
  }
  [part~='small-button'],
  [part~='another'],
  [part~='notice'] {
    border-color: var(--line);
    background: none;
    color: inherit;
  }
  [part~='small-button'] {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.75rem;
    font-size: 0.875em;
    font-weight: 400;
  }
  :disabled,
  [aria-disabled='true'] {
    cursor: default;
  }
  [aria-busy='true'] [aria-disabled='true'],
  [aria-busy='true'] ~ * [aria-disabled='true'] {
    cursor: progress;
  }
  /* Screen readers reach the status before the button; it is displayed below. */
  [part~='status'] {
    order: 1;
    min-block-size: 1.5em;
  }
  [part~='status'] span {
    display: block;
  }
  [aria-busy='true'] ~ [part~='status'],
  #live-region {
    clip-path: inset(50%);
  }
  #live-region {
    position: absolute;
    inset-block-start: 0;
  }
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
  }
`;
