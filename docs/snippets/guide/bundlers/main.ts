import 'kaltura-room/define';
import type {RoomErrorCode} from 'kaltura-room';

const room = document.querySelector('kaltura-room');
room?.addEventListener('kaltura-room-error', ({error}) =>
  showError(error.code),
);

function showError(code: RoomErrorCode) {
  document.body.append(`The room did not open: ${code}`);
}
