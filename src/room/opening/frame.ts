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
 * The `allow` attribute of the frame that opens `origin`: permissions in the form that survives
 * redirects inside the frame; only those that the browser knows, where it tells, since it warns of
 * the others.
 * @param others where else the room may move to inside the frame; empty for anywhere
 */
export function permissions({origin}: URL, others: readonly string[]): string {
  const {featurePolicy} = document as {featurePolicy?: {features(): string[]}};
  const known = featurePolicy?.features();
  const to = others.length ? [origin, ...others] : ['*'];
  return FEATURES.filter(feature => known?.includes(feature) ?? true)
    .map(feature => [feature, ...to].join(' '))
    .join('; ');
}
