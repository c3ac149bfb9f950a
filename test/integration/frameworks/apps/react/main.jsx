import 'kaltura-room/define';
import {StrictMode, useEffect, useState} from 'react';
import {createRoot} from 'react-dom/client';

let effects = 0;

function App() {
  const [roomId, setRoomId] = useState('1_townhall');
  const [renders, setRenders] = useState(0);
  const [isThere, setIsThere] = useState(true);
  const [ready, setReady] = useState(0);
  const [error, setError] = useState('');
  const [created, setCreated] = useState('');

  // Twice in StrictMode, while developing.
  useEffect(() => void (document.body.dataset.effects = ++effects), []);

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
          headers={{'x-app': 'react'}}
          roomModerator={true}
          chatModerator={false}
          onkaltura-room-ready={() => setReady(count => count + 1)}
          onkaltura-room-error={event => setError(event.error.code)}
        />
      )}
      <kaltura-room-creator
        create-url="/api/kaltura/rooms"
        onkaltura-room-created={event => {
          setCreated(event.id);
          setRoomId(event.id);
        }}
      />
    </main>
  );
}

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
