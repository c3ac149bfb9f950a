import {registerElement} from '../browser/register-element.js';
import {KalturaRoomElement} from './kaltura-room-element.js';

registerElement('kaltura-room', KalturaRoomElement);

export {registerTranslation} from '../localization/translations.js';
