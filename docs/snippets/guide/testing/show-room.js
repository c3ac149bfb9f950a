/**
 * Adds a room to the page.
 * @param {{roomId: string, onClose: () => void}} options
 */
export function showRoom({roomId, onClose}) {
  const room = document.createElement('kaltura-room');
  room.roomId = roomId;
  room.tokenUrl = '/api/kaltura/token';
  room.addEventListener('kaltura-room-left', onClose);
  document.body.append(room);
}
