import type {RoomErrorCode} from '../errors.js';

/** What a person reads in `<kaltura-room-creator>` while nothing is wrong. */
export const creatorWords = {
  name: 'Room name',
  nameHint: 'Up to 256 characters.',
  description: 'Description',
  tags: 'Tags',
  tagsHint: 'Separate them with commas.',
  template: 'Template',
  defaultTemplate: 'Standard',
  roomModerators: 'Room moderators',
  chatModerators: 'Chat moderators',
  moderatorsHint: 'User IDs, separated by commas.',
  optional: 'optional',
  create: 'Create room',
  creating: 'Creating the room…',
  created: 'Room created: ',
  errors: {
    'access-denied': 'You may not create rooms here. Ask the people who run this site.',
    'request-in-progress': 'The room is still being created. Please try again in a moment.',
    invalidRequest: 'Kaltura did not accept these details. Check them and try again.',
    invalidConfiguration:
      'Rooms are not switched on for this site yet. The people who run it need to ask Kaltura.',
    internalError:
      'Kaltura could not create the room just now. Try again; if it keeps failing, tell the people who run this site.',
  } as Partial<Record<RoomErrorCode, string>>,
  failed: 'The room was not created',
  refused: 'Kaltura did not accept this. Change it and try again.',
  fieldErrors: {
    name: 'Give the room a name of up to 256 characters.',
    description: 'Keep the description under 5,000 characters.',
    tags: 'Keep the tags under 2,000 characters.',
    templateRoomEntryId: 'Choose one of the templates.',
    roomModeratorUserIds: 'A user ID has letters, digits and . @ _ - + but no spaces; 100 at most.',
    chatModeratorUserIds: 'A user ID has letters, digits and . @ _ - + but no spaces; 100 at most.',
  },
};
