import 'kaltura-room/define';
import type {RoomError, RoomMessage} from 'kaltura-room';

const room = document.querySelector('kaltura-room');
room?.addEventListener('kaltura-room-ready', ({confirmed}) => confirmed satisfies boolean);
room?.addEventListener('kaltura-room-error', ({error}) => error satisfies RoomError);
room?.addEventListener('kaltura-room-message', ({data, subject}) => {
  subject satisfies string | undefined;
  const message = data as RoomMessage;
  if (message.subject === 'lti.put_data') message.value satisfies string | null;
  if (message.subject === 'lti.contentSelected') message['items'] satisfies unknown;
  // @ts-expect-error `lti.get_data` has no value.
  if (message.subject === 'lti.get_data') message.value satisfies string;
  // @ts-expect-error The event does not exist.
  if (message.subject === 'lti.unheard') message satisfies object;
});
document.addEventListener('kaltura-room-created', ({id}) => id satisfies string);
window.addEventListener('kaltura-room-create', event => event.room.name satisfies string);
document.createElement('kaltura-room-creator').createUrl = '/rooms';
// @ts-expect-error It does not bubble.
document.addEventListener('kaltura-room-error', ({error}) => error);
// @ts-expect-error A room has no such state.
export const isClosed = room?.state === 'closed';
