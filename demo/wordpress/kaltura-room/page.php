<?php
/*
 * The markup of rooms and forms, the block kaltura-room/room, and the script of both elements.
 */
declare(strict_types=1);

namespace KalturaRoom;

defined('ABSPATH') || exit;

add_action('init', function (): void {
    $script_url = plugins_url('cdn/kaltura-room.js', __FILE__);
    $renewal_url = plugins_url('headers.js', __FILE__);
    wp_register_script(SCRIPT_HANDLE . '-headers', $renewal_url, [], VERSION, true);
    wp_register_script(SCRIPT_HANDLE, $script_url, [SCRIPT_HANDLE . '-headers'], VERSION, true);
    register_block_type(__DIR__ . '/block');
});

// Loads the script as a module. WordPress has a function for modules only since version 6.5. The tag
// keeps its other attributes, because a filter may have added a nonce.
add_filter('script_loader_tag', function (string $tag, string $handle): string {
    if ($handle !== SCRIPT_HANDLE) {
        return $tag;
    }
    // Inline scripts in the tag have no src.
    return preg_replace_callback('~<script(\s[^>]*\bsrc=[^>]*)>~', function (array $match): string {
        $attributes = preg_replace('~\stype=(["\'])text/javascript\1~', '', $match[1]);
        // Plugins that wait for consent use other types.
        $has_other_type = preg_match('~\stype=~', $attributes) === 1;
        return $has_other_type ? $match[0] : "<script type=\"module\"$attributes>";
    }, $tag);
}, 10, 2);

add_action('admin_notices', function (): void {
    $missing = array_filter(SETTINGS, fn($name) => readSetting($name) === '');
    if ($missing && current_user_can('manage_options')) {
        printf(
            '<div class="notice notice-warning"><p>Kaltura room: define %s in wp-config.php.</p></div>',
            esc_html(implode(', ', $missing))
        );
    }
});

/** Renders a room and loads the script. The element always asks to moderate; authorize() decides. */
function render_room(string $room_id, array $attributes = []): string
{
    if (is_feed()) {
        return render_link_to_page();
    }
    wp_enqueue_script(SCRIPT_HANDLE);
    $proof = $room_id === '' ? [] : build_proof_header(trim($room_id));
    $element = render_element('kaltura-room', $attributes + [
        'room-id' => trim($room_id),
        'token-url' => get_route_url('token'),
        'kaf-url' => readSetting(SETTINGS[2]),
        'room-moderator' => true,
        'chat-moderator' => true,
        'headers' => build_headers($proof),
    ]);
    $hint = 'To join, switch on JavaScript, then <a href="">load this page again</a>.';
    return "$element<noscript><p>$hint</p></noscript>";
}

/** Renders a link to the page of the post, because feed readers remove elements and scripts. */
function render_link_to_page(): string
{
    $title = get_the_title() ?: 'its page';
    $link = sprintf('<a href="%s">%s</a>', esc_url((string) get_permalink()), esc_html($title));
    return "<p>To join the room, open $link.</p>";
}

/** Renders a form that creates a room, and the room. Feeds and users who may not create rooms get none. */
function render_creator(array $attributes = []): string
{
    if (is_feed() || !can_create_rooms(wp_get_current_user())) {
        return '';
    }
    $element_id = wp_unique_id('kaltura-room-');
    $form_attributes = [
        'create-url' => get_route_url('rooms'), 'for' => $element_id, 'headers' => build_headers(),
    ];
    $form = render_element('kaltura-room-creator', $attributes + $form_attributes);
    return $form . render_room('', ['id' => $element_id]);
}

/** Returns the URL of a route without scheme and host, so that it has the same origin as the page. */
function get_route_url(string $route): string
{
    return wp_make_link_relative(rest_url(REST_NAMESPACE . "/$route"));
}

/** Builds the `headers` attribute. Visitors get none, so that a cache can keep their pages. */
function build_headers(array $headers = []): string
{
    if (!is_user_logged_in()) {
        return '';
    }
    return wp_json_encode(['X-WP-Nonce' => wp_create_nonce('wp_rest')] + $headers);
}

/** Renders an element. It omits attributes that are '', and writes no value for true. */
function render_element(string $name, array $attributes): string
{
    $markup = '';
    foreach (array_filter($attributes, fn($value) => $value !== '') as $attribute => $value) {
        $markup .= $value === true ? " $attribute" : sprintf(' %s="%s"', $attribute, esc_attr($value));
    }
    return "<$name$markup></$name>";
}
