'use client';

import dynamic from 'next/dynamic';

const Room = dynamic(() => import('./room.jsx'), {ssr: false});

export default function Page() {
  return <Room />;
}
