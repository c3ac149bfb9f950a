import {html, nothing} from 'lit';
import {changingText} from '../../browser/changing-text.js';

/** The buttons in panels and banners. */
export interface RoomActions {
  readonly hasRoom: boolean;
  /** Seconds until the guest may try again: 0 after a wait, undefined without one. */
  readonly retryWait: number | undefined;
  readonly onReload: () => void;
  readonly onNewTab: () => void;
}

export interface ButtonOptions {
  /** An outline in place of a filled background. */
  readonly isSecondary?: boolean;
  /** ID of the text that says why the button does nothing yet. */
  readonly disabledBy?: string | undefined;
}

/** Renders a button, or nothing without a label. */
export function button(
  part: string,
  label: string | undefined,
  onClick: () => void,
  {isSecondary, disabledBy}: ButtonOptions = {},
) {
  if (!label) return nothing;
  // `aria-disabled` keeps the focus on the button, unlike `disabled`.
  const disabled = disabledBy ? 'true' : nothing;
  // A line break would be part of the text.
  // prettier-ignore
  return html`<button type="button" part=${`button ${isSecondary ? 'secondary-button ' : ''}${part}`}
    aria-disabled=${disabled} aria-describedby=${disabledBy ?? nothing}
    @click=${disabledBy ? nothing : onClick}>${changingText(label)}</button>`;
}
