<?php
/*
 * What stands on a page: the shortcodes [kaltura_room id="1_abcd1234"] and [kaltura_room_creator],
 * the block kaltura-room/room, and the script of both elements.
 */
declare(strict_types=1);

namespace KalturaRoom;

defined('ABSPATH') || exit;

add_action('init', function (): void {
    wp_register_script(SCRIPT, plugins_url('cdn/kaltura-room.js', __FILE__), [], VERSION, true);
    register_block_type(__DIR__ . '/block');
    add_shortcode('kaltura_room', function ($given): string {
        $given = shortcode_atts(['id' => '', 'label' => '', 'loading' => ''], $given, 'kaltura_room');
        return room($given['id'], ['label' => $given['label'], 'loading' => $given['loading']]);
    });
    add_shortcode('kaltura_room_creator', function ($given): string {
        $given = shortcode_atts(['share-url' => ''], $given, 'kaltura_room_creator');
        return creator(['share-url' => $given['share-url']]);
    });
});

/** As a module, which WordPress has a function for from 6.5 on; this works in all. */
add_filter('script_loader_tag', function (string $tag, string $handle, string $source): string {
    if ($handle !== SCRIPT) return $tag;
    return sprintf("<script type=\"module\" src=\"%s\"></script>\n", esc_url($source));
}, 10, 3);

add_action('admin_notices', function (): void {
    $missing = array_filter(SETTINGS, fn($name) => setting($name) === '');
    if ($missing && current_user_can('manage_options'))
        printf(
            '<div class="notice notice-warning"><p>Kaltura room: define %s in wp-config.php.</p></div>',
            esc_html(implode(', ', $missing))
        );
});

/** A room, and the script; it asks to moderate, and authorize() decides. */
function room(string $id, array $attributes = []): string
{
    wp_enqueue_script(SCRIPT);
    $element = tag('kaltura-room', $attributes + [
        'room-id' => trim($id),
        'token-url' => route('token'),
        'kaf-url' => setting(SETTINGS[2]),
        'room-moderator' => true,
        'chat-moderator' => true,
        'headers' => headers($id === '' || isDraft() ? [] : shownHeader(trim($id))),
    ]);
    return $element . '<noscript><p>To join, switch on JavaScript, then <a href="">load this page again</a>.</p></noscript>';
}

/** Whether what is shown may be of somebody's own, whom nobody has let publish it. */
function isDraft(): bool
{
    return is_preview() || (defined('REST_REQUEST') && REST_REQUEST);
}

/** The form that creates a room, and the room; nothing for who may not create any. */
function creator(array $attributes = []): string
{
    if (!creates(wp_get_current_user())) return '';
    $room = wp_unique_id('kaltura-room-');
    $form = ['create-url' => route('rooms'), 'for' => $room, 'headers' => headers()];
    return tag('kaltura-room-creator', $attributes + $form) . room('', ['id' => $room]);
}

/** Without scheme and host, so that the page's own are used: www or not, http or https. */
function route(string $name): string
{
    return wp_make_link_relative(rest_url(ROUTES . "/$name"));
}

/** For nobody in particular there are none, so that a cache may keep the page. */
function headers(array $more = []): string
{
    if (!is_user_logged_in()) return '';
    return wp_json_encode(['X-WP-Nonce' => wp_create_nonce('wp_rest')] + $more);
}

/** An element; an attribute that is '' is left out, one that is true has no value. */
function tag(string $name, array $attributes): string
{
    $text = '';
    foreach (array_filter($attributes, fn($value) => $value !== '') as $attribute => $value)
        $text .= $value === true ? " $attribute" : sprintf(' %s="%s"', $attribute, esc_attr($value));
    return "<$name$text></$name>";
}
