<?php
/*
 * The header X-Kaltura-Room proves that a page of this site showed a room to the current user. It
 * contains the ID of the post, so that the token route checks again whether the user may read it.
 */
declare(strict_types=1);

namespace KalturaRoom;

defined('ABSPATH') || exit;

/** Builds the header for a room that WordPress renders now. It is empty outside a published post. */
function build_proof_header(string $room_id): array
{
    $post_id = get_shown_post_id($room_id);
    if ($post_id === null) {
        return [];
    }
    return ['X-Kaltura-Room' => "$post_id-" . wp_create_nonce(build_proof_action($post_id, $room_id))];
}

/** Returns whether the request proves that a page showed this room, and that the user may still read it. */
function has_proof(string $room_id): bool
{
    [$post_id, $nonce] = explode('-', ($_SERVER['HTTP_X_KALTURA_ROOM'] ?? '') . '-');
    return wp_verify_nonce($nonce, build_proof_action((int) $post_id, $room_id)) !== false
        && can_read_post((int) $post_id)
        && contains_room((int) $post_id, $room_id);
}

/** A proof is valid for one room, one post and one site of a network. */
function build_proof_action(int $post_id, string $room_id): string
{
    return 'kaltura-room ' . get_current_blog_id() . " $post_id $room_id";
}

/**
 * Returns the published post that contains the room, and whose content WordPress renders for a page of
 * the site; otherwise null. WordPress also renders blocks and shortcodes of users who cannot publish:
 * in the editor, previews, REST, AJAX and comments.
 */
function get_shown_post_id(string $room_id): ?int
{
    // wp-admin and REST do not run this action. AJAX handlers of the site run within it.
    $is_page = did_action('template_redirect') && !doing_action('template_redirect');
    $post_id = (int) get_the_ID();
    $is_content = doing_filter('the_content') && !is_preview() && !is_feed();
    $is_shown = $is_page && $is_content && can_read_post($post_id);
    return $is_shown && contains_room($post_id, $room_id) ? $post_id : null;
}

/**
 * Returns whether the author of a post has put the room into it, or into a synced pattern of it. Blocks
 * add text of other people, such as comments, and WordPress then parses shortcodes in that text too.
 * @param int[] $outer the posts that contain this one
 */
function contains_room(int $post_id, string $room_id, array $outer = []): bool
{
    $content = get_post($post_id)?->post_content ?? '';
    if (preg_match('/\b' . preg_quote($room_id, '/') . '\b/', $content)) {
        return true;
    }
    $outer[] = $post_id;
    foreach (array_diff(find_patterns(parse_blocks($content)), $outer) as $pattern_id) {
        if (contains_room($pattern_id, $room_id, $outer)) {
            return true;
        }
    }
    return false;
}

/** Returns the IDs of the synced patterns in blocks. */
function find_patterns(array $blocks): array
{
    $ids = [];
    foreach ($blocks as ['blockName' => $name, 'attrs' => $attributes, 'innerBlocks' => $inner]) {
        $id = $name === 'core/block' ? (int) ($attributes['ref'] ?? 0) : 0;
        // get_post_type(0) is the type of the current post.
        if ($id > 0 && get_post_type($id) === 'wp_block' && get_post_status($id) === 'publish') {
            $ids[] = $id;
        }
        array_push($ids, ...find_patterns($inner));
    }
    return $ids;
}

/** Returns whether a post is published, and the current user may read it. */
function can_read_post(int $post_id): bool
{
    // get_post(0) returns another post. get_post_status() calls every attachment published.
    $post = $post_id > 0 ? get_post($post_id) : null;
    return $post?->post_status === 'publish'
        && !post_password_required($post)
        && current_user_can('read_post', $post_id);
}
