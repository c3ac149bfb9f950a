import 'kaltura-room/define';
import type {} from 'kaltura-room/react/elements';

export function Meeting({onReady}: {onReady: () => void}) {
  return (
    <kaltura-room
      room-id="1_townhall"
      token-url="/api/kaltura/token"
      roomModerator={true}
      headers={{'x-app': 'intranet'}}
      onkaltura-room-ready={onReady}
    />
  );
}
