import {css} from 'lit';

/**
 * Of what stands around a room that opens, or is open, and of why one is not. The frame is as large
 * as the room where a page makes that a block.
 */
export const styles = css`
  :host(:fullscreen) {
    border-radius: 0;
  }
  iframe {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
  }
  [part~='panel'] {
    text-wrap: balance;
  }
  h2 {
    font-size: 1.375em;
    line-height: 1.25;
  }
  [part~='actions'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.75rem;
    margin-block: 0.75rem;
  }
  code {
    font-size: 0.8em;
    opacity: 0.75;
  }
  button:hover {
    filter: brightness(1.1);
  }
  div[role='status'] {
    overflow: auto;
  }
  [part='controls'],
  [part='warning'] {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    padding: 0.5rem 0.75rem;
    background: inherit;
  }
  [part='controls'] {
    margin-block-start: auto;
  }
  [part='warning'] p {
    flex: 1 12rem;
    max-inline-size: none;
  }
  [part~='dismiss'],
  [part='controls'] button,
  [part='actions'] button + button {
    border-color: color-mix(in srgb, currentcolor 40%, transparent);
    background: none;
    color: inherit;
  }
  @media (forced-colors: active) {
    [part~='spinner'] {
      border-block-start-color: Highlight;
    }
  }
`;
