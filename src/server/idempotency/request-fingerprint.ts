import {createHash} from 'node:crypto';
import type {CreateRequest} from '../../contract/schemas.js';
import type {Settings} from '../options.js';
import {CLAIM_S} from './room-claims.js';

/*
 * What Kaltura lists of a room tells neither its moderators nor its template. So it is written down
 * what else was asked for with the name, description and tags by which a lost room is looked for: a
 * room that was found is a person's own only where all that they asked for was the same.
 */

/** Stands where different rooms were asked for. */
const AMBIGUOUS = 'different';

type Shared = Pick<Settings, 'store' | 'partnerId' | 'kafUrl'>;

/** Writes down that such a room is about to be asked for. */
export async function recordFingerprint(
  room: CreateRequest,
  owner: string,
  settings: Shared,
): Promise<void> {
  const {store} = settings;
  const key = keyOf(room, owner, settings);
  const unlisted = hashUnlistedFields(room);
  for (;;) {
    const before = await store.setIfAbsent(key, unlisted, CLAIM_S);
    if (before === undefined) return;
    const now = before === unlisted ? unlisted : AMBIGUOUS;
    if (await store.compareAndSwap(key, before, now, CLAIM_S)) return;
  }
}

/** Whether a room that looks like this one has its moderators and template too. */
export async function isAmbiguous(
  room: CreateRequest,
  owner: string,
  settings: Shared,
): Promise<boolean> {
  return (await settings.store.get(keyOf(room, owner, settings))) !== hashUnlistedFields(room);
}

const keyOf = (
  {name, description, tags}: CreateRequest,
  owner: string,
  {partnerId, kafUrl}: Shared,
): string =>
  `lookalike:${hash(partnerId, kafUrl, owner.toLowerCase(), plain(name), plain(description), normalizeTags(tags))}`;

const hashUnlistedFields = ({
  roomModeratorUserIds = [],
  chatModeratorUserIds = [],
  templateRoomEntryId = '',
}: CreateRequest): string =>
  hash([...roomModeratorUserIds].sort(), [...chatModeratorUserIds].sort(), templateRoomEntryId);

/** A text however its spaces and accents are written, which a system may change as it stores it. */
export const plain = (text: string | null | undefined): string =>
  (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();

export const normalizeTags = (tags: string | null | undefined): string =>
  JSON.stringify(
    [
      ...new Set(
        plain(tags)
          .split(',')
          .map(tag => tag.trim()),
      ),
    ]
      .filter(Boolean)
      .sort(),
  );

const hash = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
