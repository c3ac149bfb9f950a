import {RoomError} from '../contract/room-error.js';

/** A Content-Security-Policy as lists of sources by directive name: the format of `helmet`. */
export type Directives = Readonly<Record<string, readonly string[]>>;

/**
 * Parses a policy: the text of a header, or directives.
 * @throws RoomError `attribute-invalid` if a name or a source could end a directive or the policy
 */
export function parsePolicy(policy: unknown): Map<string, readonly string[]> {
  const directives = new Map<string, readonly string[]>();
  const entries = typeof policy === 'string' ? splitDirectives(policy) : toEntries(policy);
  for (const [name, sources] of entries) {
    // If a directive repeats, browsers use the first.
    if (directives.has(name)) continue;
    if (!/^[a-z][a-z-]*$/.test(name) || !Array.isArray(sources) || !sources.every(isSource))
      throw new RoomError(
        'attribute-invalid',
        'policy must be one Content-Security-Policy, or an object of source lists by directive name',
      );
    directives.set(name, sources);
  }
  return directives;
}

/** Serializes directives as the text of a header. */
export function serializePolicy(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/**
 * Adds `sources` to a directive. If neither the directive nor a fallback is in the policy, then the
 * policy does not restrict these sources, and stays as it is.
 * @param fallbacks directives that apply if `name` is absent; the first has precedence
 */
export function allowSources(
  policy: Map<string, readonly string[]>,
  name: string,
  fallbacks: readonly string[],
  sources: readonly string[],
): void {
  const current = [name, ...fallbacks].map(directive => policy.get(directive)).find(Boolean);
  const allowed = current?.filter(source => !/^'none'$/i.test(source));
  if (allowed) policy.set(name, [...new Set([...allowed, ...sources])]);
}

function splitDirectives(text: string): [string, unknown][] {
  return text
    .split(';')
    .map(directive => directive.trim().split(/[ \t]+/))
    .filter(([name]) => name)
    .map(([name = '', ...sources]) => [name.toLowerCase(), sources]);
}

function toEntries(policy: unknown): [string, unknown][] {
  return typeof policy === 'object' && policy !== null ? Object.entries(policy) : [['', policy]];
}

/** Checks for visible ASCII without `,`, which ends a policy, and `;`, which ends a directive. */
function isSource(source: unknown): boolean {
  return typeof source === 'string' && /^[!-+\--:<-~]+$/.test(source);
}
