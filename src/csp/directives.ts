import {RoomError} from '../contract/room-error.js';

/** A Content-Security-Policy: the sources of each directive, as `helmet` takes them too. */
export type Directives = Readonly<Record<string, readonly string[]>>;

/**
 * Reads a policy: the text of a header, or directives.
 * @throws RoomError `attribute-invalid` where anything in it could end a directive or a policy
 */
export function readPolicy(policy: unknown): Map<string, readonly string[]> {
  const read = new Map<string, readonly string[]>();
  for (const [name, sources] of typeof policy === 'string' ? split(policy) : entriesOf(policy)) {
    // Browsers go by the first of two.
    if (read.has(name)) continue;
    if (!/^[a-z][a-z-]*$/.test(name) || !Array.isArray(sources) || !sources.every(isSource))
      throw new RoomError(
        'attribute-invalid',
        'policy must be one Content-Security-Policy, or lists of sources by names such as script-src',
      );
    read.set(name, sources);
  }
  return read;
}

/** The text of a header. */
export function policyText(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/**
 * Allows `sources` where the policy would forbid them; where it does not speak of them, it is left as
 * it is.
 * @param fallbacks the directives that rule over them where `name` is not there, first the one that wins
 */
export function allow(
  policy: Map<string, readonly string[]>,
  name: string,
  fallbacks: readonly string[],
  sources: readonly string[],
): void {
  const ruling = [name, ...fallbacks].map(one => policy.get(one)).find(Boolean);
  const allowed = ruling?.filter(source => !/^'none'$/i.test(source));
  if (allowed) policy.set(name, [...new Set([...allowed, ...sources])]);
}

const split = (text: string): [string, unknown][] =>
  text
    .split(';')
    .map(directive => directive.trim().split(/[ \t]+/))
    .filter(([name]) => name)
    .map(([name = '', ...sources]) => [name.toLowerCase(), sources]);

function entriesOf(policy: unknown): [string, unknown][] {
  return typeof policy === 'object' && policy !== null ? Object.entries(policy) : [['', policy]];
}

/** Visible ASCII; `,` ends a policy, and `;` a directive. */
const isSource = (source: unknown): boolean =>
  typeof source === 'string' && /^[!-+\--:<-~]+$/.test(source);
