import {KalturaRoom, KalturaRoomCreator, useKalturaRoom} from 'kaltura-room/react';
import {StrictMode, useEffect, useLayoutEffect, useRef, useState} from 'react';
import {createRoot} from 'react-dom/client';

let effects = 0;
let renderCount = 0;

/** What `?bad` sets: a text for a boolean, other headers on each render, and handlers that throw. */
function getBadProps() {
  const fail = () => {
    throw new Error('thrown by the page');
  };
  return {
    roomModerator: 'false',
    headers: {'x-app': `render ${renderCount}`},
    onReady: fail,
    onError: fail,
  };
}

function App() {
  const [roomId, setRoomId] = useState('1_townhall');
  const [renders, setRenders] = useState(0);
  const [isThere, setIsThere] = useState(true);
  const [ready, setReady] = useState(0);
  const [error, setError] = useState('');
  const [created, setCreated] = useState('');
  const room = useRef(null);
  const hook = useKalturaRoom(room);
  renderCount++;

  // Twice in StrictMode, while developing.
  useEffect(() => void (document.body.dataset.effects = ++effects), []);
  useLayoutEffect(() => void (document.body.dataset.refType = typeof room.current.join), []);

  return (
    <main>
      <button onClick={() => setRenders(renders + 1)}>Render again</button>
      <button onClick={() => setIsThere(!isThere)}>Take away or put back</button>
      <button onClick={hook.leave}>Leave by the hook</button>
      <button onClick={hook.join}>Join by the hook</button>
      <output id="renders">{renders}</output>
      <output id="ready">{ready}</output>
      <output id="error">{error}</output>
      <output id="created">{created}</output>
      <output id="state">{hook.state}</output>
      <output id="hook-error">{hook.error?.code}</output>
      {isThere && (
        <KalturaRoom
          ref={room}
          className="room"
          roomId={roomId}
          tokenUrl="/api/kaltura/token"
          headers={{'x-app': 'react-components'}}
          roomModerator={true}
          chatModerator={false}
          onReady={() => setReady(count => count + 1)}
          onError={event => setError(event.error.code)}
          {...(location.search === '?bad' && getBadProps())}
        />
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

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
