import {useRef} from 'react';
import {
  KalturaRoom,
  KalturaRoomCreator,
  useKalturaRoom,
  type KalturaRoomProps,
} from 'kaltura-room/react';
import type {
  CreateRequest,
  KalturaRoomCreatorElement,
  KalturaRoomElement,
  KsLaunch,
  RoomError,
  RoomTemplate,
} from 'kaltura-room';

const launch: KsLaunch = {auth: 'ks', ks: 'secret', kafUrl: 'https://kaf.example.com'};
const templates: readonly RoomTemplate[] = [{id: '1_classic0', name: 'Classic'}];
export const loading: KalturaRoomProps['loading'] = 'click';

export function Page() {
  const room = useRef<KalturaRoomElement>(null);
  const creator = useRef<KalturaRoomCreatorElement>(null);
  const {state, error, warnings, join, leave, reload} = useKalturaRoom(room);
  state satisfies 'idle' | 'loading' | 'joining' | 'ready' | 'failed';
  error satisfies RoomError | null;
  warnings satisfies readonly string[];
  for (const action of [join, leave, reload]) action satisfies () => void;
  // @ts-expect-error The state does not exist.
  if (state === 'closed') return null;

  return (
    <>
      <KalturaRoom
        ref={room}
        key="room"
        roomId="1_townhall"
        tokenUrl="/api/kaltura/token"
        kafUrl={null}
        roomModerator
        chatModerator={false}
        loading="lazy"
        timeout={10}
        credentials="include"
        headers={async () => ({'x-app': 'page'})}
        allow="camera"
        allowOrigins="https://a.example.com"
        sandbox="allow-scripts"
        label="Our room"
        autoHeight
        controls
        launch={launch}
        fetchLaunch={async ({roomId}, signal) => (signal.aborted || roomId ? launch : launch)}
        className="room"
        style={{blockSize: '80vh'}}
        hidden={false}
        data-room="1"
        aria-label="Room"
        onClick={event => event.currentTarget.join()}
        onLoading={event => event.type satisfies string}
        onReady={({confirmed}) => void (confirmed satisfies boolean)}
        onError={({error}) => void (error satisfies RoomError)}
        onLeft={event => event.target}
        onMessage={({data, subject}) =>
          void [data satisfies unknown, subject satisfies string | undefined]
        }
        onResize={({height}) => void (height satisfies number | string)}
        onWarning={({code}) => void (code satisfies string)}
      >
        <p slot="loading">One moment…</p>
      </KalturaRoom>
      <KalturaRoom roomId={undefined} headers={undefined} onReady={undefined} />
      <KalturaRoomCreator
        ref={creator}
        createUrl="/api/kaltura/rooms"
        htmlFor="room"
        shareUrl="/join/{id}"
        allowAnother
        hiddenFields="tags"
        readonlyFields="name"
        requiredFields="description"
        defaults={{name: 'Room'}}
        templates={templates}
        searchUsers={async () => []}
        draftKey="draft"
        credentials="omit"
        headers={{'x-app': 'page'}}
        timeout={5}
        name="room"
        required
        disabled={false}
        onCreate={event => {
          event.room satisfies CreateRequest;
          event.preventDefault();
        }}
        onCreated={({id, name}) => void ([id, name] satisfies string[])}
        onCreateError={({error, reference}) =>
          void [error satisfies RoomError, reference satisfies string]
        }
        onFormData={({formData}) => formData.append('team', 'blue')}
      />
      {/* @ts-expect-error The property does not allow this value. */}
      <KalturaRoom loading="never" />
      {/* @ts-expect-error Text would be true. */}
      <KalturaRoom roomModerator="false" />
      {/* @ts-expect-error The property does not exist. */}
      <KalturaRoom roomID="1_townhall" />
      {/* @ts-expect-error A property takes no text of JSON. */}
      <KalturaRoom headers='{"x-app": "page"}' />
      {/* @ts-expect-error The event has no such field. */}
      <KalturaRoom onReady={({error}) => error} />
      {/* @ts-expect-error The room has no such event. */}
      <KalturaRoom onCreated={() => {}} />
      {/* @ts-expect-error The state is read-only. */}
      <KalturaRoom state="ready" />
      {/* @ts-expect-error The room has no such field. */}
      <KalturaRoomCreator defaults={{title: 'x'}} />
    </>
  );
}
