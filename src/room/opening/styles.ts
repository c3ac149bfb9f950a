import {css} from 'lit';

/** Of what stands around a room that opens, or is open. */
export const styles = css`
  :host(:fullscreen) {
    border-radius: 0;
  }
  button:hover {
    filter: brightness(1.1);
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
  [part='controls'] button {
    border-color: color-mix(in srgb, currentcolor 40%, transparent);
    background: none;
    color: inherit;
  }
`;
