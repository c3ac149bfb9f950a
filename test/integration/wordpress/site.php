<?php
/*
 * Runs a function of this file in WordPress, and prints its result:
 *
 *     php site.php <folder of WordPress> <function> [argument …]
 */
declare(strict_types=1);

[, $root, $test_function] = $argv;
$_SERVER['HTTP_HOST'] = getenv('SITE_HOST');
$_SERVER['REQUEST_URI'] = '/';
if ($test_function === 'install') {
    define('WP_INSTALLING', true);
}
define('WP_ADMIN', true);
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

const PLUGIN = 'kaltura-room/kaltura-room.php';
/** There is one user of each role, with the role as login name. */
const ROLES = ['subscriber', 'contributor', 'author', 'editor', 'administrator'];

/** Installs WordPress with the plugin, users and pages. Returns the URLs of the pages as JSON. */
function install(string $zip, string $node_backend_url): string
{
    wp_install('Site', 'root', 'root@example.com', false, '', 'password-of-root');
    foreach (ROLES as $role) {
        wp_insert_user([
            'user_login' => $role,
            'user_pass' => "password-of-$role",
            'user_email' => "$role@example.com",
            'display_name' => ucfirst($role),
            'role' => $role,
        ]);
    }
    switch_theme('twentytwentythree');
    $GLOBALS['wp_rewrite']->set_permalink_structure('/%postname%/');
    flush_rewrite_rules();
    // These are the steps of an upload in wp-admin.
    WP_Filesystem();
    throw_on_error(unzip_file($zip, WP_PLUGIN_DIR));
    throw_on_error(activate_plugin(PLUGIN));
    $token_url = "$node_backend_url/api/kaltura/token";
    return json_encode([
        'shortcode' => create_page('Shortcode', '[kaltura_room id="1_townhall" label="The town hall"]'),
        'block' => create_page('Block', '<!-- wp:kaltura-room/room {"roomId":"1_townhall"} /-->'),
        'creator' => create_page('Creator', '[kaltura_room_creator]'),
        'html' => create_page('Handwritten', "<!-- wp:html -->
<script type=\"module\" src=\"$node_backend_url/kaltura-room/kaltura-room.js\"></script>
<kaltura-room room-id=\"1_townhall\" token-url=\"$token_url\"></kaltura-room>
<!-- /wp:html -->"),
        'hostile' => create_page(
            'Hostile',
            '[kaltura_room id=\'" onclick="alert(1)\' label=\'" onclick="alert(2)\']'
        ),
    ]);
}

/** Creates a page as an administrator, and returns its URL. */
function create_page(string $title, string $content): string
{
    wp_set_current_user(get_user_by('login', 'administrator')->ID);
    // These filters were added for a signed-out user, and would remove the elements.
    kses_remove_filters();
    $page = ['post_type' => 'page', 'post_status' => 'publish', 'post_title' => $title];
    $page['post_content'] = $content;
    return get_permalink(throw_on_error(wp_insert_post(wp_slash($page), true)));
}

/** Inserts a post or an attachment, and returns its ID. */
function insert_post(string $fields): string
{
    kses_remove_filters();
    return (string) throw_on_error(wp_insert_post(wp_slash(json_decode($fields, true)), true));
}

function update_post(string $post_id, string $fields): string
{
    kses_remove_filters();
    $post = ['ID' => (int) $post_id] + json_decode($fields, true);
    return (string) throw_on_error(wp_update_post(wp_slash($post), true));
}

function insert_comment(string $post_id, string $content): string
{
    $comment = ['comment_post_ID' => (int) $post_id, 'comment_content' => $content];
    return (string) wp_insert_comment(wp_slash($comment + ['comment_approved' => 1]));
}

function get_user_id(string $login): string
{
    return (string) get_user_by('login', $login)->ID;
}

function set_role(string $login, string $role): string
{
    get_user_by('login', $login)->set_role($role);
    return '';
}

/** Turns the site into a network, which exists while the constant MULTISITE is true. */
function create_network(): string
{
    global $wpdb;
    foreach ($wpdb->tables('ms_global') as $name => $table) {
        $wpdb->$name = $table;
    }
    install_network();
    throw_on_error(populate_network(1, $_SERVER['HTTP_HOST'], 'root@example.com', 'Network'));
    return '';
}

/** Creates a second site with an administrator and a page. Returns the path of the page. */
function create_site(string $login, string $content): string
{
    global $wpdb;
    $host = $_SERVER['HTTP_HOST'];
    $_SERVER['REMOTE_ADDR'] = '127.0.0.1';
    $user_id = get_user_by('login', $login)->ID;
    $site = throw_on_error(wpmu_create_blog($host, '/two/', 'Two', $user_id));
    // WordPress removes the colon before the port.
    $wpdb->update($wpdb->blogs, ['domain' => $host], ['blog_id' => $site]);
    clean_blog_cache($site);
    switch_to_blog($site);
    update_option('home', "http://$host/two");
    update_option('siteurl', "http://$host/two");
    throw_on_error(activate_plugin(PLUGIN));
    // Both sites have a published page with this ID.
    update_post('2', json_encode(['post_content' => $content]));
    return '/two/?page_id=2';
}

function rename_user(string $login, string $display_name): string
{
    global $wpdb;
    // wp_update_user() would sanitize the name.
    $wpdb->update($wpdb->users, ['display_name' => $display_name], ['user_login' => $login]);
    return '';
}

function create_application_password(string $login): string
{
    $user_id = get_user_by('login', $login)->ID;
    return WP_Application_Passwords::create_new_application_password($user_id, ['name' => 'Test'])[0];
}

/** Returns the plugin's data in the database, as a JSON list of strings such as "options name value". */
function find_plugin_data(): string
{
    global $wpdb;
    $rows = [];
    foreach ([
        "SELECT CONCAT('options ', option_name, ' ', LEFT(option_value, 200)) FROM $wpdb->options
            WHERE CONCAT(option_name, option_value) LIKE '%kaltura%'",
        "SELECT CONCAT('usermeta ', meta_key) FROM $wpdb->usermeta
            WHERE CONCAT(meta_key, meta_value) LIKE '%kaltura%'",
        "SELECT CONCAT('postmeta ', meta_key) FROM $wpdb->postmeta
            WHERE CONCAT(meta_key, meta_value) LIKE '%kaltura%'",
        "SELECT CONCAT('table ', table_name) FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name LIKE '%kaltura%'",
    ] as $query) {
        array_push($rows, ...$wpdb->get_col($query));
    }
    return json_encode($rows);
}

/** Makes the plugin's records older than a day. */
function expire_records(): string
{
    global $wpdb;
    $wpdb->query("UPDATE $wpdb->options SET option_value = CONCAT('1000000000', SUBSTR(option_value, 11))
        WHERE option_name LIKE 'kaltura\\_room\\_once\\_%'");
    return '';
}

/** Deletes the plugin, and returns whether its folder still exists. */
function uninstall(): string
{
    deactivate_plugins(PLUGIN);
    throw_on_error(delete_plugins([PLUGIN]));
    return json_encode(file_exists(WP_PLUGIN_DIR . '/kaltura-room'));
}

function throw_on_error(mixed $result): mixed
{
    if (is_wp_error($result)) {
        throw new RuntimeException($result->get_error_message());
    }
    return $result;
}

echo $test_function(...array_slice($argv, 3));
