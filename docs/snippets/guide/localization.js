import 'kaltura-room/define';
import {registerTranslation} from 'kaltura-room';

registerTranslation('en', {room: {join: 'Enter the lobby'}});
