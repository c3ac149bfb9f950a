import {KalturaRoom} from 'kaltura-room/react';

export default function Page() {
  return (
    <KalturaRoom roomId="1_townhall" tokenUrl="/api/kaltura/token" />
  );
}
