import {css} from 'lit';

export const styles = css`
  :host {
    --accent: var(--kaltura-room-accent, color-mix(in srgb, #1b56c4 88%, CanvasText));
    --on-accent: var(--kaltura-room-on-accent, #fff);
    --danger: var(--kaltura-room-danger, light-dark(#b3261e, #ff9d94));
    --line: color-mix(in srgb, currentcolor 45%, transparent);
    display: block;
    position: relative;
    max-inline-size: 40rem;
    color: var(--kaltura-room-color, CanvasText);
    line-height: 1.5;
    overflow-wrap: anywhere;
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
  [part~='chips'],
  [part~='notice'] {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.5rem;
    padding-block: 0.3125rem;
  }
  [part~='notice'] {
    justify-content: space-between;
    border-style: dashed;
    background: none;
    color: inherit;
  }
  [part='list'] {
    display: contents;
  }
  [part~='chips'] input {
    flex: 1 4rem;
    min-inline-size: 0;
    min-block-size: 2rem;
    padding: 0;
    border: 0;
    outline: none;
    background: none;
    color: inherit;
    font: inherit;
  }
  [part~='chip'] {
    display: flex;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: 2rem;
    box-sizing: border-box;
    padding-inline: 0.625rem;
    border: 1px solid transparent;
    border-radius: 0.375rem;
    background: color-mix(in srgb, var(--accent) 16%, Field);
    font-size: 0.9375em;
  }
  [part~='chip'][part~='wrong'] {
    border-style: dashed;
  }
  [part~='chip'][part~='wrong'] [part='name'] {
    text-decoration: underline wavy var(--danger);
  }
  [part~='chip']:has(button) {
    padding-inline-end: 0;
  }
  [part~='remove'] {
    inline-size: 2rem;
    block-size: 2rem;
    border: 0;
    border-radius: 0.375rem;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  [aria-invalid='true'],
  [part~='wrong'] {
    border-color: var(--danger);
  }
  [part~='options'] {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + 0.25rem);
    inset-inline: -1px;
    max-block-size: 15rem;
    overflow: auto;
    padding: 0.25rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    background: Canvas;
    color: CanvasText;
    box-shadow: 0 0.25rem 1rem rgb(0 0 0 / 20%);
  }
  p[part~='options'] {
    padding: 0.5rem 0.75rem;
  }
  [part~='option'] {
    padding: 0.375rem 0.5rem;
    border-radius: 0.375rem;
    cursor: pointer;
  }
  [part~='active'],
  [part~='option']:hover {
    background: var(--accent);
    color: var(--on-accent);
  }
  [part~='option'] small {
    opacity: 1;
  }
  [part='templates'] {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5rem), 1fr));
    gap: 0.5rem;
  }
  [part='template'] {
    position: relative;
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.375rem;
    align-content: start;
    align-items: start;
    padding: 0.375rem;
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    font-weight: 400;
    font-size: 0.9375em;
    cursor: pointer;
  }
  [part='template'] input {
    grid-row: 2;
    margin-block-start: 0.3em;
    accent-color: var(--accent);
  }
  [part='template']:has(:checked) {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  [part='picture'] {
    grid-column: span 2;
    overflow: hidden;
    aspect-ratio: 16 / 9;
    border-radius: 0.25rem;
    background: color-mix(in srgb, currentcolor 10%, transparent);
  }
  img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  :is(input, textarea, select, button, a, [role='alert'], [part='created']):focus-visible,
  [part~='chips']:has(input:focus-visible) {
    outline: 2px solid CanvasText;
    outline-offset: 1px;
  }
  [part~='chips'] input:focus-visible {
    outline: none;
  }
  [part~='hint'],
  [part~='fault'] {
    min-block-size: 1.5em;
    margin-block-start: 0.25rem;
    font-size: 0.875em;
  }
  [part~='hint'] {
    opacity: 0.75;
  }
  [part~='fault'],
  small[part~='wrong'] {
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
  [part~='fault'] [part='reference'] {
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
    min-block-size: 2.75rem;
    padding: 0.5rem min(1.25rem, 5vw);
    border: 1px solid var(--accent);
    border-radius: 0.5rem;
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  [part~='small-button'],
  [part~='another'] {
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
  button:hover:not(:disabled, [aria-disabled='true']) {
    filter: brightness(1.1);
  }
  :disabled,
  [aria-disabled='true'] {
    cursor: default;
  }
  [aria-busy='true'] [aria-disabled='true'],
  [aria-busy='true'] ~ * [aria-disabled='true'] {
    cursor: progress;
  }
  /* Heard before the button, and seen under it. */
  [part~='status'] {
    order: 1;
    min-block-size: 1.5em;
  }
  [part~='status'] span {
    display: block;
  }
  [aria-busy='true'] ~ [part~='status'],
  #said {
    clip-path: inset(50%);
  }
  #said {
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
    [part~='chip'][part~='wrong'] {
      border-width: 2px;
    }
  }
`;
