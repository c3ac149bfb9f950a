<?php
/* Deletes the plugin's only data: the records of which room a request created. */
declare(strict_types=1);

defined('WP_UNINSTALL_PLUGIN') || exit;

(function (): void {
    global $wpdb;
    $sites = is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [get_current_blog_id()];
    foreach ($sites as $site) {
        $table = $wpdb->get_blog_prefix((int) $site) . 'options';
        $pattern = $wpdb->esc_like('kaltura_room_once_') . '%';
        $wpdb->query($wpdb->prepare("DELETE FROM $table WHERE option_name LIKE %s", $pattern));
    }
})();
