import {RoomError} from '../../errors.js';

/** How long after something failed the browser may take to tell that the page's policy forbade it. */
export const VIOLATION_MS = 300;

type Directive = 'connect-src' | 'form-action' | 'frame-src';

/**
 * Hears that a policy (CSP) of `page` forbids an origin, and does not only report it.
 * @param onForbidden takes `frame-blocked`, which names the directive, and the origin
 */
export function hearForbidden(
  page: Document,
  directive: Directive,
  onForbidden: (error: RoomError, origin: string) => void,
  options?: AddEventListenerOptions,
): void {
  page.addEventListener(
    'securitypolicyviolation',
    ({disposition, effectiveDirective, blockedURI}) => {
      if (
        disposition === 'enforce' &&
        effectiveDirective === directive &&
        URL.canParse(blockedURI)
      ) {
        const {origin} = new URL(blockedURI);
        onForbidden(
          new RoomError('frame-blocked', `${origin} is blocked by this page's CSP (${directive})`),
          origin,
        );
      }
    },
    options,
  );
}
