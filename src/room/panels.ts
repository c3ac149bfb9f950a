import {html, nothing, type TemplateResult} from 'lit';
import type {RoomError} from '../contract/room-error.js';
import type {LoadedTranslation} from '../localization/translation.js';

/*
 * What stands where the room is not: one panel a state, each around the slot that replaces what is in it.
 * A panel takes focus by script alone, where the button that had it is gone.
 */

/** Its part says what it is; none without words for it. */
export const button = (part: string, label: string | false | undefined, onClick: () => void) =>
  label ? html`<button part=${`button ${part}`} @click=${onClick}>${label}</button>` : nothing;

/** Nothing is asked for yet, or the room waits for a click or to be scrolled to. */
export const idlePanel = (
  words: LoadedTranslation,
  hasRoom: boolean,
  onJoin: () => void,
): TemplateResult =>
  panel(
    'idle',
    words,
    html`<p>${hasRoom ? words.room.waiting : words.room.nothing}</p>
      ${button('join', hasRoom && words.room.join, onJoin)}`,
  );

/** On the way: a launch is being fetched, or the frame loads behind this panel. */
export const loadingPanel = (
  words: LoadedTranslation,
  sentence: string | undefined,
): TemplateResult =>
  panel(
    'loading',
    words,
    html`<span part="spinner" aria-hidden="true"></span>
      <p aria-hidden="true">${sentence}</p>`,
  );

/** It failed: what happened, what to do, and a code to tell the people who run the page. */
export const errorPanel = (
  words: LoadedTranslation,
  {code}: RoomError,
  onRetry: () => void,
  onNewTab: () => void,
): TemplateResult => {
  const {lang, dir, room, errors} = words;
  const retry = button('retry', room.retry, onRetry);
  const newTab = button('new-tab', room.newTab, onNewTab);
  // What helps is the first.
  const actions = /^(frame-(blocked|timeout)|tab-blocked)$/.test(code)
    ? [newTab, retry]
    : [retry, code === 'frame-unreachable' ? newTab : nothing];
  // A template of its own, since an alert is read aloud as it comes in.
  return html`<div part="panel error" role="alert" tabindex="-1">
    <slot name="error">
      <div lang=${lang} dir=${dir}>
        <h2 part="title">${room.failed}</h2>
        <p>${errors[code]}</p>
        <div part="actions">${actions}</div>
        <code part="code">${code}</code>
      </div>
    </slot>
  </div>`;
};

/** What the page puts in the slot in place of it is in the page's own language. */
const panel = (name: 'idle' | 'loading', {lang, dir}: LoadedTranslation, content: TemplateResult) =>
  html`<div part=${`panel ${name}`} tabindex="-1">
    <slot name=${name}><div lang=${lang} dir=${dir}>${content}</div></slot>
  </div>`;
