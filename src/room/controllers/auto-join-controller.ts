import type {LitElement, PropertyValues, ReactiveController} from 'lit';
import {didChange} from '../../browser/equality.js';
import {PreviewController} from '../../browser/preview-controller.js';
import type {LaunchProperties} from '../launch-source.js';
import type {RoomState} from '../room-state.js';

/** The room element, as far as this controller uses it. */
interface RoomElement extends LitElement, LaunchProperties {
  readonly kafUrl?: string | null;
  readonly loading: string;
  join(): void;
}

/** Properties of the room, its endpoint and the guest's role. A change opens the room anew. */
const REOPENING_PROPERTIES = [
  'roomId',
  'tokenUrl',
  'kafUrl',
  'roomModerator',
  'chatModerator',
] as const;

/**
 * Properties of the request for a launch. A change repeats a request that is under way: frameworks set
 * properties a moment after the element is on the page.
 */
const REQUEST_PROPERTIES = ['launch', 'fetchLaunch', 'headers', 'credentials'] as const;

/** Properties of a request to the token endpoint. A `fetchLaunch` does not use them. */
const ENDPOINT_PROPERTIES: readonly string[] = ['headers', 'credentials'];

/** Maximum repetitions of a request, because a page may set new headers on every render. */
const MAX_REPETITIONS = 3;

/** Properties whose correction retries a room that failed with `attribute-invalid`. */
const RECOVERY_PROPERTIES = ['headers', 'credentials', 'timeout', 'allowOrigins'];

/** How near the viewport a lazy room joins: a quarter of the viewport's size. */
const VIEWPORT_MARGIN = '25%';

type Changes = PropertyValues<RoomElement>;
type TrackedProperty =
  (typeof REOPENING_PROPERTIES)[number] | (typeof REQUEST_PROPERTIES)[number] | 'loading';

/**
 * Decides when the room opens: after the element is connected, and after a property changes. The
 * `loading` attribute adds a condition: none (`eager`), near the viewport (`lazy`) or a click. No room
 * opens in a preview of the page: the guest may never see it, or would join twice.
 */
export class AutoJoinController implements ReactiveController {
  readonly #host: RoomElement;
  readonly #preview: PreviewController;
  /** The pending start: the next update opens the room (`now`), or decides whether to (`auto`). */
  #pending: 'auto' | 'now' | undefined;
  /** Repetitions of the request that is under way. */
  #repetitions = 0;
  #observer: IntersectionObserver | undefined;

  constructor(host: RoomElement) {
    this.#host = host;
    this.#preview = new PreviewController(host);
    host.addController(this);
  }

  /** Whether the element has a room to open. */
  get hasRoom(): boolean {
    return Boolean(this.#host.roomId || this.#host.launch);
  }

  /** Whether the room opens without a click or the viewport. */
  get isEager(): boolean {
    return this.#host.loading !== 'lazy' && this.#host.loading !== 'click';
  }

  hostConnected(): void {
    this.#pending ??= 'auto';
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** Opens the room with the next update. */
  openNow(): void {
    this.#pending = 'now';
    this.#host.requestUpdate();
  }

  /** Forgets what the next update would open. */
  cancel(): void {
    this.#pending = undefined;
    this.#observer?.disconnect();
  }

  /**
   * Returns what an update has to do: open the room, or end its session and wait. Returns undefined if
   * everything stays as it is. A lazy room that waits joins near the viewport.
   */
  takeDecision(changed: Changes, state: RoomState): 'open' | 'wait' | undefined {
    const mustReopen = REOPENING_PROPERTIES.some(name => this.#didChange(changed, name));
    if (mustReopen || this.#mustRepeat(changed, state) || this.#canRecover(changed, state))
      this.#pending ??= state.status !== 'idle' && this.hasRoom ? 'now' : 'auto';
    const pending = this.#pending;
    // After a preview, the host updates again.
    if (!pending || this.#preview.isPreview) return undefined;
    this.cancel();
    if (pending === 'now') return 'open';
    const isLeft = state.status === 'idle' && state.left;
    if (!this.hasRoom || isLeft) return 'wait';
    if (this.isEager) return 'open';
    if (this.#host.loading === 'lazy') this.#joinInViewport();
    return 'wait';
  }

  /** Returns whether a request for a launch is under way, and does not contain a change. */
  #mustRepeat(changed: Changes, state: RoomState): boolean {
    if (state.status !== 'loading') this.#repetitions = 0;
    // Without a frame, the request has not been sent, and will contain the change.
    else if (state.frame && REQUEST_PROPERTIES.some(name => this.#didChangeRequest(changed, name)))
      return this.#repetitions++ < MAX_REPETITIONS;
    return false;
  }

  /** Returns whether a change may help a room that is not open. */
  #canRecover(changed: Changes, state: RoomState): boolean {
    if (state.status !== 'idle' && state.status !== 'failed') return false;
    if (this.#didChange(changed, 'loading') || this.#didChange(changed, 'launch')) return true;
    // Only a change from unset to set: a page that reacts to each failure would never stop.
    const isSet = (name: (typeof REQUEST_PROPERTIES)[number]) =>
      this.#didChangeRequest(changed, name) && !changed.get(name);
    if (REQUEST_PROPERTIES.some(isSet)) return true;
    return (
      state.status === 'failed' &&
      state.error.code === 'attribute-invalid' &&
      RECOVERY_PROPERTIES.some(name => changed.has(name as keyof RoomElement))
    );
  }

  #didChangeRequest(changed: Changes, name: (typeof REQUEST_PROPERTIES)[number]): boolean {
    const isUsed = !this.#host.fetchLaunch || !ENDPOINT_PROPERTIES.includes(name);
    return isUsed && this.#didChange(changed, name);
  }

  #didChange(changed: Changes, name: TrackedProperty): boolean {
    return didChange(changed, name, this.#host[name]);
  }

  #joinInViewport(): void {
    this.#observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) this.#host.join();
      },
      {rootMargin: VIEWPORT_MARGIN},
    );
    this.#observer.observe(this.#host);
  }
}
