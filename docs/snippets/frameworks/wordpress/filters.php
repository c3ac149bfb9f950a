<?php
// In a plugin, or in functions.php of your theme.

// Users with the role "host" moderate all rooms.
add_filter('kaltura_room_can_moderate', function ($can, $room, $user) {
    return $can || in_array('host', $user->roles, true);
}, 10, 3);
