import type {CreateRequest} from '../contract/schemas.js';
import {parseJsonOr} from '../browser/json.js';

/** One room that a person wants once: the same details, sent again, are the same room. */
export interface Intention {
  readonly body: string;
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** Nobody here knows whether the room was made. */
  readonly isUnsure: boolean;
}

/** How many are kept: one may go to and fro between details. */
const MOST = 100;

/** Those before with the intention behind `room` as the last, which may be one of them. */
export function withIntention(
  room: CreateRequest,
  before: readonly Intention[],
): readonly [...Intention[], Intention] {
  const body = JSON.stringify(room);
  const key = earlierOf(room, before)?.key ?? randomKey();
  const others = before.filter(one => one.body !== body).slice(1 - MOST);
  return [...others, {body, key, isUnsure: true}];
}

/** The same room, where it was asked for before. */
export function earlierOf(
  room: CreateRequest,
  before: readonly Intention[],
): Intention | undefined {
  const body = JSON.stringify(room);
  return before.find(one => one.body === body);
}

/** The names of the rooms of which nobody knows whether they were made, each once. */
export function unsureNames(intentions: readonly Intention[]): string {
  const names = intentions
    .filter(({isUnsure}) => isUnsure)
    .map(({body}) => (parseJsonOr(body, null) as {readonly name?: unknown} | null)?.name)
    // Anybody may have written a draft.
    .filter(name => typeof name === 'string');
  return [...new Set(names)].join(', ');
}

/** What is said of a request to support; the log of `kaltura-room/server` holds it. */
export const referenceOf = ({key}: Intention): string => key.slice(0, 8);

/** 128 random bits in hex; `crypto.randomUUID` is not there on every page. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
