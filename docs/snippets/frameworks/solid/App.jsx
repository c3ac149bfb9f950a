import 'kaltura-room/define';
import {createSignal} from 'solid-js';

export function App() {
  const [status, setStatus] = createSignal('One moment…');
  const headers = {'x-app': 'intranet'};

  return (
    <main>
      <kaltura-room
        room-id="1_townhall"
        token-url="/api/kaltura/token"
        prop:roomModerator={true}
        prop:headers={headers}
        on:kaltura-room-ready={() => setStatus('The room is open.')}
        on:kaltura-room-error={({error}) => setStatus(error.code)}
      />
      <p>{status()}</p>
    </main>
  );
}
