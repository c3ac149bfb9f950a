import 'kaltura-room/define';
import type {} from 'kaltura-room/react/elements-18';
import type {KalturaRoomElement} from 'kaltura-room';
import {useLayoutEffect, useRef} from 'react';

export function Meeting({onReady}: {onReady: () => void}) {
  const room = useRef<KalturaRoomElement>(null);

  // Runs before the first event of the room. `useEffect` may be late.
  useLayoutEffect(() => {
    const element = room.current!;
    element.headers = {'x-app': 'intranet'};
    element.addEventListener('kaltura-room-ready', onReady);
    return () =>
      element.removeEventListener('kaltura-room-ready', onReady);
  }, [onReady]);

  return (
    <kaltura-room
      ref={room}
      room-id="1_townhall"
      token-url="/api/kaltura/token"
      room-moderator=""
    />
  );
}
