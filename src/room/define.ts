import {define} from '../host/define.js';
import {KalturaRoomElement} from './kaltura-room-element.js';

define('kaltura-room', KalturaRoomElement);
