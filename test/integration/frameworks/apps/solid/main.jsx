import 'kaltura-room/define';
import {Show, createSignal} from 'solid-js';
import {render} from 'solid-js/web';

function App() {
  const [roomId, setRoomId] = createSignal('1_townhall');
  const [renders, setRenders] = createSignal(0);
  const [isThere, setIsThere] = createSignal(true);
  const [ready, setReady] = createSignal(0);
  const [error, setError] = createSignal('');
  const [created, setCreated] = createSignal('');
  // Another object each time.
  const headers = () => (renders(), {'x-app': 'solid'});

  return (
    <main>
      <button onClick={() => setRenders(renders() + 1)}>Render again</button>
      <button onClick={() => setIsThere(!isThere())}>Take away or put back</button>
      <output id="renders">{renders()}</output>
      <output id="ready">{ready()}</output>
      <output id="error">{error()}</output>
      <output id="created">{created()}</output>
      <Show when={isThere()}>
        <kaltura-room
          room-id={roomId()}
          token-url="/api/kaltura/token"
          prop:headers={headers()}
          prop:roomModerator={true}
          prop:chatModerator={false}
          on:kaltura-room-ready={() => setReady(ready() + 1)}
          on:kaltura-room-error={event => setError(event.error.code)}
        />
      </Show>
      <kaltura-room-creator
        create-url="/api/kaltura/rooms"
        on:kaltura-room-created={event => {
          setCreated(event.id);
          setRoomId(event.id);
        }}
      />
    </main>
  );
}

render(() => <App />, document.getElementById('app'));
