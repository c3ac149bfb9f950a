import {RoomError} from '../../contract/room-error.js';

/** How long after something failed the browser may take to tell that the page's policy forbade it. */
export const VIOLATION_MS = 300;

type Directive = 'connect-src' | 'form-action' | 'frame-src';

/**
 * Hears that a policy of `page` forbids an origin, and does not only report it: its
 * Content-Security-Policy or, where the browser tells of that, its Cross-Origin-Embedder-Policy.
 * @param onForbidden takes `frame-blocked`, which names the policy, and the origin
 */
export function hearForbidden(
  page: Document,
  directive: Directive,
  onForbidden: (error: RoomError, origin: string) => void,
  options: AddEventListenerOptions = {},
): void {
  const tell = (disposition: string, broken: string, address: string, policy: string) => {
    if (disposition !== 'enforce' || broken !== directive || !URL.canParse(address)) return;
    const {origin} = new URL(address);
    onForbidden(blockedBy(policy, origin), origin);
  };
  page.addEventListener(
    'securitypolicyviolation',
    ({disposition, effectiveDirective, blockedURI}) =>
      tell(disposition, effectiveDirective, blockedURI, `CSP (${directive})`),
    options,
  );
  const {signal} = options;
  if (!signal || !('ReportingObserver' in self)) return;
  const observer = new ReportingObserver(
    reports => {
      for (const {body} of reports) {
        // Where Chromium has the fields is in the JSON alone.
        const report = JSON.parse(JSON.stringify(body)) as EmbedderReport;
        const {disposition, blockedURL, destination = 'iframe'} = report;
        const broken = destination === 'iframe' ? 'frame-src' : 'connect-src';
        tell(disposition, broken, blockedURL, 'COEP');
      }
    },
    {types: ['coep']},
  );
  observer.observe();
  signal.addEventListener('abort', () => observer.disconnect());
}

/** What a report of the type `coep` says. */
interface EmbedderReport {
  readonly disposition: 'enforce' | 'reporting';
  readonly blockedURL: string;
  /** None for a frame whose page sends `Cross-Origin-Resource-Policy` alone. */
  readonly destination?: string;
}

/**
 * Whether the server of `page` sends a Cross-Origin-Embedder-Policy with it that keeps out what does
 * not ask to be let in: no script can read that off the page itself. False where it does not say.
 */
export async function hasEmbedderPolicy(page: Document, signal: AbortSignal): Promise<boolean> {
  try {
    const {headers} = await fetch(page.URL, {method: 'HEAD', signal});
    return headers.get('cross-origin-embedder-policy')?.startsWith('require-corp') ?? false;
  } catch {
    return false;
  }
}

/** The failure for an origin that a policy of the page keeps out. */
export const blockedBy = (policy: string, origin: string): RoomError =>
  new RoomError('frame-blocked', `${origin} is blocked by this page's ${policy}`);
