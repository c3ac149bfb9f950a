import {createDeadline, delay, parseTimeout} from '../browser/abort.js';
import {reportInvalidAttribute} from '../browser/report-error.js';
import {RetryPolicy, explainFailure} from '../browser/retry-policy.js';
import {RoomError, type RoomWarningCode} from '../contract/room-error.js';
import type {Launch} from '../contract/schemas.js';
import {
  RoomErrorEvent,
  RoomLeftEvent,
  RoomLoadingEvent,
  RoomMessageEvent,
  RoomReadyEvent,
  RoomResizeEvent,
} from './events.js';
import {monitorEnvironment} from './frame/environment-warnings.js';
import {createFrame, parseAllowOrigins} from './frame/frame-attributes.js';
import {FrameMonitor} from './frame/frame-monitor.js';
import {resolveTarget, type LaunchTarget} from './frame/launch-target.js';
import {parseResizeHeight} from './frame/messages.js';
import {openBlankTab, openInTab} from './frame/room-tab.js';
import type {LaunchSource} from './launch-source.js';
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
  /** Whether `kaltura-room-loading` was emitted for the session that this one replaces. */
  readonly isAnnounced: boolean;
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
  readonly #abort = new AbortController();
  #state: RoomState = {status: 'idle'};
  #isAnnounced: boolean;

  constructor(host: SessionHost, options: SessionOptions) {
    this.#host = host;
    this.#launches = options.launches;
    this.#warnings = options.warnings;
    this.#onStateChange = options.onStateChange;
    this.#isAnnounced = options.isAnnounced;
  }

  /** Whether `kaltura-room-loading` was emitted, so that the end of the session needs an event too. */
  get isAnnounced(): boolean {
    return this.#isAnnounced;
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
      await openInTab(tab, this.#resolveTarget(launch), signal);
    });
    if (isOpen) this.leave();
    else tab.close();
  }

  /**
   * Opens an open room in a new tab too, with a launch of its own, and leaves it here once the tab has
   * it. If that fails, the meeting continues with a warning.
   */
  async moveToTab(): Promise<void> {
    const {signal} = this.#abort;
    let tab: Window | undefined;
    try {
      tab = openBlankTab();
      const deadline = createDeadline(signal, parseTimeout(this.#host.timeout));
      const launch = await this.#launches.requestFresh(deadline);
      await openInTab(tab, this.#resolveTarget(launch), signal);
      this.leave();
    } catch (cause) {
      tab?.close();
      if (!signal.aborted) this.#warnings.raise(RoomError.from(cause).code);
    }
  }

  /** Leaves the room, or stops opening it. */
  leave(): void {
    this.#stop();
    this.#setState({status: 'idle', left: {roomId: this.#host.roomId}});
    this.#emitLeft();
  }

  /** Ends the session because the host no longer wants the room, such as without a `room-id`. */
  async end(): Promise<void> {
    this.#stop();
    this.#setState({status: 'idle'});
    // Listeners may change the element: they run once its update is done.
    await this.#host.updateComplete;
    this.#emitLeft();
  }

  /** Ends the session without an event: the element is gone, or another session replaces this one. */
  abort(): void {
    this.#isAnnounced = false;
    this.#stop();
  }

  #stop(): void {
    this.#abort.abort();
    this.#warnings.clear();
  }

  /**
   * Repeats attempts until one succeeds, fails for good, or the deadline has passed.
   * @returns whether an attempt succeeded; a failure is already emitted
   */
  async #openWithRetries(open: (attempt: Attempt) => Promise<void>): Promise<boolean> {
    const {signal} = this.#abort;
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
          const error = explainFailure(cause);
          const ms = this.#launches.isRepeatable ? policy.nextDelay(error) : undefined;
          if (ms === undefined) throw error;
          this.#setState({status: 'loading', isRetry: true});
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
    const {signal} = this.#abort;
    this.#setState({status: 'loading', isRetry: false});
    // Listeners may change the element: they run once its update is done.
    await this.#host.updateComplete;
    signal.throwIfAborted();
    this.#isAnnounced = true;
    this.#host.dispatchEvent(new RoomLoadingEvent());
    if (this.#host.isUpdatePending) await this.#host.updateComplete;
  }

  async #openInFrame({isRetry, timeout, deadline, signal}: Attempt): Promise<void> {
    const otherOrigins = parseAllowOrigins(this.#host.allowOrigins);
    const request = this.#launches.request(AbortSignal.any([deadline, signal]));
    // Inserting a frame takes milliseconds, in which the response arrives.
    const frame = createFrame();
    // `fetchLaunch` may have left the room.
    if (!signal.aborted) this.#setState({status: 'loading', isRetry, frame});
    const target = this.#resolveTarget(await request);
    signal.throwIfAborted();
    this.#setState({status: 'joining', frame});
    if (!frame.isConnected) await this.#host.updateComplete;

    const {allow, sandbox} = this.#host;
    const options = {allow, sandbox, otherOrigins, signal, deadline};
    const monitor = new FrameMonitor(frame, target, options, {
      onMessage: data => this.#handleMessage(frame, data, deadline),
      onNavigated: problem => this.#handleNavigated(frame, problem, timeout),
      onLost: error => this.#fail(error),
    });
    const isConfirmed = await monitor.open();
    signal.throwIfAborted();
    this.#setReady(frame, isConfirmed, deadline);
    this.#host.dispatchEvent(new RoomReadyEvent(isConfirmed));
    if (!signal.aborted) monitorEnvironment(target.url.origin, this.#warnings, signal);
  }

  #resolveTarget(launch: Launch): LaunchTarget {
    return resolveTarget(launch, this.#host.kafUrl, self.origin);
  }

  /** @param deadline after which a frame that has sent no message causes a warning */
  #setReady(frame: HTMLIFrameElement, isConfirmed: boolean, deadline: AbortSignal): void {
    const state: RoomState = {status: 'ready', frame, isConfirmed};
    this.#setState(state);
    const warn = () => {
      const isCurrent = this.#state === state && !this.#abort.signal.aborted;
      if (isCurrent) this.#warnings.raise('room-silent');
    };
    if (!isConfirmed) deadline.addEventListener('abort', warn);
  }

  #handleMessage(frame: HTMLIFrameElement, data: unknown, deadline: AbortSignal): void {
    if (this.#state.status === 'ready' && !this.#state.isConfirmed) {
      this.#setReady(frame, true, deadline);
      this.#warnings.resolve('room-silent');
    }
    this.#warnings.resolve('room-unreachable');
    this.#warnings.resolve('frame-blocked');
    const height = parseResizeHeight(data);
    if (height !== undefined && this.#host.autoHeight)
      frame.style.blockSize = typeof height === 'number' ? `${height}px` : height;
    this.#host.dispatchEvent(
      height === undefined ? new RoomMessageEvent(data) : new RoomResizeEvent(height),
    );
  }

  #handleNavigated(
    frame: HTMLIFrameElement,
    problem: RoomWarningCode | undefined,
    timeout: number,
  ): void {
    const {signal} = this.#abort;
    if (problem) this.#warnings.raise(problem);
    // A listener of the warning may have left the room.
    if (signal.aborted || this.#state.status !== 'ready' || !this.#state.isConfirmed) return;
    this.#setReady(frame, false, createDeadline(signal, timeout));
  }

  #fail(cause: unknown): void {
    const error = RoomError.from(cause);
    this.abort();
    reportInvalidAttribute(this.#host, error);
    this.#setState({status: 'failed', error});
    this.#host.dispatchEvent(new RoomErrorEvent(error));
  }

  #emitLeft(): void {
    if (!this.#isAnnounced) return;
    this.#isAnnounced = false;
    this.#host.dispatchEvent(new RoomLeftEvent());
  }

  #setState(state: RoomState): void {
    this.#state = state;
    this.#onStateChange(state);
  }
}
