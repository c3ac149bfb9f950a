import type {TokenRequest} from '../contract.js';
import {displayName} from './display-name.js';
import type {Grant} from './options.js';

/** Who opens which room, as what: what every kind of launch says in its own way. */
export interface Visit {
  readonly roomId: string;
  readonly userId: string;
  /** Clean, and empty where there is none. */
  readonly firstName: string;
  readonly lastName: string;
  readonly roomModerator: boolean;
  readonly chatModerator: boolean;
  /** LTI's context, such as a course. */
  readonly contextId: string;
}

/** What comes of what the page asks and the host grants: a role takes a yes of both. */
export function visitOf(ask: TokenRequest, grant: Grant): Visit {
  return {
    roomId: ask.roomId,
    userId: grant.userId,
    firstName: nameOf(grant.firstName),
    lastName: nameOf(grant.lastName),
    roomModerator: ask.roomModerator === true && grant.roomModerator === true,
    chatModerator: ask.chatModerator === true && grant.chatModerator === true,
    // A browser would post a line break in another form than the one that was signed.
    contextId: grant.contextId?.replace(/\p{Cc}+/gu, ' ') || ask.roomId,
  };
}

/** A host's own types may be wrong: what is no text is no name. */
const nameOf = (value: unknown): string => (typeof value === 'string' ? displayName(value) : '');
