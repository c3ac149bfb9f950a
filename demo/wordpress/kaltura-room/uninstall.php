<?php
/* What the plugin has kept: which room a request made, for a day. */
declare(strict_types=1);

defined('WP_UNINSTALL_PLUGIN') || exit;

(function (): void {
    global $wpdb;
    $sites = is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [get_current_blog_id()];
    foreach ($sites as $site) {
        $options = $wpdb->get_blog_prefix((int) $site) . 'options';
        $kept = $wpdb->esc_like('kaltura_room_once_') . '%';
        $wpdb->query($wpdb->prepare("DELETE FROM $options WHERE option_name LIKE %s", $kept));
    }
})();
