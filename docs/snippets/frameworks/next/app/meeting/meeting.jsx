'use client';

import {KalturaRoom, useKalturaRoom} from 'kaltura-room/react';
import {useRef} from 'react';

export function Meeting({roomId}) {
  const room = useRef(null);
  const {state, error} = useKalturaRoom(room);

  return (
    <>
      <KalturaRoom
        ref={room}
        roomId={roomId}
        tokenUrl="/api/kaltura/token"
        roomModerator
        headers={{'x-app': 'intranet'}}
        onReady={() => console.log('ready')}
      />
      <p>
        {state === 'ready'
          ? 'The room is open.'
          : (error?.code ?? 'One moment…')}
      </p>
    </>
  );
}
