import 'kaltura-room/define';
import {useState} from 'preact/hooks';

export function App() {
  const [status, setStatus] = useState('One moment…');

  return (
    <main>
      <kaltura-room
        room-id="1_townhall"
        token-url="/api/kaltura/token"
        roomModerator={true}
        headers={{'x-app': 'intranet'}}
        onkaltura-room-ready={() => setStatus('The room is open.')}
        onkaltura-room-error={({error}) => setStatus(error.code)}
      />
      <p>{status}</p>
    </main>
  );
}
