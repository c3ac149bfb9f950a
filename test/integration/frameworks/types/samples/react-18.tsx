import {useEffect, useRef} from 'react';
import type {} from 'kaltura-room/react/elements-18';
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
      {/* @ts-expect-error The attribute does not allow this value. */}
      <kaltura-room loading="never" />
      {/* @ts-expect-error An attribute cannot be an object. */}
      <kaltura-room headers={{'x-app': 'page'}} />
      {/* @ts-expect-error The text "false" would mean true. */}
      <kaltura-room room-moderator={false} />
      {/* @ts-expect-error React 18 sets no properties. */}
      <kaltura-room roomId="1_townhall" />
      {/* @ts-expect-error React 18 would not add a listener. */}
      <kaltura-room onkaltura-room-ready={() => {}} />
      {/* @ts-expect-error React 18 would set an attribute "classname". */}
      <kaltura-room className="room" />
    </>
  );
}
