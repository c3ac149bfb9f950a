'use client';

export {KalturaRoom, type KalturaRoomProps} from './kaltura-room.js';
export {KalturaRoomCreator, type KalturaRoomCreatorProps} from './kaltura-room-creator.js';
export {useKalturaRoom, type UseKalturaRoomResult} from './use-kaltura-room.js';
