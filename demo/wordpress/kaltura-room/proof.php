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
    $post_id = get_shown_post_id();
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
        && can_read_post((int) $post_id);
}

/** A proof is valid for one room, one post and one site of a network. */
function build_proof_action(int $post_id, string $room_id): string
{
    return 'kaltura-room ' . get_current_blog_id() . " $post_id $room_id";
}

/**
 * Returns the published post whose content WordPress renders for a page of the site; otherwise null.
 * WordPress also renders blocks and shortcodes of users who cannot publish: in the editor, previews,
 * REST, AJAX and comments.
 */
function get_shown_post_id(): ?int
{
    // wp-admin and REST do not run this action. AJAX handlers of the site run within it.
    $is_page = did_action('template_redirect') && !doing_action('template_redirect');
    $post_id = (int) get_the_ID();
    $is_content = doing_filter('the_content') && !is_preview() && !is_feed();
    return $is_page && $is_content && can_read_post($post_id) ? $post_id : null;
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
