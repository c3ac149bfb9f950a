import {html, type TemplateResult} from 'lit';
import {getTraits} from '../../contract/error-catalog.js';
import type {RoomErrorCode} from '../../contract/room-error.js';

/** Outlines in a square of 24 units. */
const OUTLINES = {
  camera: 'M5 6h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2Zm10 5 6-3v8l-6-3',
  clock: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Zm-9-5v5l3 2',
  lock: 'M5 11h14v9H5Zm3 0V8a4 4 0 0 1 8 0v3',
  offline: 'M3 10a13 13 0 0 1 18 0M7.5 14.5a6.5 6.5 0 0 1 9 0M12 19h.01M4 3l16 18',
  person: 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM5 20a7 7 0 0 1 14 0',
  search: 'M17 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0Zm-2 4 5 5',
  server: 'M4 3.5h16V10H4ZM4 14h16v6.5H4ZM8 6.75h.01M8 17.25h.01',
  warning: 'M12 4 2.5 20h19ZM12 10v4m0 3h.01',
  window: 'M14 4h6v6m0-6-9 9M10 5H5v14h14v-5',
};
type IconName = keyof typeof OUTLINES;

/** Renders an icon. It is decorative, because a text beside it has the same meaning. */
export const renderIcon = (name: IconName): TemplateResult =>
  html`<svg part="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${OUTLINES[name]} /></svg>`;

/** Returns the icon of an error, by what the guest or the people who run the page can do. */
export function getErrorIcon(code: RoomErrorCode): IconName {
  const traits = getTraits(code);
  const {sentence, isTimeout, isNetwork, isFixedByReload, isFixedByRetry, newTab, status} = traits;
  if (sentence === 'misconfigured') return 'warning';
  if (sentence === 'serverError' || sentence === 'roomServiceDown') return 'server';
  if (isTimeout || isFixedByRetry || status === 429) return 'clock';
  if (isNetwork) return 'offline';
  if (newTab) return 'window';
  if (isFixedByReload) return 'person';
  return status === 404 ? 'search' : 'lock';
}
