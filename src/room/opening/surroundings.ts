import {html, nothing, type TemplateResult} from 'lit';
import type {RoomWarningCode} from '../../contract/room-error.js';
import type {LoadedTranslation} from '../../localization/translation.js';
import {controlsBar} from './controls.js';
import {RoomWarningEvent} from '../events.js';
import {button} from '../panels.js';

/** The element. */
interface Room extends HTMLElement {
  readonly controls?: boolean | null;
  leave(): void;
  requestUpdate(): void;
  reload(): void;
}

/**
 * What stands around a room: above it a strip for each thing that stands against the meeting, for
 * which nobody is thrown out; under it the bar, where that is asked for.
 */
export class Surroundings {
  readonly #room: Room;
  readonly #onNewTab: () => void;
  readonly #dismissed = new Set<RoomWarningCode>();
  #bar?: ReturnType<typeof controlsBar>;
  codes: readonly RoomWarningCode[] = [];

  constructor(room: Room, onNewTab: () => void) {
    this.#room = room;
    this.#onNewTab = onNewTab;
  }

  /** Something stands against the meeting, or does no more. */
  warn(code: RoomWarningCode, isOver = false): void {
    const isKnown = this.codes.includes(code) || this.#dismissed.has(code);
    if (isKnown !== isOver) return;
    this.#dismissed.delete(code);
    const others = this.codes.filter(other => other !== code);
    this.codes = isOver ? others : [...others, code];
    this.#room.requestUpdate();
    if (!isOver) this.#room.dispatchEvent(new RoomWarningEvent(code));
  }

  /** The meeting is over. */
  clear(): void {
    this.codes = [];
    this.forgive();
  }

  /** What was dismissed may be said again. */
  forgive(): void {
    this.#dismissed.clear();
  }

  /** A warning that was dismissed comes back only once what it says was over in between. */
  #dismiss(code: RoomWarningCode): void {
    this.warn(code, true);
    this.#dismissed.add(code);
  }

  strips({room, errors, warnings}: LoadedTranslation): TemplateResult[] {
    return this.codes.map(
      code =>
        html`<div part="warning">
          <p>${warnings[code as 'offline'] ?? errors[code as 'offline']}</p>
          ${code === 'room-unreachable' ? button('retry', room.retry, () => this.#room.reload()) : nothing}
          ${/^(room-silent|frame-blocked|insecure-context|devices-forbidden)$/.test(code) ? button('new-tab', room.newTab, this.#onNewTab) : nothing}
          ${button('dismiss', room.dismiss, () => this.#dismiss(code))}
        </div>`,
    );
  }

  /** The bar under the room; undefined without `controls`. */
  bar(words: LoadedTranslation): HTMLElement | undefined {
    if (!this.#room.controls) return undefined;
    this.#bar ??= controlsBar(this.#room);
    return this.#bar(words);
  }
}
