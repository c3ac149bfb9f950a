import {
  LitElement,
  html,
  isServer,
  noChange,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type {Launch} from '../contract.js';
import {RoomError, type RoomWarningCode} from '../errors.js';
import {adoptStyles} from '../host/adopt-styles.js';
import {TIMEOUT_S, deadline, within} from '../host/deadline.js';
import {jsonAttribute} from '../host/json.js';
import {later} from '../host/later.js';
import {pause} from '../host/pause.js';
import {retriesWithin} from '../host/retry.js';
import {showState} from '../host/show-state.js';
import {VERSION} from '../version.js';
import type {Words} from '../words/language.js';
import {followLanguage, loadWords, unfollowLanguage, wordsOf} from '../words/words.js';
import {allowedOrigins} from './allowed-origins.js';
import {blankFrame} from './blank-frame.js';
import type {controlsBar} from './controls.js';
import {
  RoomErrorEvent,
  RoomLeftEvent,
  RoomLoadingEvent,
  RoomMessageEvent,
  RoomReadyEvent,
  RoomResizeEvent,
  RoomWarningEvent,
} from './events.js';
import {nextLaunch, type FetchLaunch} from './launch.js';
import type * as Opener from './opening/index.js';
import {errorPanel, idlePanel, loadingPanel, warningStrips} from './panels.js';
import {styles} from './styles.js';
import {visible} from './visible.js';

/** What goes along with an attempt to open the room. */
interface Attempt extends Pick<Opener.OpenOptions, 'origins' | 'run' | 'until'> {
  readonly opener: typeof Opener;
  /** What `timeout` said. */
  readonly seconds: number;
  /** Blank, and in the page where the attempt is one in a frame. */
  readonly frame: HTMLIFrameElement;
}

type State =
  | {readonly status: 'idle'}
  /** A launch is being fetched; again, where an attempt has failed. The frame is blank. */
  | {
      readonly status: 'loading';
      readonly isAgain?: boolean;
      readonly frame?: HTMLIFrameElement | undefined;
    }
  | {readonly status: 'joining'; readonly frame: HTMLIFrameElement}
  /** Confirmed, where the frame itself has said something. */
  | {readonly status: 'ready'; readonly frame: HTMLIFrameElement; readonly confirmed: boolean}
  | {readonly status: 'failed'; readonly error: RoomError};

/** A change of one of these is a change of room, endpoint or role, and launches anew. */
const LAUNCH_PROPERTIES = [
  'roomId',
  'tokenUrl',
  'kafUrl',
  'roomModerator',
  'chatModerator',
] as const;

/** What may have been malformed: put right, it opens a room that failed for it. */
const MENDED_PROPERTIES = ['headers', 'credentials', 'timeout', 'allowOrigins'] as const;

/** Once there is a network again, the longest pause: not all rooms of a meeting come back at once. */
const BACK_MS = 2000;

/** What is said of a frame that shows another page, until it speaks again. */
const MOVED = ['room-unreachable', 'frame-blocked'] as const;

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
    headers: {converter: jsonAttribute, hasChanged},
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
  #run = new AbortController();
  /** What the next update starts: what `loading` says, or a launch. */
  #due: 'auto' | 'launch' | undefined;
  /** A person who left is brought back by nothing but another room, or a wish to join. */
  #left = false;
  /** The room at that time: it may have been another one in the same turn. */
  #leftRoom: unknown;
  /** Whether its events have said that it is open, or opening: one more says when it no longer is. */
  #isTold = false;
  #launchSpent = false;
  /** A launch is about to be asked for: what is shown while it is on its way can wait until it is. */
  #isAsking = false;
  /** What had the focus in the element, its slots or its frame as an update began. */
  #focused: Element | false | null = null;
  #warnings: readonly RoomWarningCode[] = [];
  readonly #dismissed = new Set<RoomWarningCode>();
  #words: Words = {room: {}};
  #bar?: ReturnType<typeof controlsBar>;

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
    return this.#warnings;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#due ??= 'auto';
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unfollowLanguage(this);
    this.#isTold = false;
    this.#run.abort();
    this.#due = undefined;
    this.#set({status: 'idle'});
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.ownerDocument === document && !this.shadowRoot) return super.createRenderRoot();
    // Empties what a server has rendered: it may be in another language.
    const root = this.attachShadow({mode: 'open'});
    adoptStyles(this, styles);
    return root;
  }

  /** Into another document, as of a popup. */
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
      this.#words = wordsOf(this.getAttribute('lang') ?? '') ?? this.#words;
      if (this.#hasRoom && !/^(lazy|click)$/.test(this.loading)) this.#state = {status: 'loading'};
      return;
    }
    const {activeElement} = this.getRootNode() as Document;
    this.#focused =
      this.shadowRoot?.activeElement ?? (this.contains(activeElement) && activeElement);
    if (this.controls && !this.#bar)
      void import('./controls.js').then(
        ({controlsBar}) => {
          this.#bar ??= controlsBar(this);
          this.requestUpdate();
        },
        () => {},
      );
    // What was taken away and put back in the same turn is as it was.
    const isOther = (name: (typeof LAUNCH_PROPERTIES)[number] | 'launch' | 'loading') =>
      changed.has(name) && hasChanged(changed.get(name), this[name]);
    // A launch is for the room that it came with.
    if (isOther('launch')) this.#launchSpent = false;
    else if (isOther('roomId')) this.#launchSpent = true;
    if (isOther('roomId') && hasChanged(this.roomId, this.#leftRoom)) this.#left = false;
    if (!this.isConnected) return;

    const language = followLanguage(this);
    const words = wordsOf(language);
    // Those that are there stay until others are.
    if (words) this.#words = words;
    // English has what it needs until there is a launch, or none; but for the bar.
    if (!words || this.controls || !/^(idle|loading)$/.test(this.state)) void loadWords(language);

    // These matter to a room that has not opened, and to no other. A function is another one at
    // each render of many a framework; only that there is one now is news.
    const helps =
      isOther('loading') ||
      isOther('launch') ||
      (this.fetchLaunch && changed.has('fetchLaunch') && !changed.get('fetchLaunch')) ||
      (this.error?.code === 'attribute-invalid' &&
        MENDED_PROPERTIES.some(name => changed.has(name)));
    if (LAUNCH_PROPERTIES.some(isOther) || (helps && !this.#isActive))
      this.#due ??= this.state !== 'idle' && this.#hasRoom ? 'launch' : 'auto';
    const due = this.#due;
    this.#due = undefined;
    if (due) this.#start(due);
  }

  /** What waited until a launch was asked for is part of it. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isDone = await super.getUpdateComplete();
    return this.isUpdatePending ? super.getUpdateComplete() : isDone;
  }

  protected override updated(): void {
    const {frame} = this.#state as {frame?: HTMLIFrameElement};
    if (frame) frame.title = this.label || this.#words.room.frame || '';
    // What had it may be gone: it goes on to what stands there now, the button before its panel.
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
    this.#run.abort();
    this.#set({status: 'idle'});
    this.#tellLeft();
  }

  get #isActive(): boolean {
    return this.state !== 'idle' && this.state !== 'failed';
  }

  get #hasRoom(): boolean {
    return Boolean(this.roomId || this.launch);
  }

  #start(due: 'auto' | 'launch'): void {
    const waits = !this.#hasRoom || this.#left || /^(lazy|click)$/.test(this.loading);
    if (due === 'launch' || !waits) return void this.#open();
    this.#run.abort();
    this.#run = new AbortController();
    this.#set({status: 'idle'});
    // What listeners do to the element must not fall into the update in which this began.
    queueMicrotask(() => this.#tellLeft());
    if (this.#hasRoom && this.loading === 'lazy' && !this.#left)
      void visible(this, this.#run.signal).then(() => this.join());
  }

  /** Opens the room in a new frame. */
  async #open(): Promise<void> {
    await this.#attempt(true, async (opening, {opener, frame, origins, run, until, seconds}) => {
      this.#set({status: 'joining', frame});
      if (!frame.isConnected) await this.updateComplete;
      const {allow, sandbox} = this;
      const confirmed = await opener.openFrame(frame, opening, {
        ...{allow, sandbox, origins, run, until},
        onMessage: (data, height) => this.#receive(data, height, frame),
        onMoved: code => {
          if (code) this.#warn(code);
          if (this.#isConfirmed && !run.aborted)
            this.#stay({status: 'ready', frame, confirmed: false}, deadline(run, seconds));
        },
        onLost: error => this.#fail(error),
      });
      run.throwIfAborted();
      this.#stay({status: 'ready', frame, confirmed}, until);
      this.dispatchEvent(new RoomReadyEvent(confirmed));
      if (run.aborted) return;
      opener.hearWarnings(opening.url.origin, run, (code, isOver) => {
        // A listener may have left for the one before.
        if (!run.aborted) this.#warn(code, isOver);
      });
    });
  }

  /** Is open; of a frame that has said nothing until then, nobody knows what is in it. */
  #stay(state: State & {readonly status: 'ready'}, until: AbortSignal): void {
    this.#set(state);
    const run = this.#run.signal;
    void within(new Promise(() => {}), until).catch(() => {
      if (!run.aborted && !state.confirmed && this.#state === state) this.#warn('room-silent');
    });
  }

  /** Opens the room in a tab of its own, for which a launch of its own is made. */
  async #openInNewTab(): Promise<void> {
    const isOpen = this.state === 'ready';
    this.#dismissed.clear();
    // At once, while the browser still sees the click.
    const tab = window.open('about:blank', '_blank');
    if (!tab && isOpen) return this.#warn('tab-blocked');
    if (!tab) return this.#fail(new RoomError('tab-blocked', 'the browser opened no tab'));
    tab.opener = null;
    if (isOpen) return this.#goOnInTab(tab);
    const opened = await this.#attempt(false, async (opening, {opener, run}) => {
      await opener.openTab(tab, opening, run);
      this.leave();
    });
    if (!opened) tab.close();
  }

  /** Leaves the open room once the tab has it; where it cannot, the meeting goes on here. */
  async #goOnInTab(tab: Window): Promise<void> {
    const run = this.#run.signal;
    try {
      const until = deadline(run, this.timeout);
      const [launch, opener] = await Promise.all([
        nextLaunch(this, true, until),
        later(() => import('./opening/index.js'), until),
      ]);
      await opener.openTab(tab, opener.openingOf(launch, this.kafUrl, self.origin), run);
      this.leave();
    } catch (cause) {
      tab.close();
      if (!run.aborted) this.#warn(RoomError.from(cause).code);
    }
  }

  /**
   * One run, from the request for a launch to the opened room: everything in it ends with `run`,
   * and has time until `until`. What may pass is tried again, with a fresh launch each time. A newer
   * run, leaving or removal ends it, which is not a failure.
   */
  async #attempt(
    inFrame: boolean,
    open: (opening: Opener.Opening, about: Attempt) => Promise<void>,
  ): Promise<boolean> {
    this.#run.abort();
    this.#run = new AbortController();
    const run = this.#run.signal;
    this.#left = false;
    this.#set({status: 'loading'});
    this.#isAsking = true;
    await Promise.resolve();
    this.#isAsking = false;
    try {
      run.throwIfAborted();
      this.#isTold = true;
      this.dispatchEvent(new RoomLoadingEvent());
      // A listener may have changed the room.
      if (this.isUpdatePending) await this.updateComplete;
      run.throwIfAborted();
      const origins = allowedOrigins(this.allowOrigins);
      const until = deadline(run, this.timeout);
      const seconds = this.timeout ?? TIMEOUT_S;
      const retries = retriesWithin(seconds);
      let isAgain = false;
      for (;;) {
        const attempt = new AbortController();
        const signal = AbortSignal.any([until, attempt.signal]);
        try {
          const spent = this.#launchSpent;
          this.#launchSpent = true;
          const launching = Promise.all([
            nextLaunch(this, spent, signal),
            later(() => import('./opening/index.js'), signal),
          ]);
          const frame = blankFrame();
          // While that is under way: a browser needs time for it.
          this.#set({status: 'loading', isAgain, frame: inFrame ? frame : undefined});
          const [launch, opener] = await launching;
          run.throwIfAborted();
          const opening = opener.openingOf(launch, this.kafUrl, self.origin);
          await open(opening, {
            ...{opener, frame, origins, until, seconds},
            run: AbortSignal.any([run, attempt.signal]),
          });
          return true;
        } catch (cause) {
          attempt.abort();
          run.throwIfAborted();
          // A function of the page's own is asked once: it may ask a person something.
          const wait = retries(cause, Boolean(this.tokenUrl && !this.fetchLaunch));
          isAgain = true;
          this.#set({status: 'loading', isAgain});
          await pause(wait, until);
        }
      }
    } catch (cause) {
      if (!run.aborted) this.#fail(cause);
      return false;
    }
  }

  get #isConfirmed(): boolean {
    return this.#state.status === 'ready' && this.#state.confirmed;
  }

  #receive(data: unknown, height: number | string | undefined, frame: HTMLIFrameElement): void {
    if (this.#state.status === 'ready' && !this.#state.confirmed) {
      this.#set({...this.#state, confirmed: true});
      this.#warn('room-silent', true);
    }
    for (const code of MOVED) if (this.#warnings.includes(code)) this.#warn(code, true);
    if (height !== undefined && this.autoHeight)
      frame.style.blockSize = typeof height === 'number' ? `${height}px` : height;
    this.dispatchEvent(
      height === undefined ? new RoomMessageEvent(data) : new RoomResizeEvent(height),
    );
  }

  #fail(cause: unknown): void {
    this.#run.abort();
    const error = RoomError.from(cause);
    this.#set({status: 'failed', error});
    if (/^offline$|unreachable$/.test(error.code)) {
      this.#run = new AbortController();
      const {signal} = this.#run;
      const back = () =>
        pause(Math.random() * BACK_MS, signal).then(
          () => this.reload(),
          () => {},
        );
      window.addEventListener('online', () => void back(), {signal});
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

  /** Something stands against the meeting, or does no more; nobody is thrown out for it. */
  #warn(code: RoomWarningCode, isOver = false): void {
    if (isOver) this.#dismissed.delete(code);
    else if (this.#warnings.includes(code) || this.#dismissed.has(code)) return;
    const others = this.#warnings.filter(other => other !== code);
    this.#warnings = isOver ? others : [...others, code];
    this.requestUpdate();
    if (!isOver) this.dispatchEvent(new RoomWarningEvent(code));
  }

  /** A warning that was dismissed comes back only once what it says was over in between. */
  #dismiss(code: RoomWarningCode): void {
    this.#warn(code, true);
    this.#dismissed.add(code);
  }

  #set(state: State): void {
    if (state.status !== 'ready') {
      this.#warnings = [];
      this.#dismissed.clear();
    }
    showState(this.#internals, this.state, state.status);
    this.#state = state;
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof noChange {
    if (this.#isAsking) return noChange;
    const words = this.#words;
    const state = this.#state;
    const {frame = nothing} = state as {frame?: HTMLIFrameElement};
    // One template for all states, so that the frame stays the same node from joining to ready.
    return html`<p role="status" lang=${words.lang}>${this.#status}</p>
      ${warningStrips(
        words,
        this.#warnings,
        code => this.#dismiss(code),
        () => this.reload(),
        () => void this.#openInNewTab(),
      )}${frame}${this.#panel}${this.controls && this.#isActive ? this.#bar?.(words) : nothing}`;
  }

  /** What is announced. */
  get #status(): string | undefined {
    const {room} = this.#words;
    const state = this.#state;
    if (state.status === 'loading') return state.isAgain ? room.again : room.loading;
    if (state.status === 'ready') return state.confirmed ? room.ready : room.unconfirmed;
    if (state.status === 'idle' && this.#left) return room.left;
    return state.status === 'joining' ? room.joining : '';
  }

  /** What stands where the room is not. */
  get #panel(): TemplateResult | typeof nothing {
    const state = this.#state;
    const words = this.#words;
    switch (state.status) {
      case 'idle':
        return idlePanel(words, this.#hasRoom, () => this.join());
      case 'loading':
      case 'joining':
        return loadingPanel(words, this.#status);
      case 'ready':
        return nothing;
      case 'failed':
        return errorPanel(
          words,
          state.error,
          () => this.reload(),
          () => void this.#openInNewTab(),
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
