<?php
define('KALTURA_ROOM_PARTNER_ID', 12345);
define('KALTURA_ROOM_ADMIN_SECRET', '…');
define('KALTURA_ROOM_KAF_URL', 'https://12345.kaf.kaltura.com');
