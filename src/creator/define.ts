import {define} from '../host/define.js';
import {KalturaRoomCreatorElement} from './kaltura-room-creator-element.js';

define('kaltura-room-creator', KalturaRoomCreatorElement);

export {addWords} from '../words/words.js';
