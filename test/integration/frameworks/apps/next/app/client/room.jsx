'use client';

import 'kaltura-room/define';
import {useState} from 'react';

/** As in React alone, since the server renders nothing of it. */
export default function Room() {
  const [ready, setReady] = useState(0);
  return (
    <main>
      <output id="ready">{ready}</output>
      <kaltura-room
        room-id="1_townhall"
        token-url="/api/kaltura/token"
        headers={{'x-app': 'next'}}
        onkaltura-room-ready={() => setReady(count => count + 1)}
      />
    </main>
  );
}
