import {RoomError} from '../../contract/room-error.js';

/** Maximum delay between a blocked request and the event that reports its policy. */
export const VIOLATION_DELAY_MS = 300;

type Directive = 'connect-src' | 'form-action' | 'frame-src';

/**
 * Calls `listener` when an enforced policy of `page` blocks an origin: its Content-Security-Policy or,
 * in browsers that report it, its Cross-Origin-Embedder-Policy.
 * @param listener gets `frame-blocked`, which names the policy, and the blocked origin
 * @param options without a `signal`, reports of the Cross-Origin-Embedder-Policy are not observed
 */
export function onPolicyViolation(
  page: Document,
  directive: Directive,
  listener: (error: RoomError, origin: string) => void,
  options: AddEventListenerOptions = {},
): void {
  const report = (disposition: string, blocked: string, url: string, policy: string) => {
    if (disposition !== 'enforce' || blocked !== directive || !URL.canParse(url)) return;
    const {origin} = new URL(url);
    listener(createBlockedError(policy, origin), origin);
  };
  page.addEventListener(
    'securitypolicyviolation',
    ({disposition, effectiveDirective, blockedURI}) =>
      report(disposition, effectiveDirective, blockedURI, `CSP (${directive})`),
    options,
  );
  const {signal} = options;
  if (signal && !signal.aborted) observeEmbedderPolicy(signal, report);
}

/** The body of a report of type `coep` (https://html.spec.whatwg.org/#coep). */
interface EmbedderPolicyReport {
  readonly disposition: 'enforce' | 'reporting';
  readonly blockedURL: string;
  /** Absent for a frame whose page sends only `Cross-Origin-Resource-Policy`. */
  readonly destination?: string;
}

function observeEmbedderPolicy(
  signal: AbortSignal,
  report: (disposition: string, directive: string, url: string, policy: string) => void,
): void {
  if (!('ReportingObserver' in self)) return;
  const observer = new ReportingObserver(
    reports => {
      for (const {body} of reports) {
        // Chromium exposes the fields of the body only through `toJSON()`.
        const {
          disposition,
          blockedURL,
          destination = 'iframe',
        } = JSON.parse(JSON.stringify(body)) as EmbedderPolicyReport;
        const directive = destination === 'iframe' ? 'frame-src' : 'connect-src';
        report(disposition, directive, blockedURL, 'COEP');
      }
    },
    {types: ['coep']},
  );
  observer.observe();
  signal.addEventListener('abort', () => observer.disconnect());
}

/**
 * Returns whether the server sends `page` with a Cross-Origin-Embedder-Policy that blocks frames. No
 * script can read the policy from the page itself. Returns false if the server does not answer.
 */
export async function hasEmbedderPolicy(page: Document, signal: AbortSignal): Promise<boolean> {
  try {
    const {headers} = await fetch(page.URL, {method: 'HEAD', signal});
    return headers.get('cross-origin-embedder-policy')?.startsWith('require-corp') ?? false;
  } catch {
    return false;
  }
}

/** Creates the error for an origin that a policy of the page blocks. */
export const createBlockedError = (policy: string, origin: string): RoomError =>
  new RoomError('frame-blocked', `${origin} is blocked by this page's ${policy}`);
