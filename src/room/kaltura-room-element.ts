import type {PropertyValues, TemplateResult} from 'lit';
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
import {RetryWaitController} from './controllers/retry-wait-controller.js';
import {LaunchSource, type FetchLaunch} from './launch-source.js';
import {RoomSession} from './room-session.js';
import {getFrame, type RoomState} from './room-state.js';
import {RoomWarnings} from './room-warnings.js';
import {LOADING_PANEL_DELAY_MS, renderLayout} from './ui/layout.js';
import {styles} from './ui/styles.js';

/**
 * Shows a Kaltura meeting room in a frame. Your server creates a session for each opening.
 *
 * ```html
 * <kaltura-room room-id="1_abcd1234" token-url="/api/kaltura/token"></kaltura-room>
 * ```
 *
 * @fires kaltura-room-loading - {@link RoomLoadingEvent}: The room begins to open.
 * @fires kaltura-room-ready - {@link RoomReadyEvent}: The frame has loaded. The event does not prove that the guest is in the meeting.
 * @fires kaltura-room-error - {@link RoomErrorEvent}: The room did not open, or is gone.
 * @fires kaltura-room-left - {@link RoomLeftEvent}: An open or opening room was left: by `leave()`, without its `room-id`, or for a new tab. Browsers do not report what a guest does inside the frame.
 * @fires kaltura-room-message - {@link RoomMessageEvent}: The frame sent a message that the element does not handle.
 * @fires kaltura-room-resize - {@link RoomResizeEvent}: The frame asked for a height by `lti.frameResize`.
 * @fires kaltura-room-warning - {@link RoomWarningEvent}: Something impairs the meeting, which continues.
 * @slot idle - Replaces the content before joining. Call `join()` from your own button.
 * @slot loading - Replaces the spinner and its text.
 * @slot error - Replaces the error panel and its buttons. Call `reload()` from your own button.
 * @csspart frame - The iframe.
 * @csspart panel - The panel in place of the room; also `idle`, `loading` or `error`.
 * @csspart icon - The icon of a panel or a warning.
 * @csspart title - The heading of an error.
 * @csspart actions - The buttons of an error.
 * @csspart code - The code of an error.
 * @csspart button - Any button; also `join`, `reload`, `retry`, `new-tab`, `dismiss`, `leave` or `full-screen`.
 * @csspart secondary-button - A button with an outline, beside a more helpful one or in a bar.
 * @csspart controls - The bar under the room, with `controls`.
 * @csspart spinner - The turning ring.
 * @csspart warning - The banner of a warning, above the room.
 * @cssprop --kaltura-room-accent - Background of the primary button, and color of icons.
 * @cssprop --kaltura-room-on-accent - Text on the accent.
 * @cssprop --kaltura-room-danger - Color of the icons of errors.
 * @cssprop --kaltura-room-background - Background of panels, banners and the bar.
 * @cssprop --kaltura-room-color - Text.
 * @cssprop --kaltura-room-muted-color - Text of less importance, such as the code of an error.
 * @cssprop --kaltura-room-border-color - Borders of buttons, banners and the bar.
 * @cssprop --kaltura-room-border-width - Width of borders.
 * @cssprop --kaltura-room-control-radius - Radius of buttons.
 * @cssprop --kaltura-room-radius - Radius of the corners of the room.
 * @cssprop --kaltura-room-spacing - Space between the parts of a panel, a banner or the bar.
 * @cssprop --kaltura-room-focus-color - Color of the focus ring.
 * @cssprop --kaltura-room-focus-width - Width of the focus ring.
 * @cssprop --kaltura-room-font-family - Font.
 * @cssprop --kaltura-room-font-size - Size of text. It grows in a wide room.
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

  /**
   * ID of the room, such as `1_abcd1234`: Kaltura's entry ID. Without it, and without `launch`, the
   * element waits and requests nothing.
   */
  roomId?: string | null;
  /** URL of the endpoint on your server that returns a launch for each opening. */
  tokenUrl?: string | null;
  /**
   * Origin of KAF, such as `https://12345.kaf.kaltura.com`. The element refuses a launch for any other
   * origin, also if the attribute is empty. Without the attribute, the launch names KAF.
   */
  kafUrl?: string | null;
  /** Asks your server to make the guest a moderator of the room. The server decides. */
  roomModerator?: boolean | null;
  /** Asks your server to make the guest a moderator of the chat. The server decides. */
  chatModerator?: boolean | null;
  /** When the room opens: at once (`eager`), near the viewport (`lazy`), or after a click (`click`). */
  loading: 'eager' | 'lazy' | 'click' = 'eager';
  /**
   * Seconds until a room that has not opened fails. At most 86,400.
   * @default 30
   */
  timeout?: number | null;
  /**
   * Which requests to your server carry cookies, as in `fetch()`.
   * @default same-origin
   */
  credentials?: RequestCredentials | null;
  /**
   * Headers of the requests to your server. The attribute takes JSON. The property takes an object, or
   * a function that returns an object or its promise. The element calls the function for each request.
   */
  headers?: RequestHeaders | null;
  /**
   * Replaces the `allow` attribute of the frame. By default, the room may use the camera, the
   * microphone, screen sharing, full screen and other features that it needs.
   */
  allow?: string | null;
  /**
   * Other origins that the room may move to inside the frame, separated by spaces. With it, only KAF
   * and these origins get permissions. Only they may send messages, with or without the attribute.
   */
  allowOrigins?: string | null;
  /**
   * Replaces the `sandbox` attribute of the frame. By default, the room cannot navigate your page
   * (`allow-top-navigation`).
   */
  sandbox?: string | null;
  /** Accessible name of the frame. By default, a translation of "Meeting room". */
  label?: string | null;
  /**
   * Sets the height of the element to the height that the room asks for. The element's
   * `min-block-size` still applies: by default 30 rem, or the height of a low screen.
   */
  autoHeight?: boolean | null;
  /** Shows a bar under the room: Leave, and Full screen in browsers that support it. */
  controls?: boolean | null;
  /**
   * A launch that the page already has. The room opens without a request to your server. Setting it
   * does not interrupt an open room; call `reload()` to use it. Without another launch source, the
   * element uses it again.
   */
  launch?: Launch | null;
  /**
   * A function that replaces `token-url` and returns a promise of a launch. To choose the error code,
   * throw a `RoomError`, or an `Error` with the name `RoomError` and a `code`.
   */
  fetchLaunch?: FetchLaunch | null;

  readonly #internals = attachInternals(this);
  readonly #localize = new LocalizeController(this);
  readonly #focus = new FocusController(this);
  readonly #autoJoin = new AutoJoinController(this);
  readonly #loadingDelay = new DelayController(this);
  readonly #retryWait = new RetryWaitController(this);
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

  /** State of the room. `loading`: a launch is requested. `joining`: the frame navigates to the room. */
  get state(): 'idle' | 'loading' | 'joining' | 'ready' | 'failed' {
    return this.#state.status;
  }

  /** The reason why the room did not open; null unless `state` is `failed`. */
  get error(): RoomError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  /** Codes of the conditions that impair the open meeting, as far as a browser can detect them. */
  get warnings(): readonly RoomWarningCode[] {
    return this.#warnings.active;
  }

  /** Opens the room. Does nothing if the room is open or opening. */
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
    return renderLayout({
      state: this.#state,
      translation: this.#localize.translation,
      warnings: this.#warnings,
      actions: {
        hasRoom: this.#autoJoin.hasRoom,
        retryWait: this.#retryWait.seconds,
        onReload: () => this.reload(),
        onNewTab: () => this.#openInNewTab(),
      },
      isPanelDelayed: this.#loadingDelay.isWaiting,
      isFirst: !this.hasUpdated,
      toolbarHost: this.#isActive && this.controls ? this : undefined,
    });
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
