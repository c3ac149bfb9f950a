import type {Entrant} from '../kaf/enter-room.js';
import {Refusal} from '../kaf/refusal.js';
import type {Fields} from './fields.js';

/**
 * The room's parameters, of which Kaltura documents two spellings: `entryId` and `entry_id`, and
 * so on. In a form of LTI 1.1 all begin with `custom_`.
 * @throws Refusal where the spellings contradict each other, or no room is named
 */
export function roomParameters(
  fields: Fields,
  prefix = '',
): Pick<Entrant, 'entryId' | 'roomModerator' | 'chatModerator'> {
  const read = (camel: string, snake: string): string | undefined => {
    const one = fields[prefix + camel];
    const other = fields[prefix + snake];
    if (one !== undefined && other !== undefined && one !== other)
      throw new Refusal(500, `${prefix}${camel} and ${prefix}${snake} contradict each other.`);
    return one ?? other;
  };
  const entryId = read('entryId', 'entry_id');
  if (!entryId) throw new Refusal(500, `There is no ${prefix}entryId, nor ${prefix}entry_id.`);
  return {
    entryId,
    roomModerator: read('roomModerator', 'room_moderator'),
    chatModerator: read('chatModerator', 'chat_moderator'),
  };
}
