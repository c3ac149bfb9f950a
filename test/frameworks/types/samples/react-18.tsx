import {useEffect, useRef} from 'react';
import type {} from 'kaltura-room/react-18';
import type {KalturaRoomElement, RoomReadyEvent} from 'kaltura-room';

export function Page() {
  const room = useRef<KalturaRoomElement>(null);
  useEffect(() => {
    const element = room.current!;
    const onReady = ({confirmed}: RoomReadyEvent) => confirmed satisfies boolean;
    element.headers = {'x-app': 'page'};
    element.addEventListener('kaltura-room-ready', onReady);
    return () => element.removeEventListener('kaltura-room-ready', onReady);
  }, []);
  return (
    <>
      <kaltura-room
        ref={room}
        room-id="1_townhall"
        token-url="/api/kaltura/token"
        headers='{"x-app": "page"}'
        loading="lazy"
        timeout={10}
        controls=""
        class="room"
        style={{blockSize: '80vh'}}
        onClick={() => room.current?.join()}
      >
        <p slot="loading">One moment…</p>
      </kaltura-room>
      <kaltura-room-creator
        create-url="/api/kaltura/rooms"
        for="room"
        templates='[{"id": "1_classic0", "name": "Classic"}]'
        required=""
      />
      {/* @ts-expect-error There is no such word. */}
      <kaltura-room loading="never" />
      {/* @ts-expect-error An attribute is no object. */}
      <kaltura-room headers={{'x-app': 'page'}} />
      {/* @ts-expect-error It would be "false", which is true. */}
      <kaltura-room room-moderator={false} />
      {/* @ts-expect-error No property is set. */}
      <kaltura-room roomId="1_townhall" />
      {/* @ts-expect-error Nobody would hear it. */}
      <kaltura-room onkaltura-room-ready={() => {}} />
      {/* @ts-expect-error It would be an attribute "classname". */}
      <kaltura-room className="room" />
    </>
  );
}
