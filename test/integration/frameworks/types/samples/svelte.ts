import type {SvelteHTMLElements} from 'svelte/elements';
import type {} from 'kaltura-room/svelte';

export const rooms: SvelteHTMLElements['kaltura-room'][] = [
  {
    'room-id': '1_townhall',
    'token-url': '/api/kaltura/token',
    headers: {'x-app': 'page'},
    class: 'room',
    'onkaltura-room-ready': ({confirmed}) => void (confirmed satisfies boolean),
    'onkaltura-room-error': ({error}) => void (error.code satisfies string),
    onclick: ({currentTarget}) => currentTarget.join(),
  },
  // @ts-expect-error The attribute does not allow this value.
  {loading: 'never'},
  // @ts-expect-error The event has no such field.
  {'onkaltura-room-ready': ({error}) => error},
];
export const creators: SvelteHTMLElements['kaltura-room-creator'][] = [
  {'create-url': '/rooms', defaults: {name: 'Room'}, searchUsers: async () => []},
  // @ts-expect-error The room has no such field.
  {defaults: {title: 'Room'}},
];
