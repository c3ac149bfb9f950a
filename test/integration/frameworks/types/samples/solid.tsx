import type {} from 'kaltura-room/solid';
import type {KalturaRoomElement, RoomTemplate} from 'kaltura-room';

const templates: readonly RoomTemplate[] = [{id: '1_classic0', name: 'Classic'}];

export function Page() {
  let room: KalturaRoomElement | undefined;
  return (
    <>
      <kaltura-room
        ref={room}
        room-id="1_townhall"
        token-url="/api/kaltura/token"
        prop:headers={{'x-app': 'page'}}
        loading="lazy"
        controls
        class="room"
        style={{'block-size': '80vh'}}
        on:kaltura-room-ready={({confirmed}) => confirmed satisfies boolean}
        on:kaltura-room-error={({error}) => error.code satisfies string}
        onClick={() => room?.join()}
      >
        <p slot="loading">One moment…</p>
      </kaltura-room>
      <kaltura-room-creator
        create-url="/api/kaltura/rooms"
        for="room"
        prop:templates={templates}
        on:kaltura-room-created={({id, name}) => [id, name] satisfies string[]}
      />
      {/* @ts-expect-error The attribute does not allow this value. */}
      <kaltura-room loading="never" />
      {/* @ts-expect-error The attribute does not exist. */}
      <kaltura-room roomID="1_townhall" />
      {/* @ts-expect-error The event has no such field. */}
      <kaltura-room on:kaltura-room-ready={({error}) => error} />
    </>
  );
}
