import 'kaltura-room/define';
import type {RoomError} from 'kaltura-room';

const room = document.querySelector('kaltura-room');
room?.addEventListener('kaltura-room-ready', ({confirmed}) => confirmed satisfies boolean);
room?.addEventListener('kaltura-room-error', ({error}) => error satisfies RoomError);
document.addEventListener('kaltura-room-created', ({id}) => id satisfies string);
window.addEventListener('kaltura-room-create', event => event.room.name satisfies string);
document.createElement('kaltura-room-creator').createUrl = '/rooms';
// @ts-expect-error It does not bubble.
document.addEventListener('kaltura-room-error', ({error}) => error);
// @ts-expect-error A room has no such state.
export const isClosed = room?.state === 'closed';
