import {registerElement} from '../browser/register-element.js';
import {KalturaRoomElement} from './kaltura-room-element.js';

registerElement('kaltura-room', KalturaRoomElement);

// A script tag has no other way to import it.
export {registerTranslation} from '../localization/translations.js';
