import {
  KalturaRoom,
  KalturaRoomCreator,
  type KalturaRoomProps,
} from 'kaltura-room/react';
import type {KalturaRoomElement, RoomErrorEvent} from 'kaltura-room';
import {useRef, useState} from 'react';

interface Props extends Pick<KalturaRoomProps, 'headers' | 'loading'> {
  onFailed: (code: string) => void;
}

export function Rooms({onFailed, ...props}: Props) {
  const room = useRef<KalturaRoomElement>(null);
  const [roomId, setRoomId] = useState<string>();
  const handleError = ({error}: RoomErrorEvent) => onFailed(error.code);

  return (
    <>
      <KalturaRoomCreator
        createUrl="/api/kaltura/rooms"
        onCreated={({id}) => setRoomId(id)}
      />
      <KalturaRoom
        {...props}
        ref={room}
        roomId={roomId}
        tokenUrl="/api/kaltura/token"
        onError={handleError}
      />
      <button onClick={() => room.current?.leave()}>Leave</button>
    </>
  );
}
