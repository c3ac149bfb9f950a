import type {CreateRequest} from '../../contract/schemas.js';
import {normalizeTags, normalizeText} from '../kaltura/normalize.js';
import {hashParts} from '../store/hash-parts.js';
import type {CreationContext} from './creation-context.js';
import {CLAIM_S} from './room-claims.js';

/*
 * Recovery finds a room by its owner, name, description and tags. Kaltura lists neither the
 * moderators nor the template of a room. So before each request, the server stores a hash of these
 * fields under the fields that Kaltura lists. If two requests differ only in moderators or template,
 * the entry becomes ambiguous, and recovery takes none of their rooms.
 */

/** The value of an entry after requests with different moderators or templates. */
const AMBIGUOUS = 'ambiguous';

type FingerprintContext = Pick<CreationContext, 'store' | 'partnerId' | 'kafUrl'>;

/** Records the fingerprint of a request that is about to be sent. */
export async function recordFingerprint(
  room: CreateRequest,
  owner: string,
  context: FingerprintContext,
): Promise<void> {
  const {store} = context;
  const key = buildFingerprintKey(room, owner, context);
  const fingerprint = hashUnlistedFields(room);
  for (;;) {
    const existing = await store.setIfAbsent(key, fingerprint, CLAIM_S);
    if (existing === undefined) return;
    const next = existing === fingerprint ? fingerprint : AMBIGUOUS;
    if (await store.compareAndSwap(key, existing, next, CLAIM_S)) return;
    // Another process changed the entry, or it expired: read it again.
  }
}

/**
 * Returns whether a room with the same listed fields may have other moderators or another template. It
 * may if the store has no fingerprint.
 */
export async function mayMatchOtherRequest(
  room: CreateRequest,
  owner: string,
  context: FingerprintContext,
): Promise<boolean> {
  const recorded = await context.store.get(buildFingerprintKey(room, owner, context));
  return recorded !== hashUnlistedFields(room);
}

const buildFingerprintKey = (
  {name, description, tags}: CreateRequest,
  owner: string,
  {partnerId, kafUrl}: FingerprintContext,
): string =>
  `fingerprint:${hashParts(
    partnerId,
    kafUrl,
    // Kaltura may list a user ID in another case.
    owner.toLowerCase(),
    normalizeText(name),
    normalizeText(description),
    normalizeTags(tags),
  )}`;

const hashUnlistedFields = ({
  roomModeratorUserIds = [],
  chatModeratorUserIds = [],
  templateRoomEntryId = '',
}: CreateRequest): string =>
  hashParts(
    [...roomModeratorUserIds].sort(),
    [...chatModeratorUserIds].sort(),
    templateRoomEntryId,
  );
