import {LitElement, html, isServer, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {adoptStyles} from '../browser/adopt-styles.js';
import {setCustomState} from '../browser/custom-state.js';
import {hasValueChanged} from '../browser/equality.js';
import {jsonConverter} from '../browser/json.js';
import type {RoomError, RoomWarningCode} from '../contract/room-error.js';
import type {Launch} from '../contract/schemas.js';
import {LocalizeController} from '../localization/localize-controller.js';
import {VERSION} from '../version.js';
import {AutoJoinController} from './controllers/auto-join-controller.js';
import {DelayController} from './controllers/delay-controller.js';
import {FocusController} from './controllers/focus-controller.js';
import {ReconnectController} from './controllers/reconnect-controller.js';
import {LaunchSource, type FetchLaunch} from './launch-source.js';
import {RoomSession} from './room-session.js';
import {getFrame, type IdleState, type RoomState} from './room-state.js';
import {RoomWarnings} from './room-warnings.js';
import {getStatusText, renderPanel} from './ui/panels.js';
import {styles} from './ui/styles.js';
import {renderToolbar} from './ui/toolbar.js';
import {renderBanners} from './ui/warning-banners.js';

/** Delay before the loading panel shows: it would flash in an opening that is shorter. */
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
    roomId: {attribute: 'room-id', hasChanged: hasValueChanged},
    tokenUrl: {attribute: 'token-url', hasChanged: hasValueChanged},
    kafUrl: {attribute: 'kaf-url', hasChanged: hasValueChanged},
    roomModerator: {type: Boolean, attribute: 'room-moderator', hasChanged: hasValueChanged},
    chatModerator: {type: Boolean, attribute: 'chat-moderator', hasChanged: hasValueChanged},
    loading: {},
    timeout: {type: Number},
    credentials: {},
    headers: {converter: jsonConverter, hasChanged: hasValueChanged},
    allow: {},
    allowOrigins: {attribute: 'allow-origins'},
    sandbox: {},
    label: {},
    autoHeight: {type: Boolean, attribute: 'auto-height'},
    controls: {type: Boolean},
    launch: {attribute: false, hasChanged: hasValueChanged},
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
  readonly #localize = new LocalizeController(this);
  readonly #focus = new FocusController(this);
  readonly #autoJoin = new AutoJoinController(this);
  readonly #loadingDelay = new DelayController(this);
  readonly #launches = new LaunchSource(this);
  readonly #warnings = new RoomWarnings(this);
  /** Whether a server rendered a panel, which another panel replaces at once. */
  readonly #isServerRendered = this.shadowRoot !== null;
  #state: RoomState = {status: 'idle'};
  /** The current visit, or the last one. */
  #session: RoomSession | undefined;

  constructor() {
    super();
    new ReconnectController(this);
    this.addEventListener('fullscreenchange', () => this.requestUpdate());
  }

  /** `idle`, `loading`, `joining`, `ready` or `failed`. */
  get state(): 'idle' | 'loading' | 'joining' | 'ready' | 'failed' {
    return this.#state.status;
  }

  /** Why the room did not open; null unless `state` is `failed`. */
  get error(): RoomError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  /** Codes of what impairs the open meeting, as far as a browser can detect it. */
  get warnings(): readonly RoomWarningCode[] {
    return this.#warnings.active;
  }

  /** Opens the room, unless it is open or opening. */
  join(): void {
    if (!this.#isActive) this.reload();
  }

  /** Opens the room again, with a new launch. */
  reload(): void {
    this.#autoJoin.openNow();
  }

  /** Leaves the room, or stops opening it. Only a new `room-id`, `join()` or `reload()` reopens it. */
  leave(): void {
    this.#autoJoin.cancel();
    if (this.#isActive) this.#session?.leave();
    else this.#transition({status: 'idle', left: {roomId: this.roomId}});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#session?.abort();
    // A room that was left stays left.
    if (this.state !== 'idle') this.#transition({status: 'idle'});
  }

  /** Another document, such as that of a popup, needs style sheets of its own. */
  adoptedCallback(): void {
    adoptStyles(this, styles);
  }

  /** `moveBefore()` keeps the frame and the meeting; the language may be another one. */
  connectedMoveCallback(): void {
    this.requestUpdate();
  }

  protected override createRenderRoot(): ShadowRoot {
    // Removes the content that a server rendered: it may be in another language.
    const root = this.attachShadow({mode: 'open'});
    adoptStyles(this, styles);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (isServer) {
      // A server renders what the page shows until the script has loaded.
      if (this.#autoJoin.hasRoom && this.#autoJoin.isEager)
        this.#state = {status: 'loading', isRetry: false};
      return;
    }
    const isOtherRoom = this.#autoJoin.didChange(changed, 'roomId');
    if (this.#autoJoin.didChange(changed, 'launch')) this.#launches.renew();
    // A launch is for the room that it came with.
    else if (isOtherRoom) this.#launches.consume();
    const {left} = this.#state as IdleState;
    if (left && isOtherRoom && hasValueChanged(this.roomId, left.roomId))
      this.#transition({status: 'idle'});
    if (!this.isConnected) return;

    const decision = this.#autoJoin.decide(changed, this.#state);
    if (decision === 'open') void this.#startSession().open();
    else if (decision === 'wait') this.#endSession();
  }

  /** Whether the room is open or opening. */
  get #isActive(): boolean {
    return this.state !== 'idle' && this.state !== 'failed';
  }

  /** Starts a session in place of the current one. */
  #startSession(): RoomSession {
    const isAnnounced = this.#session?.isAnnounced ?? false;
    this.#session?.abort();
    this.#session = new RoomSession(this, {
      launches: this.#launches,
      warnings: this.#warnings,
      onStateChange: state => this.#transition(state),
      isAnnounced,
    });
    // A translation may have failed to load, as without a network.
    this.#localize.retry();
    // A guest who has just clicked sees a response at once.
    if (!this.#isServerRendered && !this.#focus.focused)
      this.#loadingDelay.start(LOADING_PANEL_DELAY_MS);
    return this.#session;
  }

  /** Ends a session whose room is no longer wanted. A room that was left stays left. */
  #endSession(): void {
    if (this.#isActive) void this.#session?.end();
    else if (this.state !== 'idle') this.#transition({status: 'idle'});
  }

  #openInNewTab(): void {
    this.#warnings.resetDismissed();
    if (this.state === 'ready') void this.#session?.moveToTab();
    else void this.#startSession().openInTab();
  }

  /** Enters a state. Nothing else writes it. */
  #transition(state: RoomState): void {
    const isOpening = state.status === 'loading' || state.status === 'joining';
    if (!isOpening || (state.status === 'loading' && state.isRetry)) this.#loadingDelay.cancel();
    setCustomState(this.#internals, this.#state.status, state.status);
    this.#state = state;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const {translation} = this.#localize;
    const {lang, dir} = translation;
    const actions = {
      hasRoom: this.#autoJoin.hasRoom,
      onReload: () => this.reload(),
      onNewTab: () => this.#openInNewTab(),
    };
    // One template for all states, so that the frame stays the same node from loading to ready.
    return html`<p role="status" lang=${lang}>${getStatusText(this.#state, translation)}</p>
      <div role="status" lang=${lang} dir=${dir}>
        ${renderBanners(this.#warnings, translation, actions)}
      </div>
      ${getFrame(this.#state) ?? nothing}
      ${this.#loadingDelay.isWaiting ? nothing : renderPanel(this.#state, translation, actions)}
      ${this.#isActive && this.controls ? renderToolbar(this, translation) : nothing}`;
  }

  protected override updated(): void {
    const frame = getFrame(this.#state);
    if (frame) frame.title = this.label || this.#localize.translation.room.frame || '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kaltura-room': KalturaRoomElement;
  }
}
