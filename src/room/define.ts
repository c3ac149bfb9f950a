import {define} from '../host/define.js';
import {KalturaRoomElement} from './kaltura-room-element.js';

define('kaltura-room', KalturaRoomElement);

export {addWords} from '../words/words.js';
