import type {Room, RoomStore} from '../rooms.js';
import {Refusal} from './refusal.js';
import {renderRoomPage, type Visitor} from './room-page.js';

/** The user and the room of an authenticated launch. */
export interface Participant {
  readonly entryId: string;
  readonly userId: string;
  /** `''` if the launch contains no name. */
  readonly name: string;
  /** `'1'` makes the user a moderator in this session; any other value does not. */
  readonly roomModerator: string | undefined;
  readonly chatModerator: string | undefined;
  /** KAF role of a KS. Launches by LTI have none. */
  readonly role?: string | undefined;
  /** Language of the page, as a BCP 47 tag. */
  readonly locale: string | undefined;
  /** Address to which the participant can return, unvalidated. */
  readonly returnUrl: string | undefined;
}

/**
 * Responds with the room page of a participant.
 * @throws Refusal if the room does not exist
 */
export function viewRoom(rooms: RoomStore, participant: Participant): Promise<Response> {
  const room = rooms.find(participant.entryId);
  if (!room) throw new Refusal(404, 'There is no room with this entry ID.');
  return renderRoomPage(room, toVisitor(room, participant));
}

/** Moderators are the owner, the users that create-room named, and users whose launch grants it. */
function toVisitor(room: Room, participant: Participant): Visitor {
  const {userId, name, roomModerator, chatModerator, role, locale, returnUrl} = participant;
  // Kaltura's anonymous users have the ID '' or '0'. They own no room.
  const isAnonymous = userId === '' || userId === '0';
  const isOwnerOrIn = (userIds: readonly string[]): boolean =>
    !isAnonymous && (userId === room.ownerId || userIds.includes(userId));
  return {
    userId,
    name: name.trim() || (isAnonymous ? 'Guest' : userId),
    isRoomModerator: roomModerator === '1' || isOwnerOrIn(room.roomModeratorUserIds),
    isChatModerator: chatModerator === '1' || isOwnerOrIn(room.chatModeratorUserIds),
    role,
    language: parseLanguage(locale),
    returnUrl: isWebAddress(returnUrl) ? returnUrl : undefined,
  };
}

/** Returns the canonical form of a language tag; English if it is absent or invalid. */
function parseLanguage(locale: string | undefined): string {
  try {
    return (locale && Intl.getCanonicalLocales(locale)[0]) || 'en';
  } catch {
    return 'en';
  }
}

/** Returns whether a link may lead to the address: `javascript:` and other schemes are unsafe. */
const isWebAddress = (address: string | undefined): boolean =>
  address !== undefined && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
