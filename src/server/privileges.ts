import type {TokenRequest} from '../contract.js';
import type {Grant} from './options.js';

const NAME_LIMIT = 40;
/** What could end a privilege or start another, controls, and marks that reorder a line. */
const UNSAFE = /[,:;*\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;
/**
 * Names that Kaltura's server looks for anywhere in the privileges, values included
 * (`kSessionBase`, by `strpos`).
 */
const WITHIN_SEARCHED =
  /(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)|(?<=privacy)(?=context)|(?<=set|restricting)(?=role)/gi;

/**
 * The privileges of the session with which a person opens one room. It can do nothing else: no
 * API call at all (`actionslimit:-1`), no KAF page but this room's, no administrator's role.
 */
export function userPrivileges(ask: TokenRequest, grant: Grant): Record<string, string> {
  return {
    actionslimit: '-1',
    entryId: ask.roomId,
    role: 'viewerRole',
    ...named('firstName', grant.firstName),
    ...named('lastName', grant.lastName),
    roomModerator: flag(ask.roomModerator, grant.roomModerator),
    chatModerator: flag(ask.chatModerator, grant.chatModerator),
  };
}

/**
 * A display name that is nothing but a name: what is unsafe in a KS becomes a space, and Kaltura's
 * 40 characters are kept to. It may come out empty; it never fails.
 */
export function displayName(value: string): string {
  const safe = value.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim();
  const broken = safe.replace(WITHIN_SEARCHED, ' ');
  return Array.from(broken).slice(0, NAME_LIMIT).join('').trim();
}

function named(name: string, value: unknown): Record<string, string> {
  const cleaned = typeof value === 'string' ? displayName(value) : '';
  return cleaned ? {[name]: cleaned} : {};
}

/** Both must say yes: the page asks, the host grants. */
const flag = (asked: boolean | undefined, granted: boolean | undefined): '0' | '1' =>
  asked === true && granted === true ? '1' : '0';
