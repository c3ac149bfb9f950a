/**
 * What the room may do. `allow-same-origin` keeps KAF's own origin (its session and the camera
 * need one); it is safe because the page's own origin is never opened. No `allow-top-navigation`:
 * the room cannot take the page away.
 */
export const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox ' +
  'allow-modals allow-downloads allow-presentation allow-storage-access-by-user-activation';

const FEATURES = [
  'camera',
  'microphone',
  'display-capture',
  'fullscreen',
  'autoplay',
  'encrypted-media',
  'picture-in-picture',
  'screen-wake-lock',
  'clipboard-write',
  'compute-pressure',
];

/**
 * A frame that shows nothing yet, with the permissions of what it will show. Its sandbox is for
 * whoever opens something in it to set: Chromium warns of one in which the blank page, of the page's
 * own origin, may run scripts, and WebKit tells a page that may run none of no violation.
 * @param allow the `allow` attribute in place of the default
 * @param others where else the room may move to inside the frame; empty for anywhere
 */
export function createFrame(
  {origin}: URL,
  allow: string | null | undefined,
  others: readonly string[],
): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.part.add('frame');
  // Such a page shuts out whatever does not ask to be in one, unless it is without what the browser
  // knows of the guest: https://developer.mozilla.org/docs/Web/HTTP/Guides/IFrame_credentialless
  frame.toggleAttribute('credentialless', self.crossOriginIsolated);
  frame.allow = allow ?? delegation(others.length ? [origin, ...others] : ['*']);
  return frame;
}

/**
 * Permissions in the form that survives redirects inside the frame; only those that the browser
 * knows, where it tells, since it warns of the others.
 */
function delegation(to: readonly string[]): string {
  const {featurePolicy} = document as {featurePolicy?: {features(): string[]}};
  const known = featurePolicy?.features();
  return FEATURES.filter(feature => known?.includes(feature) ?? true)
    .map(feature => [feature, ...to].join(' '))
    .join('; ');
}
