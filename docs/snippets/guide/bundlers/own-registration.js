import {KalturaRoomElement} from 'kaltura-room';

customElements.define('kaltura-room', KalturaRoomElement);
