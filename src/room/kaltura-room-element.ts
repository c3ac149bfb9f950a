import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {changingText} from '../browser/changing-text.js';
import {setCustomState, toggleCustomState} from '../browser/custom-state.js';
import {didChange, hasValueChanged} from '../browser/equality.js';
import {createJsonConverter} from '../browser/json.js';
import {KalturaElement} from '../browser/kaltura-element.js';
import {numberConverter} from '../browser/number-converter.js';
import type {RequestHeaders} from '../browser/request-headers.js';
import {attachInternals, isShellOnly} from '../browser/shell-only.js';
import type {RoomError, RoomWarningCode} from '../contract/room-error.js';
import type {Launch} from '../contract/schemas.js';
import {LocalizeController} from '../localization/localize-controller.js';
import {AutoJoinController} from './controllers/auto-join-controller.js';
import {DelayController} from './controllers/delay-controller.js';
import {FocusController} from './controllers/focus-controller.js';
import {ReconnectController} from './controllers/reconnect-controller.js';
import {LaunchSource, type FetchLaunch} from './launch-source.js';
import {RoomSession} from './room-session.js';
import {getFrame, type RoomState} from './room-state.js';
import {RoomWarnings} from './room-warnings.js';
import {getStatusText, renderPanel} from './ui/panels.js';
import {styles} from './ui/styles.js';
import {renderToolbar} from './ui/toolbar.js';
import {renderBanners} from './ui/warning-banners.js';

/** Delay before the loading panel shows: it would flash in an opening that is shorter. */
const LOADING_PANEL_DELAY_MS = 150;

/**
 * Shows a Kaltura meeting room, with a session from the host's own server.
 *
 * ```html
 * <kaltura-room room-id="1_abcd1234" token-url="/api/kaltura/token"></kaltura-room>
 * ```
 *
 * @fires kaltura-room-loading - {@link RoomLoadingEvent}: The room begins to open.
 * @fires kaltura-room-ready - {@link RoomReadyEvent}: The frame has loaded. `confirmed` is true if the frame has sent a message.
 * @fires kaltura-room-error - {@link RoomErrorEvent}: The room did not open, or is gone; `error` says why.
 * @fires kaltura-room-left - {@link RoomLeftEvent}: An open or opening room was left: by `leave()`, without its `room-id`, or for a new tab. Browsers do not report what a guest does inside the frame.
 * @fires kaltura-room-message - {@link RoomMessageEvent}: The frame sent a message: `data` as it was sent, or parsed if it was JSON of up to 65,536 characters. `subject` is the subject of an LTI message.
 * @fires kaltura-room-resize - {@link RoomResizeEvent}: The frame asked for a `height` (`lti.frameResize`): CSS pixels, or per cent as text.
 * @fires kaltura-room-warning - {@link RoomWarningEvent}: Something impairs the meeting, which continues; `code` says what.
 * @slot idle - Replaces the content before joining. Call `join()` from your own button.
 * @slot loading - Replaces the spinner and its text.
 * @slot error - Replaces the error panel and its buttons. Call `reload()` from your own button.
 * @csspart frame - The iframe.
 * @csspart panel - The panel in place of the room; also `idle`, `loading` or `error`.
 * @csspart title - The heading of an error.
 * @csspart actions - The buttons of an error.
 * @csspart code - The code of an error.
 * @csspart button - Any button; also `join`, `reload`, `retry`, `new-tab`, `dismiss`, `leave` or `full-screen`.
 * @csspart controls - The bar under the room, with `controls`.
 * @csspart spinner - The turning ring.
 * @csspart warning - The banner of a warning, above the room.
 * @cssprop --kaltura-room-accent - Background of buttons.
 * @cssprop --kaltura-room-on-accent - Text on the accent.
 * @cssprop --kaltura-room-background - Background of panels.
 * @cssprop --kaltura-room-color - Text of panels.
 * @cssprop --kaltura-room-radius - Radius of corners.
 * @cssstate idle - The room waits.
 * @cssstate loading - A launch is requested.
 * @cssstate joining - The frame navigates to the room.
 * @cssstate ready - The frame has loaded.
 * @cssstate failed - The room did not open.
 * @customElement kaltura-room
 */
export class KalturaRoomElement extends KalturaElement {
  static override styles = styles;

  static override properties = {
    roomId: {attribute: 'room-id', hasChanged: hasValueChanged},
    tokenUrl: {attribute: 'token-url', hasChanged: hasValueChanged},
    kafUrl: {attribute: 'kaf-url', hasChanged: hasValueChanged},
    roomModerator: {type: Boolean, attribute: 'room-moderator', hasChanged: hasValueChanged},
    chatModerator: {type: Boolean, attribute: 'chat-moderator', hasChanged: hasValueChanged},
    loading: {},
    timeout: {converter: numberConverter},
    credentials: {hasChanged: hasValueChanged},
    headers: {converter: createJsonConverter('headers'), hasChanged: hasValueChanged},
    allow: {},
    allowOrigins: {attribute: 'allow-origins'},
    sandbox: {},
    label: {},
    autoHeight: {type: Boolean, attribute: 'auto-height'},
    controls: {type: Boolean},
    launch: {attribute: false, hasChanged: hasValueChanged},
    fetchLaunch: {attribute: false, hasChanged: hasValueChanged},
  };

  /** The room's entry ID. Without it, and without `launch`, the element waits and requests nothing. */
  roomId?: string | null;
  /** URL of the endpoint on your server that returns launches. */
  tokenUrl?: string | null;
  /**
   * KAF's origin. If present, even empty, a launch for any other origin is refused. Otherwise the
   * launch names KAF.
   */
  kafUrl?: string | null;
  /** Asks to moderate the room. The server decides. */
  roomModerator?: boolean | null;
  /** Asks to moderate the chat. The server decides. */
  chatModerator?: boolean | null;
  /** When the room opens: `eager` (default), `lazy` (near the viewport) or `click`. */
  loading: 'eager' | 'lazy' | 'click' = 'eager';
  /** Seconds until a room that has not opened fails; 30 by default. */
  timeout?: number | null;
  /** Which requests to your server carry cookies: `same-origin` (default), `include` or `omit`. */
  credentials?: RequestCredentials | null;
  /**
   * Headers for your server: JSON in the attribute; in the property an object, or a function that
   * returns one or its promise. The function is called for each request.
   */
  headers?: RequestHeaders | null;
  /** Replaces the frame's default `allow` attribute. */
  allow?: string | null;
  /**
   * Other origins that the room may move to inside the frame, separated by spaces. Only KAF and these
   * origins get permissions and may send messages.
   */
  allowOrigins?: string | null;
  /** Replaces the frame's default `sandbox` attribute. */
  sandbox?: string | null;
  /** The frame's accessible name. */
  label?: string | null;
  /**
   * Sets the element's height to what the room asks for. Its `min-block-size` still applies: 30 rem or
   * a low screen's height by default.
   */
  autoHeight?: boolean | null;
  /** Shows a bar under the room: Leave, and Full screen in browsers that support it. */
  controls?: boolean | null;
  /**
   * A launch that the page already has, so that opening the room requests nothing. Setting it does not
   * interrupt an open room; call `reload()` to use it. Without another launch source, it is reused.
   */
  launch?: Launch | null;
  /**
   * A function `(request, signal) => Promise<launch>` that replaces `token-url`. Throw a `RoomError` to
   * choose the code, or without a bundler, `Object.assign(new Error('why'), {name: 'RoomError', code:
   * 'access-denied'})`.
   */
  fetchLaunch?: FetchLaunch | null;

  readonly #internals = attachInternals(this);
  readonly #localize = new LocalizeController(this);
  readonly #focus = new FocusController(this);
  readonly #autoJoin = new AutoJoinController(this);
  readonly #loadingDelay = new DelayController(this);
  readonly #launches = new LaunchSource(this, this.#localize);
  readonly #warnings = new RoomWarnings(this);
  /** Whether a server rendered a panel, which another panel replaces at once. */
  readonly #isServerRendered = this.shadowRoot !== null;
  #state: RoomState = {status: 'idle'};
  /** The current visit, or the last one. */
  #session: RoomSession | undefined;

  constructor() {
    super();
    setCustomState(this.#internals, 'idle', 'idle');
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (isShellOnly) {
      // A server renders what the page shows until the script has loaded.
      const isOpening = this.#autoJoin.hasRoom && this.#autoJoin.isEager;
      this.#state = isOpening ? {status: 'loading', isRetry: false} : {status: 'idle'};
      return;
    }
    const isOtherRoom = didChange(changed, 'roomId', this.roomId);
    if (didChange(changed, 'launch', this.launch)) this.#launches.renew();
    // A launch is for the room that it came with.
    else if (isOtherRoom) this.#launches.consume();
    const left = this.#state.status === 'idle' ? this.#state.left : undefined;
    if (left && isOtherRoom && hasValueChanged(this.roomId, left.roomId))
      this.#transition({status: 'idle'});
    if (!this.isConnected) return;

    const decision = this.#autoJoin.takeDecision(changed, this.#state);
    if (decision === 'open') void this.#startSession().open();
    else if (decision === 'wait') this.#endSession();
  }

  /** Whether the room is open or opening. */
  get #isActive(): boolean {
    return this.state !== 'idle' && this.state !== 'failed';
  }

  /** Starts a session in place of the current one. */
  #startSession(): RoomSession {
    // Read before `abort()`, which ends the session without an event.
    const owesLeftEvent = this.#session?.owesLeftEvent ?? false;
    this.#session?.abort();
    this.#session = new RoomSession(this, {
      launches: this.#launches,
      warnings: this.#warnings,
      onStateChange: state => this.#transition(state),
      owesLeftEvent,
    });
    // A translation may have failed to load, as without a network.
    this.#localize.retry();
    // A guest who has just clicked sees a response at once.
    if (!this.#isServerRendered && !this.#focus.focused)
      this.#loadingDelay.start(LOADING_PANEL_DELAY_MS);
    return this.#session;
  }

  /** Ends the session, or clears a failure. A room that was left stays left. */
  #endSession(): void {
    if (this.#isActive) this.#session?.end();
    else if (this.state !== 'idle') this.#transition({status: 'idle'});
  }

  #openInNewTab(): void {
    this.#warnings.resetDismissed();
    if (this.state === 'ready') void this.#session?.moveToTab();
    else void this.#startSession().openInTab();
  }

  /** Enters a state. In a browser, nothing else writes it. */
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
    const status = changingText(getStatusText(this.#state, translation));
    // One template for all states, so that the frame stays the same node from loading to ready.
    return html`<div id="layout">
      <p role="status" lang=${lang}>${status}</p>
      <div role="status" lang=${lang} dir=${dir}>
        ${renderBanners(this.#warnings, translation, actions)}
      </div>
      ${getFrame(this.#state) ?? nothing}
      ${this.#loadingDelay.isWaiting ? nothing : renderPanel(this.#state, translation, actions)}
      ${this.#isActive && this.controls ? renderToolbar(this, translation) : nothing}
    </div>`;
  }

  protected override updated(): void {
    toggleCustomState(this.#internals, 'auto-height', Boolean(this.autoHeight));
    const frame = getFrame(this.#state);
    if (frame) frame.title = this.label || this.#localize.translation.room.frameTitle || '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kaltura-room': KalturaRoomElement;
  }
}
