import {KalturaRoom, useKalturaRoom} from 'kaltura-room/react';
import {useRef, useState} from 'react';

export function MeetingDialog({roomId}) {
  const dialog = useRef(null);
  const room = useRef(null);
  const [isOpen, setIsOpen] = useState(false);
  const {state} = useKalturaRoom(room);

  function open() {
    setIsOpen(true);
    dialog.current.showModal();
  }

  return (
    <>
      <button onClick={open}>Join the meeting</button>
      <dialog
        ref={dialog}
        aria-label="Meeting"
        onClose={() => setIsOpen(false)}
      >
        {/* Removing the room leaves the meeting. */}
        {isOpen && (
          <KalturaRoom
            ref={room}
            roomId={roomId}
            tokenUrl="/api/kaltura/token"
            onLeft={() => dialog.current.close()}
          />
        )}
        <button onClick={() => dialog.current.close()}>
          {state === 'ready' ? 'Leave' : 'Cancel'}
        </button>
      </dialog>
    </>
  );
}
