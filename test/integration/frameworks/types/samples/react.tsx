import {useRef} from 'react';
import type {} from 'kaltura-room/react/elements';
import type {KalturaRoomElement, RoomTemplate} from 'kaltura-room';

const templates: readonly RoomTemplate[] = [{id: '1_classic0', name: 'Classic'}];

export function Page() {
  const room = useRef<KalturaRoomElement>(null);
  return (
    <>
      <kaltura-room
        ref={room}
        room-id="1_townhall"
        token-url="/api/kaltura/token"
        headers={{'x-app': 'page'}}
        loading="lazy"
        controls
        className="room"
        style={{blockSize: '80vh'}}
        onkaltura-room-ready={({confirmed}) => confirmed satisfies boolean}
        onkaltura-room-error={({error}) => error.code satisfies string}
        onClick={() => room.current?.join()}
      >
        <p slot="loading">One moment…</p>
      </kaltura-room>
      <kaltura-room roomId="1_townhall" kafUrl={null} timeout={10} />
      <kaltura-room-creator
        create-url="/api/kaltura/rooms"
        for="room"
        templates={templates}
        required
        onkaltura-room-created={({id, name}) => [id, name] satisfies string[]}
      />
      {/* @ts-expect-error The attribute does not allow this value. */}
      <kaltura-room loading="never" />
      {/* @ts-expect-error The attribute does not exist. */}
      <kaltura-room roomID="1_townhall" />
      {/* @ts-expect-error A property takes no text of JSON. */}
      <kaltura-room headers='{"x-app": "page"}' />
      {/* @ts-expect-error The event has no such field. */}
      <kaltura-room onkaltura-room-ready={({error}) => error} />
      {/* @ts-expect-error The room has no such field. */}
      <kaltura-room-creator defaults={{title: 'x'}} />
    </>
  );
}
