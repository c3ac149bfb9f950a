import {registerElement} from '../browser/register-element.js';
import {KalturaRoomCreatorElement} from './kaltura-room-creator-element.js';

registerElement('kaltura-room-creator', KalturaRoomCreatorElement);

export {registerTranslation} from '../localization/translations.js';
