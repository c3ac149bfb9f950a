import {LitElement, html, isServer, nothing, type PropertyValues, type TemplateResult} from 'lit';
import type {Launch} from '../contract/schemas.js';
import {getTraits} from '../contract/error-catalog.js';
import {RoomError, type RoomWarningCode} from '../contract/room-error.js';
import {adoptStyles} from '../browser/adopt-styles.js';
import {createDeadline, delay, parseTimeout} from '../browser/abort.js';
import {jsonConverter} from '../browser/json.js';
import {RetryPolicy, explainFailure} from '../browser/retry-policy.js';
import {setCustomState} from '../browser/custom-state.js';
import {VERSION} from '../version.js';
import {LocalizeController} from '../localization/localize-controller.js';
import {blankFrame} from './blank-frame.js';
import {DelayController} from './delay-controller.js';
import {RoomErrorEvent, RoomLeftEvent, RoomLoadingEvent} from './events.js';
import {nextLaunch, type FetchLaunch} from './launch.js';
import {allowedOrigins} from './opening/allowed-origins.js';
import {enter, type Shown, type Stay} from './opening/enter.js';
import {launchOf} from './opening/launch-of.js';
import {openInNewTab} from './opening/new-tab.js';
import {openingOf, type Opening} from './opening/opening.js';
import {Surroundings} from './opening/surroundings.js';
import {errorPanel, idlePanel, loadingPanel} from './panels.js';
import {styles} from './styles.js';

type State =
  | {readonly status: 'idle'}
  /** A launch is being requested, also after a failed attempt. The frame is blank once there is one. */
  | {readonly status: 'loading'; readonly isRetry?: boolean; readonly frame?: HTMLIFrameElement}
  | Shown
  | {readonly status: 'failed'; readonly error: RoomError};

/** A change of one of these is a change of room, endpoint or role, and launches anew. */
const LAUNCH_PROPERTIES = [
  'roomId',
  'tokenUrl',
  'kafUrl',
  'roomModerator',
  'chatModerator',
] as const;

/** Properties whose correction reopens a room that failed with `attribute-invalid`. */
const RECOVERY_PROPERTIES = ['headers', 'credentials', 'timeout', 'allowOrigins'] as const;

/** Once there is a network again, the longest pause: not all rooms of a meeting come back at once. */
const BACK_MS = 2000;

/** How long an opening may take before the loading panel shows: a shorter one would flash. */
const LOADING_PANEL_DELAY_MS = 150;

/**
 * Shows a Kaltura meeting room, with a session that the host's own server gave for it.
 *
 * ```html
 * <kaltura-room room-id="1_abcd1234" token-url="/api/kaltura/token"></kaltura-room>
 * ```
 *
 * @fires kaltura-room-loading - {@link RoomLoadingEvent}: A room is about to be opened.
 * @fires kaltura-room-ready - {@link RoomReadyEvent}: The frame has loaded; `confirmed` where it said something itself, and see what this proves.
 * @fires kaltura-room-error - {@link RoomErrorEvent}: The room did not open, for the reason in `error`.
 * @fires kaltura-room-left - {@link RoomLeftEvent}: It was open or opening, and was left: by `leave()`, by losing its `room-id`, or for a tab of its own. What a person does inside the frame, leaving included, no browser tells.
 * @fires kaltura-room-message - {@link RoomMessageEvent}: The frame said something else. `data` is as it was sent, or parsed where it was JSON in a string of up to 65,536 characters; `subject` is that of LTI's messages, such as `lti.navigation`.
 * @fires kaltura-room-resize - {@link RoomResizeEvent}: The frame asked for a `height` (`lti.frameResize`): CSS pixels, or per cent as text.
 * @fires kaltura-room-warning - {@link RoomWarningEvent}: Something stands against the meeting, which goes on; `code` says what.
 * @slot idle - In place of what stands there before joining: call `join()` from your own.
 * @slot loading - In place of the spinner and its sentence.
 * @slot error - In place of the error panel, buttons included: call `reload()` from your own.
 * @csspart frame - The iframe.
 * @csspart panel - What stands where the room is not; also `idle`, `loading` or `error`.
 * @csspart title - The heading of an error.
 * @csspart actions - The buttons of an error.
 * @csspart code - The code of an error.
 * @csspart button - Any button; also `join`, `retry`, `new-tab`, `dismiss`, `leave` or `full-screen`.
 * @csspart controls - The bar under the room, with `controls`.
 * @csspart spinner - The turning ring.
 * @csspart warning - A strip above the room that says what stands against the meeting.
 * @cssprop --kaltura-room-accent - The buttons.
 * @cssprop --kaltura-room-on-accent - Text on the accent.
 * @cssprop --kaltura-room-background - Behind the panels.
 * @cssprop --kaltura-room-color - Text of the panels.
 * @cssprop --kaltura-room-radius - The corners.
 * @cssstate idle - Nothing is under way.
 * @cssstate loading - A launch is being fetched.
 * @cssstate joining - The frame is on its way to the room.
 * @cssstate ready - The frame has loaded.
 * @cssstate failed - The room did not open.
 * @customElement kaltura-room
 */
export class KalturaRoomElement extends LitElement {
  /** Of the package. */
  static readonly version = VERSION;
  static override styles = styles;

  static override properties = {
    roomId: {attribute: 'room-id', hasChanged},
    tokenUrl: {attribute: 'token-url', hasChanged},
    kafUrl: {attribute: 'kaf-url', hasChanged},
    roomModerator: {type: Boolean, attribute: 'room-moderator', hasChanged},
    chatModerator: {type: Boolean, attribute: 'chat-moderator', hasChanged},
    loading: {},
    timeout: {type: Number},
    credentials: {},
    headers: {converter: jsonConverter, hasChanged},
    allow: {},
    allowOrigins: {attribute: 'allow-origins'},
    sandbox: {},
    label: {},
    autoHeight: {type: Boolean, attribute: 'auto-height'},
    controls: {type: Boolean},
    launch: {attribute: false, hasChanged},
    fetchLaunch: {attribute: false},
  };

  /**
   * The room's entry ID. Without it (and without `launch`) the element waits and asks nothing of
   * anybody.
   */
  roomId?: string | null;
  /** The endpoint of your server that answers a launch. */
  tokenUrl?: string | null;
  /**
   * KAF's origin. Where it is there, even empty, a launch for any other origin is refused. Without
   * it the token endpoint's answer says where KAF is.
   */
  kafUrl?: string | null;
  /** Asks to moderate the room; the server decides. */
  roomModerator?: boolean | null;
  /** Asks to moderate the chat; the server decides. */
  chatModerator?: boolean | null;
  /** `eager` (default, and for any other word), `lazy` (when scrolled to) or `click`. */
  loading: 'eager' | 'lazy' | 'click' = 'eager';
  /** Seconds until a room that has not opened counts as failed; 30 unless set. */
  timeout?: number | null;
  /**
   * Which requests to your server carry cookies, as `fetch` has it: `same-origin` (default),
   * `include`, `omit`.
   */
  credentials?: RequestCredentials | null;
  /** Headers for your server: JSON in the attribute, an object in the property. */
  headers?: Record<string, string> | null;
  /** The frame's permissions, in place of the default. */
  allow?: string | null;
  /**
   * Other origins that the room may move to inside the frame, separated by spaces. Permissions go
   * to KAF and these alone, and messages of these are believed too.
   */
  allowOrigins?: string | null;
  /** The frame's sandbox, in place of the default. */
  sandbox?: string | null;
  /** The frame's accessible name. */
  label?: string | null;
  /**
   * Grows with the height in pixels that the room asks for; never smaller than its
   * `min-block-size`, 30 rem or a low screen's height unless you style it.
   */
  autoHeight?: boolean | null;
  /**
   * Shows a bar under the room while it opens and is open: Leave, and Full screen where the
   * browser can (an iPhone cannot).
   */
  controls?: boolean | null;
  /**
   * A launch that the page already has: the next opening makes no request. It throws nobody out of
   * an open room; `reload()` uses it there. Where there is no way to another, it is used again.
   */
  launch?: Launch | null;
  /**
   * A function `(request, signal) => Promise<launch>` in place of `token-url`. Throw a `RoomError`
   * to choose the code, or, without a bundler, `Object.assign(new Error('why'), {name:
   * 'RoomError', code: 'access-denied'})`.
   */
  fetchLaunch?: FetchLaunch | null;

  readonly #internals = this.attachInternals();
  #state: State = {status: 'idle'};
  /** What is under way: from the request for a launch to the end of the stay, or the wait for either. */
  #run?: AbortController;
  /** What the next update starts: what `loading` says, or a launch. */
  #due: 'auto' | 'launch' | undefined;
  /** Whether a person has left. Only another room, `join()` or `reload()` opens one again. */
  #left = false;
  /** The `roomId` at that moment, which may have changed in the same turn. */
  #leftRoom: unknown;
  /** Whether its events have said that it is open, or opening: one more says when it no longer is. */
  #isTold = false;
  #isLaunchSpent = false;
  /** What had the focus in the element, its slots or its frame as an update began. */
  #focused: Element | null = null;
  readonly #loadingDelay = new DelayController(this);
  /** A server has rendered a panel: another one takes its place at once. */
  readonly #isServerRendered = this.shadowRoot !== null;
  readonly #around = new Surroundings(this, () => this.#openInNewTab());
  readonly #localize = new LocalizeController(this);

  /** `idle`, `loading`, `joining`, `ready` or `failed`. */
  get state(): 'idle' | 'loading' | 'joining' | 'ready' | 'failed' {
    return this.#state.status;
  }

  /** Why the room did not open; null unless `state` is `failed`. */
  get error(): RoomError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  /** What stands against the meeting that goes on, as far as a browser tells. */
  get warnings(): readonly RoomWarningCode[] {
    return this.#around.codes;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#due ??= 'auto';
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#isTold = false;
    this.#run?.abort();
    this.#due = undefined;
    this.#set({status: 'idle'});
  }

  protected override createRenderRoot(): ShadowRoot {
    // Empties what a server has rendered: it may be in another language.
    const root = this.attachShadow({mode: 'open'});
    adoptStyles(this, styles);
    return root;
  }

  /** Into another document, as of a popup, which takes no style sheets along. */
  adoptedCallback(): void {
    adoptStyles(this, styles);
  }

  /** A move that keeps the frame (`moveBefore`) keeps the meeting; the language may be another. */
  connectedMoveCallback(): void {
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A server renders what stands there until the script has loaded.
    if (isServer) {
      if (this.#hasRoom && !/^(lazy|click)$/.test(this.loading)) this.#state = {status: 'loading'};
      return;
    }
    this.#focused = this.#findFocused();
    // What was taken away and put back in the same turn is as it was.
    const isOther = (name: (typeof LAUNCH_PROPERTIES)[number] | 'launch' | 'loading') =>
      changed.has(name) && hasChanged(changed.get(name), this[name]);
    // A launch is for the room that it came with.
    if (isOther('launch')) this.#isLaunchSpent = false;
    else if (isOther('roomId')) this.#isLaunchSpent = true;
    if (isOther('roomId') && hasChanged(this.roomId, this.#leftRoom)) this.#left = false;
    if (!this.isConnected) return;

    // These changes matter only while no room is open or opening. Frameworks pass a new function on
    // every render, so `fetchLaunch` counts only if there was none before.
    const helps =
      isOther('loading') ||
      isOther('launch') ||
      (this.fetchLaunch && changed.has('fetchLaunch') && !changed.get('fetchLaunch')) ||
      (this.error?.code === 'attribute-invalid' &&
        RECOVERY_PROPERTIES.some(name => changed.has(name)));
    if (LAUNCH_PROPERTIES.some(isOther) || (helps && !this.#isActive))
      this.#due ??= this.state !== 'idle' && this.#hasRoom ? 'launch' : 'auto';
    const due = this.#due;
    this.#due = undefined;
    if (due) this.#start(due);
  }

  protected override updated(): void {
    const {frame} = this.#state as {frame?: HTMLIFrameElement};
    if (frame) frame.title = this.label || this.#localize.translation.room.frame || '';
    // If the focused element has gone, focus what replaced it: a button rather than its panel.
    if (this.#focused && !this.#focused.checkVisibility())
      [...this.renderRoot.querySelectorAll<HTMLElement>('iframe, [tabindex], [part~=join]')]
        .findLast(element => element.checkVisibility())
        ?.focus();
    this.#focused = null;
  }

  /** Opens the room, unless it is open or opening. */
  join(): void {
    if (!this.#isActive) this.reload();
  }

  /** Opens the room anew, with a fresh launch. */
  reload(): void {
    this.#due = 'launch';
    this.requestUpdate();
  }

  /** Leaves the room, or stops opening it. */
  leave(): void {
    this.#left = true;
    this.#leftRoom = this.roomId;
    this.#due = undefined;
    this.#run?.abort();
    this.#set({status: 'idle'});
    this.#tellLeft();
  }

  /** Returns what has the focus in the element, its slots or its frame. */
  #findFocused(): Element | null {
    const {activeElement} = this.getRootNode() as Document;
    return this.shadowRoot?.activeElement ?? (this.contains(activeElement) ? activeElement : null);
  }

  get #isActive(): boolean {
    return this.state !== 'idle' && this.state !== 'failed';
  }

  get #hasRoom(): boolean {
    return Boolean(this.roomId || this.launch);
  }

  /** Ends what is under way, for what begins now. */
  #begin(): AbortSignal {
    this.#run?.abort();
    this.#run = new AbortController();
    return this.#run.signal;
  }

  #start(due: 'auto' | 'launch'): void {
    const waits = !this.#hasRoom || this.#left || /^(lazy|click)$/.test(this.loading);
    if (due === 'launch' || !waits) return void this.#open();
    this.#run?.abort();
    this.#set({status: 'idle'});
    // What listeners do to the element must not fall into the update in which this began.
    queueMicrotask(() => this.#tellLeft());
    if (!this.#hasRoom || this.loading !== 'lazy' || this.#left) return;
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) this.join();
      },
      {rootMargin: '25%'},
    );
    observer.observe(this);
    this.#begin().addEventListener('abort', () => observer.disconnect());
  }

  /** Opens the room in a new frame. */
  async #open(): Promise<void> {
    await this.#runOpening(true, (opening, stay) =>
      enter(this, opening, {
        ...stay,
        around: this.#around,
        show: state => this.#set(state),
        onLost: error => this.#fail(error),
      }),
    );
  }

  /** Opens the room in a tab of its own; that is offered by what could have opened it here. */
  #openInNewTab(): void {
    const around = this.#around;
    const stay = this.state === 'ready' ? this.#run?.signal : undefined;
    around.forgive();
    void openInNewTab({
      stay,
      timeout: this.timeout,
      ask: signal => this.#requestOpening(true, signal),
      attempt: open => this.#runOpening(false, open),
      onFailed: error => (stay ? around.warn(error.code) : this.#fail(error)),
      leave: () => this.leave(),
    });
  }

  /**
   * Runs one opening, from the request for a launch to the open room. Transient failures are retried
   * until the deadline, each time with a fresh launch. A newer run, `leave()` or removal aborts it,
   * which is not an error.
   */
  async #runOpening(
    inFrame: boolean,
    open: (opening: Opening, stay: Omit<Stay, 'around' | 'show' | 'onLost'>) => Promise<void>,
  ): Promise<boolean> {
    const run = this.#begin();
    this.#left = false;
    this.#set({status: 'loading'});
    // A person who has just clicked sees at once that something happens.
    if (!this.#isServerRendered && !this.#findFocused())
      this.#loadingDelay.start(LOADING_PANEL_DELAY_MS);
    // Listeners may change the element: they run once its update is done.
    await this.updateComplete;
    try {
      run.throwIfAborted();
      this.#isTold = true;
      this.dispatchEvent(new RoomLoadingEvent());
      // A listener may have changed the room.
      if (this.isUpdatePending) await this.updateComplete;
      run.throwIfAborted();
      // A translation may have failed before, as without a network.
      this.#localize.retry();
      const seconds = parseTimeout(this.timeout);
      const until = createDeadline(run, seconds);
      const policy = new RetryPolicy(seconds);
      let isRetry = false;
      for (;;) {
        const attemptAbort = new AbortController();
        try {
          // The page's own launch opens one room, once.
          const isSpent = this.#isLaunchSpent;
          this.#isLaunchSpent = true;
          const requested = this.#requestOpening(
            isSpent,
            AbortSignal.any([until, attemptAbort.signal]),
          );
          // Inserting a frame takes milliseconds: the answer comes meanwhile. `fetchLaunch` may
          // have left the room.
          const frame = blankFrame();
          if (inFrame && !run.aborted) this.#set({status: 'loading', isRetry, frame});
          const opening = await requested;
          run.throwIfAborted();
          await open(opening, {
            frame,
            until,
            seconds,
            run: AbortSignal.any([run, attemptAbort.signal]),
          });
          return true;
        } catch (cause) {
          attemptAbort.abort();
          run.throwIfAborted();
          // A function of the page's own is asked once: it may ask a person something.
          const error = explainFailure(cause);
          const mayRetry = Boolean(this.tokenUrl && !this.fetchLaunch);
          const wait = mayRetry ? policy.nextDelay(error) : undefined;
          if (wait === undefined) throw error;
          isRetry = true;
          this.#loadingDelay.cancel();
          this.#set({status: 'loading', isRetry});
          await delay(wait, until);
        }
      }
    } catch (cause) {
      if (!run.aborted) this.#fail(cause);
      return false;
    }
  }

  /**
   * Requests a launch, and returns how it opens the room.
   * @throws RoomError at once, `attribute-invalid` for a malformed attribute
   */
  #requestOpening(isSpent: boolean, signal: AbortSignal): Promise<Opening> {
    allowedOrigins(this.allowOrigins);
    return nextLaunch(this, isSpent, signal).then(unread => {
      const launch = launchOf(unread);
      return launch
        ? openingOf(launch, this.kafUrl, self.origin)
        : this.#requestOpening(true, signal);
    });
  }

  #fail(cause: unknown): void {
    this.#run?.abort();
    const error = RoomError.from(cause);
    this.#set({status: 'failed', error});
    if (getTraits(error.code).isNetwork) {
      const signal = this.#begin();
      const back = () => this.reload();
      const backSoon = () => void delay(Math.random() * BACK_MS, signal).then(back, () => {});
      window.addEventListener('online', backSoon, {signal});
    }
    this.#isTold = false;
    this.dispatchEvent(new RoomErrorEvent(error));
  }

  #tellLeft(): void {
    if (this.#isTold) {
      this.#isTold = false;
      this.dispatchEvent(new RoomLeftEvent());
    }
  }

  #set(state: State): void {
    if (state.status !== 'loading' && state.status !== 'joining') this.#loadingDelay.cancel();
    if (state.status !== 'ready') this.#around.clear();
    setCustomState(this.#internals, this.state, state.status);
    this.#state = state;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const words = this.#localize.translation;
    const state = this.#state;
    const {frame = nothing} = state as {frame?: HTMLIFrameElement};
    // One template for all states, so that the frame stays the same node from joining to ready.
    return html`<p role="status" lang=${words.lang}>${this.#status}</p>
      <div role="status" lang=${words.lang} dir=${words.dir}>${this.#around.strips(words)}</div>
      ${frame}${this.#panel}${this.#isActive ? this.#around.bar(words) : nothing}`;
  }

  /** What is announced. */
  get #status(): string | undefined {
    const {room} = this.#localize.translation;
    const state = this.#state;
    if (state.status === 'loading') return state.isRetry ? room.again : room.loading;
    if (state.status === 'ready') return state.confirmed ? room.ready : room.unconfirmed;
    if (state.status === 'idle' && this.#left) return room.left;
    return state.status === 'joining' ? room.joining : '';
  }

  /** What stands where the room is not. */
  get #panel(): TemplateResult | typeof nothing {
    const state = this.#state;
    const words = this.#localize.translation;
    switch (state.status) {
      case 'idle':
        return idlePanel(words, this.#hasRoom, () => this.join());
      case 'loading':
      case 'joining':
        return this.#loadingDelay.isWaiting ? nothing : loadingPanel(words, this.#status);
      case 'ready':
        return nothing;
      case 'failed':
        return errorPanel(
          words,
          state.error,
          () => this.reload(),
          () => this.#openInNewTab(),
        );
      default:
        return state satisfies never;
    }
  }
}

/**
 * By content, since frameworks hand over an equal object at every render, and have more than one
 * way to say that there is no value.
 */
function hasChanged(a: unknown, b: unknown): boolean {
  return JSON.stringify(a || null) !== JSON.stringify(b || null);
}

declare global {
  interface HTMLElementTagNameMap {
    'kaltura-room': KalturaRoomElement;
  }
}
