<?php
/*
 * The platform functions that backend.php calls: readSetting(), authorize() and runOnce(). They
 * replace the functions of the same names for plain PHP.
 */
declare(strict_types=1);

namespace KalturaRoom;

use Throwable;
use WP_User;

defined('ABSPATH') || exit;

/**
 * Constants in wp-config.php, or environment variables. They are not WordPress options, so the admin
 * secret is never in the database.
 */
const SETTINGS = ['KALTURA_ROOM_PARTNER_ID', 'KALTURA_ROOM_ADMIN_SECRET', 'KALTURA_ROOM_KAF_URL'];

/** Prefix of the options that record which room a request created. */
const RECORD_PREFIX = 'kaltura_room_once_';
const RECORD_LIFETIME_S = 86400;
/** Longer than any attempt. It matters only in a table without transactions. */
const ATTEMPT_LIFETIME_S = 30;

function readSetting(string $name): string
{
    return (string) (defined($name) ? constant($name) : getenv($name));
}

/** Returns the grant of the current user. rest.php has checked the nonce of the request. */
function authorize(array $access_request): ?array
{
    $user = wp_get_current_user();
    if (!$user->exists()) {
        return null;
    }
    $grant = ['userId' => get_kaltura_user_id($user), 'firstName' => $user->display_name];
    if ($access_request['action'] === 'create-room') {
        return $grant + ['createRooms' => can_create_rooms($user, $access_request)];
    }

    $room_id = $access_request['roomId'];
    // All sites of a network share the account and its rooms, but a role is valid on one site only.
    $can_open = has_proof($room_id) || (!is_multisite() && can_create_rooms($user));
    if (apply_filters('kaltura_room_can_open', $can_open, $room_id, $user) !== true) {
        $message = 'room must be in a published post that the user has opened, or the user must be able to create rooms';
        throw new RoomException(403, 'access-denied', $message);
    }
    $can_moderate = !is_multisite() && user_can($user, 'edit_others_posts');
    $can_moderate = apply_filters('kaltura_room_can_moderate', $can_moderate, $room_id, $user) === true;
    return $grant + ['roomModerator' => $can_moderate, 'chatModerator' => $can_moderate];
}

/**
 * Returns whether a user may create rooms.
 * @param ?array $access_request the room to create; null for any room
 */
function can_create_rooms(WP_User $user, ?array $access_request = null): bool
{
    $can_create = user_can($user, 'publish_posts');
    return apply_filters('kaltura_room_can_create', $can_create, $user, $access_request) === true;
}

/**
 * Returns the user's ID at Kaltura. It contains no login name: a user could register the login name
 * of another Kaltura user, and own the rooms of that user. All sites of a network use the same IDs.
 */
function get_kaltura_user_id(WP_User $user): string
{
    $host = (string) wp_parse_url(network_home_url(), PHP_URL_HOST);
    $id = "wordpress-{$user->ID}@" . preg_replace('/[^\w.-]/', '-', $host);
    return (string) apply_filters('kaltura_room_user_id', $id, $user);
}

/**
 * Returns the result of the first call with this name within a day, on all servers of one database.
 *
 * The first call inserts a row and does not commit it. Concurrent calls wait at the same insert. If
 * this process dies, the database removes the row. add_option() would overwrite the row instead.
 */
function runOnce(string $name, callable $create): array
{
    global $wpdb;
    delete_expired_records();
    $option = RECORD_PREFIX . $name;
    $encode = fn(int $seconds, ?array $result) => time() + $seconds . ' ' . wp_json_encode($result);
    // Do not log the failed insert of a call that is not the first.
    $was_suppressed = $wpdb->suppress_errors();
    $wpdb->query('START TRANSACTION');
    try {
        $values = ['option_value' => $encode(ATTEMPT_LIFETIME_S, null), 'autoload' => 'no'];
        $inserted = $wpdb->insert($wpdb->options, ['option_name' => $option] + $values);
        if ($inserted !== 1) {
            $wpdb->query('ROLLBACK');
            return read_record($option);
        }
        $result = $create();
        $value = $encode(RECORD_LIFETIME_S, $result);
        $wpdb->update($wpdb->options, ['option_value' => $value], ['option_name' => $option]);
        $wpdb->query('COMMIT');
        return $result;
    } catch (Throwable $error) {
        $wpdb->query('ROLLBACK');
        throw $error;
    } finally {
        $wpdb->suppress_errors($was_suppressed);
    }
}

/** Returns the result of an earlier request. */
function read_record(string $option): array
{
    global $wpdb;
    $value = (string) $wpdb->get_var(
        $wpdb->prepare("SELECT option_value FROM $wpdb->options WHERE option_name = %s", $option)
    );
    $result = json_decode((string) strstr($value, '{'), true);
    if ($result) {
        return $result;
    }
    header('Retry-After: 1');
    $message = 'another request with this Idempotency-Key is in progress';
    throw new RoomException(409, 'request-in-progress', $message, 'unknown');
}

/** Deletes expired records, each by its name, so that no other request waits for a lock. */
function delete_expired_records(): void
{
    global $wpdb;
    $options = $wpdb->get_col($wpdb->prepare(
        "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s AND option_value < %s",
        $wpdb->esc_like(RECORD_PREFIX) . '%',
        (string) time()
    ));
    foreach ($options as $option) {
        $wpdb->delete($wpdb->options, ['option_name' => $option]);
    }
}
