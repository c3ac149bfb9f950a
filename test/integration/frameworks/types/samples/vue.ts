import type {GlobalComponents} from 'vue';
import type {} from 'kaltura-room/vue';

type Room = InstanceType<GlobalComponents['kaltura-room']>['$props'];
type Creator = InstanceType<GlobalComponents['kaltura-room-creator']>['$props'];

export const rooms: Room[] = [
  {
    roomId: '1_townhall',
    'token-url': '/api/kaltura/token',
    headers: {'x-app': 'page'},
    class: ['room', {wide: true}],
    'onKaltura-room-ready': ({confirmed}) => void (confirmed satisfies boolean),
  },
  // @ts-expect-error The attribute does not allow this value.
  {loading: 'never'},
  // @ts-expect-error The attribute does not exist.
  {'rooom-id': '1_townhall'},
];
export const creators: Creator[] = [
  {createUrl: '/rooms', defaults: {name: 'Room'}},
  // @ts-expect-error The room has no such field.
  {defaults: {title: 'Room'}},
];
