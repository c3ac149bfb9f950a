import {html, nothing, type TemplateResult} from 'lit';
import type {RoomError} from '../errors.js';
import {errorWords} from '../words/errors.js';
import {roomWords as words} from '../words/room.js';

/*
 * What stands where the room is not: one panel a state, each around the slot that replaces what is in it.
 * A panel takes focus by script alone, where the button that had it is gone.
 */

const button = (part: string, label: string, onClick: () => void) =>
  html`<button part=${`button ${part}`} @click=${onClick}>${label}</button>`;

/** Nothing is asked for yet, or the room waits for a click or to be scrolled to. */
export const idlePanel = (hasRoom: boolean, onJoin: () => void): TemplateResult =>
  panel(
    'idle',
    html`<p>${hasRoom ? words.waiting : words.nothing}</p>
      ${hasRoom ? button('join', words.join, onJoin) : nothing}`,
  );

/** On the way: a launch is being fetched, or the frame loads behind this panel. */
export const loadingPanel = (sentence: string): TemplateResult =>
  panel(
    'loading',
    html`<span part="spinner" aria-hidden="true"></span>
      <p aria-hidden="true">${sentence}</p>`,
  );

/** It failed: what happened, what to do, and a code to tell the people who run the page. */
export const errorPanel = (
  {code}: RoomError,
  onRetry: () => void,
  onNewTab: () => void,
): TemplateResult =>
  html`<div part="panel error" role="alert" tabindex="-1">
    <slot name="error">
      <h2 part="title">${words.failed}</h2>
      <p>${errorWords[code]}</p>
      <div part="actions">
        ${button('retry', words.retry, onRetry)}
        ${/^(frame|tab)-/.test(code) ? button('new-tab', words.newTab, onNewTab) : nothing}
      </div>
      <code part="code">${code}</code>
    </slot>
  </div>`;

const panel = (name: 'idle' | 'loading', content: TemplateResult) =>
  html`<div part=${`panel ${name}`} tabindex="-1"><slot name=${name}>${content}</slot></div>`;
