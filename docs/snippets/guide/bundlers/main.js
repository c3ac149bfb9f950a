import 'kaltura-room/define';
