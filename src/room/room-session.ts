import {createDeadline, delay, parseTimeout} from '../browser/abort.js';
import {reportInvalidAttribute} from '../browser/report-error.js';
import {RetryPolicy, explainFailure} from '../browser/retry-policy.js';
import {RoomError} from '../contract/room-error.js';
import type {Launch} from '../contract/schemas.js';
import {RoomErrorEvent, RoomLeftEvent, RoomLoadingEvent} from './events.js';
import {monitorEnvironment} from './frame/environment-warnings.js';
import {createFrame, parseAllowOrigins} from './frame/frame-attributes.js';
import {FrameMonitor} from './frame/frame-monitor.js';
import {resolveTarget, type LaunchTarget} from './frame/launch-target.js';
import {navigateTab, openBlankTab} from './frame/room-tab.js';
import type {LaunchSource} from './launch-source.js';
import {OpenRoom} from './open-room.js';
import type {RoomState} from './room-state.js';
import type {RoomWarnings} from './room-warnings.js';

/** The room element, as far as a session uses it: its attributes, its updates and its events. */
export interface SessionHost extends Element {
  readonly roomId?: string | null;
  readonly kafUrl?: string | null;
  readonly timeout?: number | null;
  readonly allow?: string | null;
  readonly allowOrigins?: string | null;
  readonly sandbox?: string | null;
  readonly autoHeight?: boolean | null;
  readonly isUpdatePending: boolean;
  readonly updateComplete: Promise<boolean>;
}

export interface SessionOptions {
  readonly launches: LaunchSource;
  readonly warnings: RoomWarnings;
  /** Gets each state of the session. */
  readonly onStateChange: (state: RoomState) => void;
  /** The flag of the session that this one replaces. */
  readonly owesLeftEvent: boolean;
}

/** One attempt to open the room. */
interface Attempt {
  readonly isRetry: boolean;
  /** Seconds from the first attempt to the deadline. */
  readonly timeout: number;
  /** Aborts at the deadline, or with the session. */
  readonly deadline: AbortSignal;
  /** Aborts if the attempt fails, or with the session. */
  readonly signal: AbortSignal;
}

/**
 * One visit to a room, from the first request for a launch until the guest leaves, the room fails or
 * another session replaces this one. It requests a launch, and opens it in a frame or a tab. It repeats
 * attempts that fail for a transient reason. Then it watches the open room, and emits the events of
 * the element. All its requests, timers and listeners end with it, which is not an error.
 */
export class RoomSession {
  readonly #host: SessionHost;
  readonly #launches: LaunchSource;
  readonly #warnings: RoomWarnings;
  readonly #onStateChange: (state: RoomState) => void;
  readonly #controller = new AbortController();
  #owesLeftEvent: boolean;

  constructor(host: SessionHost, options: SessionOptions) {
    this.#host = host;
    this.#launches = options.launches;
    this.#warnings = options.warnings;
    this.#onStateChange = options.onStateChange;
    this.#owesLeftEvent = options.owesLeftEvent;
  }

  /** Whether `kaltura-room-loading` was emitted, and neither `left` nor `error` since. */
  get owesLeftEvent(): boolean {
    return this.#owesLeftEvent;
  }

  /** Opens the room in a frame. */
  async open(): Promise<void> {
    await this.#openWithRetries(attempt => this.#openInFrame(attempt));
  }

  /** Opens the room in a new tab instead of a frame. */
  async openInTab(): Promise<void> {
    let tab: Window;
    try {
      tab = openBlankTab();
    } catch (cause) {
      return this.#fail(cause);
    }
    const isOpen = await this.#openWithRetries(async ({deadline, signal}) => {
      const launch = await this.#launches.request(AbortSignal.any([deadline, signal]));
      await navigateTab(tab, this.#resolveTarget(launch), signal);
    });
    if (isOpen) this.leave();
    else tab.close();
  }

  /**
   * Moves an open room to a new tab, with a new launch if possible. The room is left here once the tab
   * navigates. If that fails, the meeting continues with a warning.
   */
  async moveToTab(): Promise<void> {
    const {signal} = this.#controller;
    let tab: Window | undefined;
    try {
      tab = openBlankTab();
      const deadline = createDeadline(signal, parseTimeout(this.#host.timeout));
      const launch = await this.#launches.request(deadline, {isFresh: true});
      await navigateTab(tab, this.#resolveTarget(launch), signal);
      this.leave();
    } catch (cause) {
      tab?.close();
      if (!signal.aborted) this.#warnings.raise(explainFailure(cause).code);
    }
  }

  /** Leaves the room, or stops opening it. */
  leave(): void {
    if (this.#controller.signal.aborted) return;
    this.#stop();
    this.#onStateChange({status: 'idle', left: {roomId: this.#host.roomId}});
    this.#emitLeft();
  }

  /** Ends the session because the host no longer wants the room, such as without a `room-id`. */
  end(): void {
    this.#stop();
    this.#onStateChange({status: 'idle'});
    // The host is updating. Listeners may change it, so they run after the update, and before
    // `updateComplete` resolves.
    queueMicrotask(() => this.#emitLeft());
  }

  /** Ends the session without an event: the element is gone, or another session replaces this one. */
  abort(): void {
    this.#owesLeftEvent = false;
    this.#stop();
  }

  #stop(): void {
    this.#controller.abort();
    this.#warnings.clear();
  }

  /**
   * Repeats attempts until one succeeds, fails for good, or the deadline has passed.
   * @returns whether an attempt succeeded; a failure is already emitted
   */
  async #openWithRetries(open: (attempt: Attempt) => Promise<void>): Promise<boolean> {
    const {signal} = this.#controller;
    try {
      await this.#announce();
      signal.throwIfAborted();
      const timeout = parseTimeout(this.#host.timeout);
      const deadline = createDeadline(signal, timeout);
      const policy = new RetryPolicy(timeout);
      for (let isRetry = false; ; isRetry = true) {
        const attempt = new AbortController();
        const attemptSignal = AbortSignal.any([signal, attempt.signal]);
        try {
          await open({isRetry, timeout, deadline, signal: attemptSignal});
          return true;
        } catch (cause) {
          attempt.abort();
          signal.throwIfAborted();
          const error = RoomError.from(cause);
          const ms = this.#launches.isRepeatable ? policy.nextDelay(error) : undefined;
          if (ms === undefined) throw explainFailure(error);
          this.#onStateChange({status: 'loading', isRetry: true});
          await delay(ms, deadline);
        }
      }
    } catch (cause) {
      if (!signal.aborted) this.#fail(cause);
      return false;
    }
  }

  /** Emits `kaltura-room-loading`, and waits for what its listeners change in the element. */
  async #announce(): Promise<void> {
    const {signal} = this.#controller;
    this.#onStateChange({status: 'loading', isRetry: false});
    // Listeners may change the element: they run once its update is done.
    await this.#host.updateComplete;
    signal.throwIfAborted();
    this.#owesLeftEvent = true;
    this.#host.dispatchEvent(new RoomLoadingEvent());
    if (this.#host.isUpdatePending) await this.#host.updateComplete;
  }

  async #openInFrame({isRetry, timeout, deadline, signal}: Attempt): Promise<void> {
    const otherOrigins = parseAllowOrigins(this.#host.allowOrigins);
    const request = this.#launches.request(AbortSignal.any([deadline, signal]));
    // Inserting a frame takes milliseconds, in which the response arrives.
    const frame = createFrame();
    // `fetchLaunch` may have left the room.
    if (!signal.aborted) this.#onStateChange({status: 'loading', isRetry, frame});
    const target = this.#resolveTarget(await request);
    signal.throwIfAborted();
    this.#onStateChange({status: 'joining', frame});
    if (!frame.isConnected) await this.#host.updateComplete;
    signal.throwIfAborted();

    const room = new OpenRoom({
      host: this.#host,
      frame,
      warnings: this.#warnings,
      timeout,
      signal,
      onReady: state => this.#onStateChange(state),
      onLost: error => this.#fail(error),
    });
    const {allow, sandbox} = this.#host;
    const options = {allow, sandbox, otherOrigins, signal, deadline};
    const opened = await new FrameMonitor(frame, target, options, room).open();
    signal.throwIfAborted();
    room.start(opened, deadline);
    if (!signal.aborted) monitorEnvironment(target.url.origin, this.#warnings, signal);
  }

  #resolveTarget(launch: Launch): LaunchTarget {
    return resolveTarget(launch, this.#host.kafUrl, self.origin);
  }

  #fail(cause: unknown): void {
    const error = RoomError.from(cause);
    this.#owesLeftEvent = false;
    this.#stop();
    this.#onStateChange({status: 'failed', error});
    this.#host.dispatchEvent(new RoomErrorEvent(error));
    // Last, because a page may replace `console.error`.
    reportInvalidAttribute(this.#host, error);
  }

  #emitLeft(): void {
    if (!this.#owesLeftEvent) return;
    this.#owesLeftEvent = false;
    this.#host.dispatchEvent(new RoomLeftEvent());
  }
}
