import {createHash} from 'node:crypto';

/** A Content-Security-Policy: its directives, each with its sources. */
type Policy = ReadonlyMap<string, readonly string[]>;

/** What an answer's headers let its page do in a frame: Content Security Policy Level 3. */
export class ContentPolicy {
  readonly #url: URL;
  readonly #headers: Headers;
  /** All of them count. */
  readonly #policies: readonly Policy[];

  constructor(url: URL, headers: Headers) {
    this.#url = url;
    this.#headers = headers;
    const header = headers.get('content-security-policy') ?? '';
    this.#policies = header.split(',').map(readPolicy);
  }

  /** What keeps it out of a frame on a page of this origin. */
  framingFault(page: string): string | undefined {
    const isSaid = this.#policies.some(policy => policy.has('frame-ancestors'));
    if (isSaid) {
      const isOpen = this.#all('frame-ancestors', sources => this.#has(sources, new URL(page)));
      return isOpen ? undefined : 'frame-ancestors leaves out the page';
    }
    // Where there is frame-ancestors, browsers do not look at it.
    const options = (this.#headers.get('x-frame-options') ?? '').toLowerCase();
    const isClosed =
      /\bdeny\b/.test(options) || (/\bsameorigin\b/.test(options) && page !== this.#url.origin);
    return isClosed ? 'X-Frame-Options' : undefined;
  }

  /** What keeps its form from being posted to `action` by its scripts. */
  postingFaults(action: URL, scripts: readonly Script[]): string[] {
    const sandbox = (token: string) => this.#all('sandbox', tokens => tokens.includes(token));
    const mayRun = scripts.every(script =>
      this.#policies.every(policy => {
        const name = ['script-src-elem', 'script-src', 'default-src'].find(one => policy.has(one));
        return name === undefined || isAllowed(script, policy.get(name) ?? []);
      }),
    );
    return [
      ...(mayRun ? [] : ['its script may not run']),
      ...(this.#all('form-action', sources => this.#has(sources, action))
        ? []
        : ['form-action leaves out KAF']),
      ...(sandbox('allow-forms') && sandbox('allow-scripts')
        ? []
        : ['its sandbox allows no forms, or no scripts']),
    ];
  }

  /** Whether every policy that has the directive holds to it. */
  #all(name: string, holds: (sources: readonly string[]) => boolean): boolean {
    return this.#policies.every(policy => holds(policy.get(name) ?? []) || !policy.has(name));
  }

  /** Whether one of the sources is `url`, whatever its path. */
  #has(sources: readonly string[], url: URL): boolean {
    return sources.some(source => {
      if (source === '*') return true;
      if (source.toLowerCase() === "'self'") return url.origin === this.#url.origin;
      if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return isScheme(source, url);
      const [, scheme = this.#url.protocol, host = '', port] =
        /^([a-z][a-z\d+.-]*:)?(?:\/\/)?([^/:']+)(?::(\d+|\*))?(?:\/.*)?$/i.exec(source) ?? [];
      const usual = url.protocol === 'https:' ? '443' : '80';
      const isPort = port === '*' || (port ?? usual) === (url.port || usual);
      return isScheme(scheme, url) && isHost(host.toLowerCase(), url.hostname) && isPort;
    });
  }
}

/** A script in a page: its text, and its nonce where it has one. */
export interface Script {
  readonly text: string;
  readonly nonce?: string | undefined;
}

function readPolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    // The first one counts.
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

/** Whether a script that is written into the page may run. */
function isAllowed({text, nonce}: Script, sources: readonly string[]): boolean {
  const isHashed = ['sha256', 'sha384', 'sha512'].some(hash =>
    sources.includes(`'${hash}-${createHash(hash).update(text).digest('base64')}'`),
  );
  if (isHashed || (nonce && sources.includes(`'nonce-${nonce}'`))) return true;
  const isStrict = sources.some(source => /^'(nonce-|sha\d+-|strict-dynamic)/i.test(source));
  return sources.includes("'unsafe-inline'") && !isStrict;
}

/** Where http is allowed, https is. */
const isScheme = (scheme: string, {protocol}: URL) =>
  scheme.toLowerCase() === protocol || (scheme.toLowerCase() === 'http:' && protocol === 'https:');

const isHost = (pattern: string, host: string) =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === '*' || pattern === host;
