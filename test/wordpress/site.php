<?php
/*
 * php site.php <folder of WordPress> <what> …: installs it with the plugin, its people and pages;
 * gives somebody a name; says what the plugin has left; takes the plugin away.
 */
declare(strict_types=1);

[, $root, $what] = $argv;
$_SERVER['HTTP_HOST'] = 'localhost';
if ($what === 'install') define('WP_INSTALLING', true);
define('WP_ADMIN', true);
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

const PLUGIN = 'kaltura-room/kaltura-room.php';
const PEOPLE = ['sam' => 'subscriber', 'cora' => 'contributor', 'alex' => 'author', 'eddi' => 'editor', 'ada' => 'administrator'];

function install(string $zip, string $node): string
{
    wp_install('Site', 'root', 'root@example.com', false, '', 'a-word-for-root');
    foreach (PEOPLE as $name => $role)
        wp_insert_user([
            'user_login' => $name,
            'user_pass' => "a-word-for-$name",
            'user_email' => "$name@example.com",
            'display_name' => ucfirst($name),
            'role' => $role,
        ]);
    switch_theme('twentytwentythree');
    $GLOBALS['wp_rewrite']->set_permalink_structure('/%postname%/');
    flush_rewrite_rules();
    // What an upload in wp-admin does.
    WP_Filesystem();
    worked(unzip_file($zip, WP_PLUGIN_DIR));
    worked(activate_plugin(PLUGIN));
    $element = "<kaltura-room room-id=\"1_townhall\" token-url=\"$node/api/kaltura/token\"></kaltura-room>";
    return json_encode([
        'shortcode' => page('Shortcode', '[kaltura_room id="1_townhall" label="The town hall"]'),
        'block' => page('Block', '<!-- wp:kaltura-room/room {"roomId":"1_townhall"} /-->'),
        'creator' => page('Creator', '[kaltura_room_creator]'),
        'html' => page('By hand', "<!-- wp:html -->
<script type=\"module\" src=\"$node/kaltura-room/kaltura-room.js\"></script>
$element
<!-- /wp:html -->"),
        'hostile' => page('Hostile', '[kaltura_room id=\'" onclick="alert(1)\' label=\'" onclick="alert(2)\']'),
    ]);
}

/** A page, as an administrator wrote it. */
function page(string $title, string $content): string
{
    wp_set_current_user(get_user_by('login', 'ada')->ID);
    kses_remove_filters(); // The request began with nobody, whose markup is cleaned.
    $page = ['post_type' => 'page', 'post_status' => 'publish', 'post_title' => $title];
    return get_permalink(worked(wp_insert_post(wp_slash($page + ['post_content' => $content]), true)));
}

function rename_person(string $login, string $name): string
{
    global $wpdb;
    // As it is, whatever WordPress would make of it.
    $wpdb->update($wpdb->users, ['display_name' => $name], ['user_login' => $login]);
    return '';
}

function application_password(string $login): string
{
    $id = get_user_by('login', $login)->ID;
    return WP_Application_Passwords::create_new_application_password($id, ['name' => 'A program'])[0];
}

/** What in the tables is the plugin's, as "table.column value". */
function traces(): string
{
    global $wpdb;
    $found = [];
    foreach ([
        "SELECT CONCAT('options ', option_name, ' ', LEFT(option_value, 200)) FROM $wpdb->options
            WHERE CONCAT(option_name, option_value) LIKE '%kaltura%'",
        "SELECT CONCAT('usermeta ', meta_key) FROM $wpdb->usermeta
            WHERE CONCAT(meta_key, meta_value) LIKE '%kaltura%'",
        "SELECT CONCAT('postmeta ', meta_key) FROM $wpdb->postmeta
            WHERE CONCAT(meta_key, meta_value) LIKE '%kaltura%'",
        "SELECT CONCAT('table ', table_name) FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name LIKE '%kaltura%'",
    ] as $query)
        array_push($found, ...$wpdb->get_col($query));
    return json_encode($found);
}

/** Makes what the plugin has kept older than a day. */
function age(): string
{
    global $wpdb;
    $wpdb->query("UPDATE $wpdb->options SET option_value = CONCAT('1000000000', SUBSTR(option_value, 11))
        WHERE option_name LIKE 'kaltura\\_room\\_once\\_%'");
    return '';
}

function uninstall(): string
{
    deactivate_plugins(PLUGIN);
    worked(delete_plugins([PLUGIN]));
    return json_encode(file_exists(WP_PLUGIN_DIR . '/kaltura-room'));
}

function worked(mixed $result): mixed
{
    if (is_wp_error($result)) throw new RuntimeException($result->get_error_message());
    return $result;
}

echo $what(...array_slice($argv, 3));
