'use client';

import {useEffect, useState} from 'react';

export function App() {
  const [roomId, setRoomId] = useState('1_townhall');
  const [renders, setRenders] = useState(0);
  const [isThere, setIsThere] = useState(true);
  const [ready, setReady] = useState(0);
  const [error, setError] = useState('');
  const [created, setCreated] = useState('');

  // In the browser, and once all listen.
  useEffect(() => void import('kaltura-room/define'), []);

  return (
    <main>
      <button onClick={() => setRenders(renders + 1)}>Render again</button>
      <button onClick={() => setIsThere(!isThere)}>Take away or put back</button>
      <output id="renders">{renders}</output>
      <output id="ready">{ready}</output>
      <output id="error">{error}</output>
      <output id="created">{created}</output>
      {isThere && (
        <kaltura-room
          room-id={roomId}
          token-url="/api/kaltura/token"
          room-moderator={true}
          chat-moderator={false}
          ref={room => {
            room.headers = {'x-app': 'next'};
            return listening(room, {
              'kaltura-room-ready': () => setReady(count => count + 1),
              'kaltura-room-error': event => setError(event.error.code),
            });
          }}
        />
      )}
      <kaltura-room-creator
        create-url="/api/kaltura/rooms"
        ref={creator =>
          listening(creator, {
            'kaltura-room-created': event => {
              setCreated(event.id);
              setRoomId(event.id);
            },
          })
        }
      />
    </main>
  );
}

/** Adds the listeners; what it returns takes them away. */
function listening(element, listeners) {
  const controller = new AbortController();
  for (const [name, listener] of Object.entries(listeners))
    element.addEventListener(name, listener, controller);
  return () => controller.abort();
}
