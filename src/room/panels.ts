import {html, nothing, type TemplateResult} from 'lit';
import type {RoomError} from '../errors.js';
import {errorWords} from '../words/errors.js';
import {roomWords as words} from '../words/room.js';

/*
 * What stands where the room is not: one panel a state, each inside the slot that replaces it.
 * A panel takes focus by script alone, where the button that had it is gone.
 */

const button = (part: string, label: string, onClick: () => void) =>
  html`<button part=${`button ${part}`} @click=${onClick}>${label}</button>`;

/** Nothing is asked for yet, or the room waits for a click or to be scrolled to. */
export const idlePanel = (hasRoom: boolean, onJoin: () => void): TemplateResult =>
  html`<slot name="idle">
    <div part="panel idle" tabindex="-1">
      <p>${hasRoom ? words.waiting : words.nothing}</p>
      ${hasRoom ? button('join', words.join, onJoin) : nothing}
    </div>
  </slot>`;

/** On the way: a launch is being fetched, or the frame loads behind this panel. */
export const loadingPanel = (sentence: string): TemplateResult =>
  html`<slot name="loading">
    <div part="panel loading" tabindex="-1">
      <span part="spinner" aria-hidden="true"></span>
      <p aria-hidden="true">${sentence}</p>
    </div>
  </slot>`;

/** It failed: what happened, what to do, and a code to tell the people who run the page. */
export const errorPanel = (
  {code}: RoomError,
  onRetry: () => void,
  onNewTab: () => void,
): TemplateResult =>
  html`<slot name="error">
    <div part="panel error" role="alert" tabindex="-1">
      <h2 part="title">${words.failed}</h2>
      <p>${errorWords[code]}</p>
      <div part="actions">
        ${button('retry', words.retry, onRetry)}
        ${code.startsWith('frame-') ? button('new-tab', words.newTab, onNewTab) : nothing}
      </div>
      <code part="code">${code}</code>
    </div>
  </slot>`;
