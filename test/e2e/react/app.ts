import {createElement, useReducer, useRef, useState, type ReactNode} from 'react';
import {KalturaRoom, KalturaRoomCreator, useKalturaRoom} from '../../../dist/react/index.js';
import type {KalturaRoomElement} from '../../../dist/index.js';

/** A page with both components, for a server and for the browser. */
export function App(): ReactNode {
  const room = useRef<KalturaRoomElement>(null);
  const {state, warnings, join, leave} = useKalturaRoom(room);
  const [isThere, setIsThere] = useState(true);
  const [renders, renderAgain] = useReducer((count: number) => count + 1, 0);
  const [events, addEvent] = useReducer((list: string, name: string) => `${list} ${name}`, '');

  const button = (text: string, onClick: () => void) =>
    createElement('button', {key: text, onClick}, text);
  const output = (id: string, value: ReactNode) => createElement('output', {key: id, id}, value);
  return [
    button('Render again', renderAgain),
    button('Remove or add', () => setIsThere(!isThere)),
    button('Leave by the hook', leave),
    button('Join by the hook', join),
    output('renders', renders),
    output('events', events),
    output('state', state),
    output('warnings', warnings.join()),
    isThere &&
      createElement(KalturaRoom, {
        key: 'room',
        ref: room,
        id: 'room',
        roomId: '1_townhall',
        tokenUrl: '/api/kaltura/token',
        headers: {'x-app': 'react'},
        // As in JSX without types: text counts as true.
        roomModerator: 'false' as unknown as boolean,
        onLoading: () => addEvent('loading'),
        onReady: () => addEvent('ready'),
        onLeft: () => addEvent('left'),
        onWarning: () => {
          throw new Error('The handler failed');
        },
      }),
    createElement(KalturaRoomCreator, {key: 'creator', createUrl: '/api/kaltura/rooms'}),
  ];
}
