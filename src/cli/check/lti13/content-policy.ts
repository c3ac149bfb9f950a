import {createHash} from 'node:crypto';

/** An inline script. */
export interface Script {
  readonly text: string;
  readonly nonce?: string | undefined;
}

/** Sources by directive. */
type Policy = ReadonlyMap<string, readonly string[]>;

/**
 * The headers of a response that restrict its page: Content Security Policy Level 3 and
 * X-Frame-Options.
 */
export class ContentPolicy {
  readonly #url: URL;
  readonly #headers: Headers;
  /** A page must satisfy all of them. */
  readonly #policies: readonly Policy[];

  constructor(url: URL, headers: Headers) {
    this.#url = url;
    this.#headers = headers;
    const header = headers.get('content-security-policy') ?? '';
    this.#policies = header.split(',').map(parsePolicy);
  }

  /** Returns the header that keeps a page of this origin from framing the response. */
  findFrameProblem(pageOrigin: string): string | undefined {
    if (this.#policies.some(policy => policy.has('frame-ancestors'))) {
      const isAllowed = this.#everyPolicy('frame-ancestors', sources =>
        this.#matches(sources, new URL(pageOrigin)),
      );
      return isAllowed ? undefined : 'frame-ancestors does not list the page';
    }
    // Browsers ignore X-Frame-Options if a policy has frame-ancestors.
    const options = (this.#headers.get('x-frame-options') ?? '').toLowerCase();
    const isBlocked =
      /\bdeny\b/.test(options) ||
      (/\bsameorigin\b/.test(options) && pageOrigin !== this.#url.origin);
    return isBlocked ? 'X-Frame-Options' : undefined;
  }

  /** Returns the reasons why the scripts cannot post the form of the page to `action`. */
  findPostProblems(action: URL, scripts: readonly Script[]): string[] {
    const hasSandboxToken = (token: string) =>
      this.#everyPolicy('sandbox', tokens => tokens.includes(token));
    const canRun = scripts.every(script =>
      this.#policies.every(policy => allowsScript(policy, script)),
    );
    const canPost = this.#everyPolicy('form-action', sources => this.#matches(sources, action));
    return [
      ...(canRun ? [] : ['the policy blocks the script']),
      ...(canPost ? [] : ['form-action does not list KAF']),
      ...(hasSandboxToken('allow-forms') && hasSandboxToken('allow-scripts')
        ? []
        : ['the sandbox does not allow forms and scripts']),
    ];
  }

  /** Returns whether every policy with this directive fulfils the condition. */
  #everyPolicy(directive: string, condition: (sources: readonly string[]) => boolean): boolean {
    return this.#policies.every(policy => {
      const sources = policy.get(directive);
      return sources === undefined || condition(sources);
    });
  }

  /** Returns whether a source matches the URL. Paths are ignored. */
  #matches(sources: readonly string[], url: URL): boolean {
    return sources.some(source => {
      if (source === '*') return true;
      if (source.toLowerCase() === "'self'") return url.origin === this.#url.origin;
      if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return matchesScheme(source, url);
      const [, scheme = this.#url.protocol, host = '', port] =
        /^([a-z][a-z\d+.-]*:)?(?:\/\/)?([^/:']+)(?::(\d+|\*))?(?:\/.*)?$/i.exec(source) ?? [];
      const defaultPort = url.protocol === 'https:' ? '443' : '80';
      const matchesPort = port === '*' || (port ?? defaultPort) === (url.port || defaultPort);
      return (
        matchesScheme(scheme, url) && matchesHost(host.toLowerCase(), url.hostname) && matchesPort
      );
    });
  }
}

function parsePolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    // Browsers ignore a repeated directive.
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

/** Returns whether a policy allows an inline script. */
function allowsScript(policy: Policy, {text, nonce}: Script): boolean {
  const sources = ['script-src-elem', 'script-src', 'default-src']
    .map(directive => policy.get(directive))
    .find(list => list !== undefined);
  if (!sources) return true;
  const hasHash = ['sha256', 'sha384', 'sha512'].some(algorithm =>
    sources.includes(`'${algorithm}-${createHash(algorithm).update(text).digest('base64')}'`),
  );
  if (hasHash || (nonce && sources.includes(`'nonce-${nonce}'`))) return true;
  const ignoresUnsafeInline = sources.some(source =>
    /^'(nonce-|sha\d+-|strict-dynamic)/i.test(source),
  );
  return sources.includes("'unsafe-inline'") && !ignoresUnsafeInline;
}

/** Returns whether the scheme of a source matches the URL. A source with http matches https too. */
function matchesScheme(scheme: string, {protocol}: URL): boolean {
  return (
    scheme.toLowerCase() === protocol || (scheme.toLowerCase() === 'http:' && protocol === 'https:')
  );
}

function matchesHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1))
    : pattern === '*' || pattern === host;
}
