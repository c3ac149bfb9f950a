import {KalturaRoom, useKalturaRoom} from 'kaltura-room/react';
import {useRef} from 'react';

export default function App() {
  const room = useRef(null);
  const {state, error} = useKalturaRoom(room);

  return (
    <main>
      <KalturaRoom
        ref={room}
        roomId="1_townhall"
        tokenUrl="/api/kaltura/token"
        roomModerator
        headers={{'x-app': 'intranet'}}
        onReady={() => console.log('ready')}
        onError={({error}) => console.log(error.code)}
      />
      <p>
        {state === 'ready'
          ? 'The room is open.'
          : (error?.code ?? 'One moment…')}
      </p>
    </main>
  );
}
