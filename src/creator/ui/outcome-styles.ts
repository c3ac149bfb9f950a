import {css} from 'lit';

/**
 * Styles of the error summary, the status, the notices and the panel of a created room.
 *
 * Screen readers reach the status before the button. It is displayed below, except for notices, which
 * have buttons. In the color of a link, the share of the text color gives enough contrast on dark pages.
 */
export const outcomeStyles = css`
  [part~='summary'],
  [part='attempt'],
  [part='created'] {
    padding: 1rem;
    border: var(--border);
    border-radius: var(--kaltura-room-radius, 0.75rem);
  }
  [part~='summary'] {
    display: flex;
    gap: 0.75rem;
    border-color: var(--danger);
    background: color-mix(in srgb, var(--danger) 6%, transparent);
  }
  [part~='summary'] > slot > svg {
    inline-size: 1.25em;
    block-size: 1.5em;
    color: var(--danger);
  }
  [part~='summary'] > slot > div {
    min-inline-size: 0;
  }
  [part='attempt'] {
    display: grid;
    gap: var(--spacing);
    background: var(--field);
  }
  [part='attempt'] [part='name'] {
    font-weight: 600;
  }
  [part='created'] {
    padding: 1.5rem;
  }
  [part='created'] div:not([part]) {
    gap: calc(var(--spacing) / 2);
  }
  [part='icon'] {
    box-sizing: border-box;
    inline-size: 3rem;
    block-size: 3rem;
    padding: 0.5rem;
    border-radius: 50%;
    background: color-mix(in srgb, var(--accent) 16%, transparent);
  }
  [part='created'] [part='title'] {
    margin-block-start: 0.5rem;
    font-size: 1.25em;
    line-height: 1.3;
  }
  [part='created'] [part='actions'] {
    margin-block-start: var(--spacing);
  }
  /* In less than 18 rem, the minimum is the whole row: the buttons are stacked, with equal width. */
  [part='created'] [part='actions'] > * {
    min-inline-size: clamp(0px, (18rem - 100%) * 999, 100%);
  }
  [part='link'],
  [part='icon'] {
    color: color-mix(in srgb, var(--accent) 65%, currentcolor);
  }
  [part='link'] {
    /* Below an underscore in the ID. */
    text-underline-offset: 0.3em;
  }
  [part='reference'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
    margin-block-start: 0.25rem;
    color: var(--muted);
    font-size: 0.8125em;
  }
  [part~='error'] [part='reference'] {
    color: inherit;
    font-size: 1em;
  }
  code {
    font:
      1em monospace,
      monospace;
  }
  [part~='status'] {
    order: 1;
    min-block-size: 1.5em;
  }
  [part~='status']:has([part='attempt']) {
    order: 0;
  }
`;
