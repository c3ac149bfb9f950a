import {css} from 'lit';

/** Styles of the fields, the chips inputs and the template picker. */
export const fieldStyles = css`
  [part='heading'] {
    min-block-size: 1.5em;
    margin-block-end: 0.25rem;
  }
  label {
    font-weight: 600;
  }
  small {
    color: var(--muted);
    font-size: 0.875em;
    font-weight: 400;
  }
  [part~='control'] {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 2.75rem;
    margin: 0;
    padding: 0.5rem 0.75rem;
    border: var(--border);
    border-radius: var(--control-radius);
    background: var(--field);
    color: inherit;
    font: inherit;
  }
  textarea {
    resize: vertical;
  }
  .select {
    position: relative;
  }
  select {
    padding-inline-end: 2.5rem;
    appearance: none;
  }
  .select svg {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0.875rem;
    margin-block: auto;
    pointer-events: none;
  }
  option,
  [part~='options'] {
    background: var(--kaltura-room-background, Canvas);
    color: var(--kaltura-room-color, CanvasText);
  }
  [part='note'] {
    display: flex;
    justify-content: space-between;
    gap: var(--spacing);
    min-block-size: 1.5em;
    margin-block-start: 0.25rem;
    color: var(--muted);
    font-size: 0.875em;
  }
  [part~='count'] {
    color: inherit;
    font-size: 1em;
    white-space: nowrap;
  }
  [part~='error'],
  small[part~='invalid'] {
    color: var(--danger);
  }
  [part='error'] {
    display: flex;
    gap: 0.375rem;
    min-inline-size: 0;
  }
  [part='error'] svg {
    block-size: 1.5em;
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
  }
  [part='chip-list'] {
    display: contents;
  }
  [part~='chips'] input {
    flex: 1 4rem;
    min-inline-size: 0;
    min-block-size: 2rem;
    padding: 0;
    outline: none;
  }
  [part~='chips'] :is(input, button) {
    border: 0;
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
    border-radius: calc(var(--control-radius) * 0.75);
    background: color-mix(in srgb, var(--accent) 16%, transparent);
    font-size: 0.9375em;
  }
  [part~='chip'][part~='invalid'] {
    border-style: dashed;
  }
  [part~='chip'][part~='invalid'] [part='name'] {
    text-decoration: underline wavy var(--danger);
  }
  [part~='chip']:has(button) {
    padding-inline-end: 0;
  }
  [part~='remove'] {
    inline-size: 2rem;
    block-size: 2rem;
    padding: 0;
    border-radius: calc(var(--control-radius) * 0.75);
    cursor: pointer;
  }
  [aria-invalid='true'],
  [part~='invalid'] {
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
    border: var(--border);
    border-radius: var(--control-radius);
    box-shadow: 0 0.25rem 1rem rgb(0 0 0 / 20%);
  }
  p[part~='options'] {
    padding: 0.5rem 0.75rem;
  }
  [part~='option'] {
    padding: 0.375rem 0.5rem;
    border-radius: calc(var(--control-radius) * 0.75);
    cursor: pointer;
  }
  [part~='active'],
  [part~='option']:hover {
    background: var(--accent);
    color: var(--on-accent);
  }
  [part~='option']:is([part~='active'], :hover) small {
    color: inherit;
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
    border: var(--border);
    border-radius: var(--control-radius);
    font-weight: 400;
    font-size: 0.9375em;
    cursor: pointer;
  }
  [part='template'] input {
    grid-row: 2;
    margin: 0.3em 0 0;
    accent-color: var(--accent);
  }
  [part='template']:has(:checked) {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  [part='thumbnail'] {
    grid-column: span 2;
    overflow: hidden;
    aspect-ratio: 16 / 9;
    border-radius: calc(var(--control-radius) / 2);
    background: color-mix(in srgb, currentcolor 10%, transparent);
  }
  img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
`;
