import {kafOrigin} from '../../contract/kaf-origin.js';
import {RoomError} from '../../contract/room-error.js';
import {ROOM_FEATURES} from '../../contract/room-features.js';

/**
 * Default of the `sandbox` attribute. `allow-same-origin` gives KAF its own origin, which its session
 * and the camera need; it is safe because the page's own origin is never opened. Without
 * `allow-top-navigation` the room cannot replace the page.
 */
export const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox ' +
  'allow-modals allow-downloads allow-presentation allow-storage-access-by-user-activation';

/**
 * Creates a blank frame. Its `allow` and `sandbox` attributes are set right before it navigates.
 * Before, Chromium would warn that the blank page, of the page's own origin, may run scripts. WebKit
 * would report no policy violation.
 */
export function createFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.part.add('frame');
  // An isolated page blocks every frame that does not ask to be embedded, except credentialless ones:
  // https://developer.mozilla.org/docs/Web/HTTP/Guides/IFrame_credentialless
  frame.toggleAttribute('credentialless', self.crossOriginIsolated);
  return frame;
}

/**
 * Builds the `allow` attribute for a frame that opens `origin`. Permissions for `*` survive redirects
 * inside the frame. Features that the browser does not know are left out, because it warns of them.
 * @param otherOrigins where else the room may move to inside the frame; empty for anywhere
 */
export function buildAllowAttribute(origin: string, otherOrigins: readonly string[]): string {
  const {featurePolicy} = document as {featurePolicy?: {features(): string[]}};
  const known = featurePolicy?.features();
  const origins = otherOrigins.length ? [origin, ...otherOrigins] : ['*'];
  return ROOM_FEATURES.filter(feature => known?.includes(feature) ?? true)
    .map(feature => [feature, ...origins].join(' '))
    .join('; ');
}

/**
 * Parses the `allow-origins` attribute: origins separated by spaces.
 * @throws RoomError `attribute-invalid`
 */
export function parseAllowOrigins(value: string | null | undefined): string[] {
  const words = value?.match(/\S+/g) ?? [];
  return words.map(word => {
    const origin = kafOrigin(word);
    if (origin !== undefined) return origin;
    throw new RoomError(
      'attribute-invalid',
      'allow-origins must be https origins separated by spaces, such as https://kaf.example',
    );
  });
}
