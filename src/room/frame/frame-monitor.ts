import {createDeadline, delay, toTimeoutError} from '../../browser/abort.js';
import {isRemoteErrorCode} from '../../contract/error-catalog.js';
import {RoomError} from '../../contract/room-error.js';
import {SANDBOX, buildAllowAttribute} from './frame-attributes.js';
import type {FrameObserver, OpenedFrame} from './frame-observer.js';
import type {LaunchTarget} from './launch-target.js';
import {createLtiStorage} from './lti-storage.js';
import {listenForMessages} from './messages.js';
import {navigate} from './navigate.js';
import {createBlockedError, onPolicyViolation} from './policy-violations.js';
import {explainUnreachable, probeHost} from './probe-host.js';

/** How long a frame may load before its host is probed. */
const PROBE_DELAY_MS = 4000;

/** How long a page that has loaded may take to send a message before its host is probed. */
const POST_LOAD_GRACE_MS = 300;

/** How long the host of a page that has loaded may take to answer a probe, in seconds. */
const PROBE_TIMEOUT_S = 5;

/** How long a page must stay to count as the room, if the launch has several steps. */
const STEP_GRACE_MS = 1000;

/** How long after a policy violation the `load` event of the blocked frame may fire. */
const VIOLATION_WINDOW_MS = 1500;

/** How long before its `load` event a page may send its first message. */
const EARLY_MESSAGE_MS = 1000;

export interface FrameOptions {
  /** Replaces the default `allow` attribute. */
  readonly allow: string | null | undefined;
  /** Replaces the default `sandbox` attribute. */
  readonly sandbox: string | null | undefined;
  /** Origins that the room may move to inside the frame. */
  readonly otherOrigins: readonly string[];
  /** Ends the monitoring. */
  readonly signal: AbortSignal;
  /** Ends the wait for the room, with `signal` or at the deadline. */
  readonly deadline: AbortSignal;
}

/**
 * Opens a launch target in a frame, and watches the frame until its signal aborts.
 *
 * A frame's `load` event alone proves nothing: browsers fire it for refused ports and blocked pages
 * too. A probe alone proves nothing either: an extension may block it. So the room counts as open once
 * the frame sends a message, or has loaded a document of another origin. The probe decides whether that
 * document causes a warning, and whether a frame that has not loaded fails. Each new document in the
 * frame is judged in the same way.
 */
export class FrameMonitor {
  readonly #frame: HTMLIFrameElement;
  readonly #page: Document;
  readonly #target: LaunchTarget;
  readonly #options: FrameOptions;
  readonly #observer: FrameObserver;
  #phase: 'opening' | 'open' | 'failed' = 'opening';
  #settle: {resolve(opened: OpenedFrame): void; reject(cause: unknown): void} | undefined;
  /** Aborts when the phase `opening` ends. */
  readonly #opening = new AbortController();
  /** Aborts when the current document sends a message, or a new document loads. */
  #judging = new AbortController();
  #hasLoaded = false;
  /** Whether the last document that has loaded is of another origin. */
  #isForeign = false;
  #lastMessageAt = -Infinity;
  /** The last policy violation, for {@link VIOLATION_WINDOW_MS}. */
  #recentViolation: RoomError | undefined;

  constructor(
    frame: HTMLIFrameElement,
    target: LaunchTarget,
    options: FrameOptions,
    observer: FrameObserver,
  ) {
    this.#frame = frame;
    this.#page = frame.ownerDocument;
    this.#target = target;
    this.#options = options;
    this.#observer = observer;
  }

  /**
   * Navigates the frame, which must be connected, and waits until the room is open.
   * @throws RoomError `frame-…`, `origin-not-allowed`, or the code of a login that was refused; the
   * signal's reason if that aborts first
   */
  open(): Promise<OpenedFrame> {
    return new Promise((resolve, reject) => {
      this.#settle = {resolve, reject};
      this.#watchDeadline();
      if (this.#phase === 'failed') return;
      this.#watchMessages();
      this.#watchViolations();
      const {signal} = this.#options;
      this.#frame.addEventListener('load', () => this.#handleLoad(), {signal});
      void this.#probeAfterDelay();
      try {
        this.#navigate();
      } catch (cause) {
        this.#fail(cause);
      }
    });
  }

  #navigate(): void {
    const {url} = this.#target;
    const {allow, sandbox, otherOrigins} = this.#options;
    this.#frame.allow = allow ?? buildAllowAttribute(url.origin, otherOrigins);
    this.#frame.setAttribute('sandbox', sandbox ?? SANDBOX);
    const {contentDocument, contentWindow} = this.#frame;
    if (!contentWindow) return;
    // In a sandboxed page, the blank page in the frame has another origin.
    if (!contentDocument)
      throw new RoomError(
        'frame-blocked',
        'this page must not be sandboxed without allow-same-origin',
      );
    navigate(contentWindow, this.#target, error => this.#fail(error));
  }

  #succeed(opened: OpenedFrame): void {
    if (this.#phase !== 'opening') return;
    this.#phase = 'open';
    this.#opening.abort();
    this.#settle?.resolve(opened);
  }

  #fail(cause: unknown): void {
    if (this.#phase !== 'opening') return;
    this.#phase = 'failed';
    this.#opening.abort();
    this.#settle?.reject(cause);
  }

  #watchDeadline(): void {
    const {deadline} = this.#options;
    const expire = () => {
      const {origin} = this.#target.url;
      if (this.#isForeign && !this.#recentViolation) this.#succeed({isConfirmed: false});
      this.#fail(toTimeoutError(deadline, 'frame-timeout', `${origin} did not load in time`));
    };
    if (deadline.aborted) expire();
    else deadline.addEventListener('abort', expire, {signal: this.#opening.signal});
  }

  #watchMessages(): void {
    const {url, isMultiStep} = this.#target;
    const {otherOrigins, signal} = this.#options;
    // A step that uses the storage is not the room yet.
    const storage = isMultiStep ? createLtiStorage() : undefined;
    listenForMessages(this.#frame, [url.origin, ...otherOrigins], signal, (data, origin) => {
      const response = storage?.(data, origin);
      if (response) return this.#frame.contentWindow?.postMessage(response, origin);
      this.#lastMessageAt = performance.now();
      this.#judging.abort();
      this.#succeed({isConfirmed: true});
      this.#observer.onMessage(data);
    });
  }

  #watchViolations(): void {
    const {url, isMultiStep} = this.#target;
    const {signal} = this.#options;
    onPolicyViolation(
      this.#page,
      'frame-src',
      (error, origin) => {
        // A violation of another origin may be about another frame of the page.
        if (origin === url.origin || (isMultiStep && origin === self.origin)) this.#fail(error);
        this.#recentViolation = error;
        const forget = () => {
          if (this.#recentViolation === error) this.#recentViolation = undefined;
        };
        delay(VIOLATION_WINDOW_MS, signal).then(forget, forget);
      },
      {signal},
    );
  }

  #handleLoad(): void {
    // Readable if it is of the page's own origin: still blank, or a redirect led back here.
    const ownDocument = this.#frame.contentDocument;
    if (ownDocument?.URL === 'about:blank') return;
    const messageAge = performance.now() - this.#lastMessageAt;
    const hasSentMessage = messageAge < (this.#hasLoaded ? EARLY_MESSAGE_MS : Infinity);
    this.#hasLoaded = true;
    this.#isForeign = !ownDocument;
    this.#judging.abort();
    if (ownDocument) return this.#handleOwnDocument(ownDocument);
    if (this.#recentViolation && this.#phase === 'open')
      return this.#observer.onNavigated('frame-blocked');
    if (!hasSentMessage) void this.#judgeDocument(this.#recentViolation);
  }

  /** Handles a document of the page's own origin: a step of LTI 1.3, or a redirect to this page. */
  #handleOwnDocument({documentElement}: Document): void {
    const {url, isMultiStep} = this.#target;
    // An XML document has no `dataset`.
    const {dataset} = (documentElement ?? {}) as Partial<HTMLElement>;
    const code = isMultiStep ? dataset?.['errorCode'] : undefined;
    const lose = (error: RoomError) =>
      this.#phase === 'open' ? this.#observer.onLost(error) : this.#fail(error);
    if (isRemoteErrorCode(code))
      lose(new RoomError(code, 'the host backend refused the LTI 1.3 login'));
    else if (!isMultiStep || this.#phase !== 'opening')
      lose(new RoomError('origin-not-allowed', `${url.origin} led back to this page`));
  }

  /** Judges a document that has loaded and sent no message, unless it sends one soon. */
  async #judgeDocument(violationAtLoad: RoomError | undefined): Promise<void> {
    this.#judging = new AbortController();
    const signal = AbortSignal.any([this.#judging.signal, this.#options.signal]);
    try {
      await delay(this.#target.isMultiStep ? STEP_GRACE_MS : POST_LOAD_GRACE_MS, signal);
      // A report may come after `load`. It may be about another frame, but this one is silent.
      const violation = violationAtLoad ?? this.#recentViolation;
      if (violation && this.#phase === 'opening') return this.#fail(violation);
      const limited = createDeadline(signal, PROBE_TIMEOUT_S);
      const isReachable = await probeHost(this.#page, this.#target.url, limited);
      signal.throwIfAborted();
      const problem = isReachable ? undefined : 'room-unreachable';
      if (this.#phase === 'open') this.#observer.onNavigated(problem);
      // A browser that is offline loads its own error page.
      else if (isReachable || navigator.onLine) this.#succeed({isConfirmed: false, problem});
      else await this.#failUnreachable(signal);
    } catch {
      // A message, another document or the end of the session came first.
    }
  }

  /** Probes the host of a frame that takes long to load. */
  async #probeAfterDelay(): Promise<void> {
    const {signal} = this.#opening;
    try {
      await delay(PROBE_DELAY_MS, signal);
    } catch {
      return;
    }
    // Firefox reports nothing about a frame that an isolated page blocks, not even its `load`.
    if (self.crossOriginIsolated && !('credentialless' in this.#frame) && !this.#hasLoaded)
      this.#fail(createBlockedError('COEP', this.#target.url.origin));
    else if (!(await probeHost(this.#page, this.#target.url, signal)) && !this.#isForeign)
      await this.#failUnreachable(signal);
  }

  async #failUnreachable(signal: AbortSignal): Promise<void> {
    // Firefox does not report that the page's COEP blocks a frame or a request.
    const mayBeBlocked = !this.#hasLoaded && !('credentialless' in this.#frame);
    this.#fail(await explainUnreachable(this.#page, this.#target.url, mayBeBlocked, signal));
  }
}
