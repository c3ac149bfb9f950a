<?php
/*
 * What backend.php asks of the machine it is on: the settings, who is asking and what they may do,
 * and a memory for what must be made once.
 */
declare(strict_types=1);

namespace KalturaRoom;

use Throwable;
use WP_User;

defined('ABSPATH') || exit;

/** Constants in wp-config.php, or the environment. In no option: the secret is in no database. */
const SETTINGS = ['KALTURA_ROOM_PARTNER_ID', 'KALTURA_ROOM_ADMIN_SECRET', 'KALTURA_ROOM_KAF_URL'];
const KEPT_S = 86400;
/** Longer than any attempt; only a table without transactions can show an older one. */
const ATTEMPT_S = 30;
const KEPT_PREFIX = 'kaltura_room_once_';

function setting(string $name): string
{
    return (string) (defined($name) ? constant($name) : getenv($name));
}

/** Who is asking, by WordPress; rest.php has seen to it that they are signed in. */
function authorize(array $ask): ?array
{
    $user = wp_get_current_user();
    if (!$user->exists()) return null;
    // The name that the person shows in public; what a session cannot hold, backend.php takes out.
    $grant = ['userId' => userId($user), 'firstName' => $user->display_name];
    if ($ask['action'] === 'create-room') return $grant + ['createRooms' => creates($user, $ask)];

    $room = $ask['roomId'];
    // The account, and with it the rooms, is that of a whole network of sites: a role is of one.
    $opens = isShown($room) || (!is_multisite() && creates($user));
    if (apply_filters('kaltura_room_opens', $opens, $room, $user) !== true)
        throw new Refusal(403, 'access-denied', 'no page showed this room to this person');
    $moderates = !is_multisite() && user_can($user, 'edit_others_posts');
    $moderates = apply_filters('kaltura_room_moderates', $moderates, $room, $user) === true;
    return $grant + ['roomModerator' => $moderates, 'chatModerator' => $moderates];
}

/** @param ?array $ask what is to be created; null for any room */
function creates(WP_User $user, ?array $ask = null): bool
{
    $creates = user_can($user, 'publish_posts');
    return apply_filters('kaltura_room_creates', $creates, $user, $ask) === true;
}

/**
 * A user ID that nobody can register for: a login name could be that of somebody else at Kaltura,
 * who then owns their rooms. It is of the whole network of sites, as the account is.
 */
function userId(WP_User $user): string
{
    $host = (string) wp_parse_url(network_home_url(), PHP_URL_HOST);
    $id = "wordpress-{$user->ID}@" . preg_replace('/[^\w.-]/', '-', $host);
    return (string) apply_filters('kaltura_room_user_id', $id, $user);
}

/** The header by which a page says that it showed this room to this person. */
function shownHeader(string $room): array
{
    return ['X-Kaltura-Room' => wp_create_nonce("kaltura-room $room")];
}

/** Whether a page showed the room to this person: rooms are as open as the pages they are on. */
function isShown(string $room): bool
{
    $nonce = $_SERVER['HTTP_X_KALTURA_ROOM'] ?? '';
    return wp_verify_nonce($nonce, "kaltura-room $room") !== false;
}

/**
 * What $make answered for this name, and answers now where nothing did; for a day, on all servers
 * of one database. A row that is inserted and not yet committed has whoever comes meanwhile wait
 * at the same insert, and goes by itself where this process dies. (add_option() overwrites.)
 */
function once(string $name, callable $make): array
{
    global $wpdb;
    forgetOld();
    $row = KEPT_PREFIX . $name;
    $keep = fn(int $seconds, ?array $made) => time() + $seconds . ' ' . wp_json_encode($made);
    // That somebody else was faster is no error to log.
    $suppressed = $wpdb->suppress_errors();
    $wpdb->query('START TRANSACTION');
    try {
        $values = ['option_value' => $keep(ATTEMPT_S, null), 'autoload' => 'no'];
        $claimed = $wpdb->insert($wpdb->options, ['option_name' => $row] + $values);
        if ($claimed !== 1) {
            $wpdb->query('ROLLBACK');
            return kept($row);
        }
        $made = $make();
        $value = $keep(KEPT_S, $made);
        $wpdb->update($wpdb->options, ['option_value' => $value], ['option_name' => $row]);
        $wpdb->query('COMMIT');
        return $made;
    } catch (Throwable $error) {
        $wpdb->query('ROLLBACK');
        throw $error;
    } finally {
        $wpdb->suppress_errors($suppressed);
    }
}

/** What an earlier request left in this row. */
function kept(string $row): array
{
    global $wpdb;
    $value = (string) $wpdb->get_var(
        $wpdb->prepare("SELECT option_value FROM $wpdb->options WHERE option_name = %s", $row)
    );
    $made = json_decode((string) strstr($value, '{'), true);
    if ($made) return $made;
    header('Retry-After: 1');
    $reason = 'an earlier request with this key is at work';
    throw new Refusal(409, 'request-in-progress', $reason, 'unknown');
}

/** Reads without a lock, then deletes row by row: a request that is at work holds up no other. */
function forgetOld(): void
{
    global $wpdb;
    $rows = $wpdb->get_col($wpdb->prepare(
        "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s AND option_value < %s",
        $wpdb->esc_like(KEPT_PREFIX) . '%',
        (string) time()
    ));
    foreach ($rows as $row) $wpdb->delete($wpdb->options, ['option_name' => $row]);
}
