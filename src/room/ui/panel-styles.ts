import {css} from 'lit';

/*
 * Panels, banners and the toolbar. Their text grows with the width of the room: a room on a large
 * screen is read from farther away.
 */
export const panelStyles = css`
  slot > div,
  [part='controls'],
  [part='warning'] {
    font-size: clamp(1em, 0.75em + 0.4cqi, 1.75em);
  }
  [part~='panel'] {
    --tone: var(--accent);
    position: relative;
    display: flex;
    box-sizing: border-box;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: var(--spacing);
    min-block-size: 0;
    padding: clamp(1rem, 5cqi, 3rem);
    overflow: auto;
    text-align: center;
    text-wrap: balance;
    outline: none;
  }
  @media (prefers-reduced-motion: no-preference) {
    [part~='panel'] {
      transition: opacity 120ms;
    }
    @starting-style {
      :not(.first) > [part~='panel'] {
        opacity: 0;
      }
    }
  }
  slot > div {
    display: contents;
  }
  slot > div > * {
    flex: none;
  }
  h2,
  p {
    max-inline-size: min(34em, 100%);
    margin: 0;
    font-size: 1em;
    unicode-bidi: plaintext;
  }
  h2 {
    font-size: clamp(1.25em, 1.1em + 1cqi, 1.625em);
    font-weight: 600;
    line-height: 1.25;
  }
  [part~='idle'] p {
    font-size: 1.125em;
  }
  [part='icon'] {
    box-sizing: border-box;
    flex: none;
    inline-size: 1.5em;
    block-size: 1.5em;
    fill: none;
    stroke: currentcolor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.75;
  }
  [part~='panel'] [part='icon'] {
    inline-size: 3.5em;
    block-size: 3.5em;
    padding: 0.9em;
    border-radius: 50%;
    background: color-mix(in srgb, var(--tone) 15%, transparent);
    color: color-mix(in srgb, var(--tone) 70%, currentcolor);
  }
  [part~='spinner'] {
    box-sizing: border-box;
    inline-size: 3.5em;
    block-size: 3.5em;
    border: 0.25em solid color-mix(in srgb, currentcolor 20%, transparent);
    border-block-start-color: color-mix(in srgb, var(--tone) 70%, currentcolor);
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    [part~='spinner'] {
      animation: turn 1.25s linear infinite;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--spacing);
  }
  /* Stacked buttons have the same width. */
  @container (max-width: 26rem) {
    [part='actions'] {
      display: grid;
    }
  }
  [part='actions'],
  [part~='panel'] [part='icon'] {
    margin-block: calc(var(--spacing) * 0.5);
  }
  [part~='join'] {
    margin-block-start: calc(var(--spacing) * 0.5);
  }
  [part~='error'] {
    --tone: var(--danger);
  }
  [part~='button'] {
    box-sizing: border-box;
    padding-inline: min(1.25em, 5cqi);
    max-inline-size: 100%;
    line-height: 1.25;
  }
  [aria-disabled='true'] {
    border-color: transparent;
    background: color-mix(in srgb, currentcolor 10%, transparent);
    color: var(--muted);
    cursor: default;
  }
  button:focus-visible {
    outline: var(--focus);
    outline-offset: 3px;
  }
  #wait {
    font-variant-numeric: tabular-nums;
  }
  code {
    color: var(--muted);
    font-size: 0.8em;
  }
  [part='controls'],
  [part='warning'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--spacing) * 0.75) var(--spacing);
    padding: calc(var(--spacing) * 0.75) var(--spacing);
    border: 0 solid color-mix(in srgb, var(--line) 40%, transparent);
  }
  [part='controls'] {
    justify-content: space-between;
    border-block-start-width: var(--kaltura-room-border-width, 1px);
  }
  [part='warning'] {
    border-block-end-width: var(--kaltura-room-border-width, 1px);
    border-color: color-mix(in srgb, var(--danger) 60%, transparent);
  }
  [part='warning'] [part='icon'] {
    color: var(--danger);
  }
  [part='warning'] p {
    flex: 1 12rem;
    max-inline-size: none;
  }
  @media (forced-colors: active) {
    [part~='spinner'] {
      border-block-start-color: Highlight;
    }
    [part~='panel'] [part='icon'] {
      background: none;
      color: CanvasText;
    }
    [aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
  }
`;
