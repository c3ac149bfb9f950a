import {css} from 'lit';

/** Styles of the chips inputs and the template picker. */
export const fieldStyles = css`
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
    border-radius: 0.375rem;
    background: color-mix(in srgb, var(--accent) 16%, Field);
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
    border-radius: 0.375rem;
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
  [part='thumbnail'] {
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
`;
