'use client';

import {KalturaRoom, KalturaRoomCreator, useKalturaRoom} from 'kaltura-room/react';
import {useRef, useState} from 'react';

export function App() {
  const [roomId, setRoomId] = useState('1_townhall');
  const [renders, setRenders] = useState(0);
  const [isThere, setIsThere] = useState(true);
  const [ready, setReady] = useState(0);
  const [error, setError] = useState('');
  const [created, setCreated] = useState('');
  const room = useRef(null);
  const {state} = useKalturaRoom(room);

  return (
    <main>
      <button onClick={() => setRenders(renders + 1)}>Render again</button>
      <button onClick={() => setIsThere(!isThere)}>Take away or put back</button>
      <output id="renders">{renders}</output>
      <output id="ready">{ready}</output>
      <output id="error">{error}</output>
      <output id="created">{created}</output>
      <output id="state">{state}</output>
      {isThere && (
        <KalturaRoom
          ref={room}
          className="room"
          roomId={roomId}
          tokenUrl="/api/kaltura/token"
          headers={{'x-app': 'next'}}
          roomModerator={true}
          chatModerator={false}
          onReady={() => setReady(count => count + 1)}
          onError={event => setError(event.error.code)}
        >
          <p slot="loading">One moment…</p>
        </KalturaRoom>
      )}
      <KalturaRoomCreator
        createUrl="/api/kaltura/rooms"
        onCreated={event => {
          setCreated(event.id);
          setRoomId(event.id);
        }}
      />
    </main>
  );
}
