'use client';

import 'kaltura-room/define';
import {useEffect, useRef} from 'react';

/** As in React alone, on an element that the server has rendered; and by a ref. */
export default function Page() {
  const ref = useRef(null);
  const said = heard => document.body.append(`heard by ${heard}. `);
  useEffect(() => {
    ref.current.addEventListener('kaltura-room-ready', () => said('a ref'));
    document.body.dataset.isHydrated = true;
  }, []);

  return (
    <kaltura-room
      ref={ref}
      room-id="1_townhall"
      token-url="/api/kaltura/token"
      loading="click"
      headers={{'x-app': 'next'}}
      onkaltura-room-ready={() => said('a prop')}
    />
  );
}
