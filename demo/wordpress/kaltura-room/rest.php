<?php
/*
 * The REST routes: POST kaltura-room/v1/token and POST kaltura-room/v1/rooms. Every response has the
 * envelope of the contract, also if WordPress itself refuses the request.
 */
declare(strict_types=1);

namespace KalturaRoom;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

add_action('rest_api_init', function (): void {
    foreach (array_keys(FIELDS) as $route) {
        register_rest_route(REST_NAMESPACE, "/$route", [
            'methods' => 'POST',
            'permission_callback' => __NAMESPACE__ . '\check_permission',
            'callback' => function () use ($route): WP_REST_Response {
                [$status, $envelope] = buildResponse($route);
                return new WP_REST_Response($envelope, $status);
            },
        ]);
    }
});

/**
 * Checks that the user is signed in, and that a page of this site sent the request. WordPress does not
 * require the nonce for every kind of request, such as a request with an application password.
 */
function check_permission(WP_REST_Request $request): bool|WP_Error
{
    $nonce = (string) $request->get_header('X-WP-Nonce');
    if (is_user_logged_in() && wp_verify_nonce($nonce, 'wp_rest')) {
        return true;
    }
    return new WP_Error('rest_not_logged_in', 'request must have a signed-in user and a valid X-WP-Nonce');
}

/** Returns whether a request is for a route of this plugin. WordPress ignores the case of routes. */
function is_plugin_request(WP_REST_Request $request): bool
{
    return str_starts_with(strtolower($request->get_route()), '/' . REST_NAMESPACE . '/');
}

// Puts the errors of WordPress into the envelope.
add_filter('rest_post_dispatch', function ($response, $server, WP_REST_Request $request) {
    if (!is_plugin_request($request) || !$response->is_error()) {
        return $response;
    }
    $error = $response->get_data();
    if (!isset($error['code'])) {
        return $response; // It is already the envelope of backend.php.
    }
    $status = $response->get_status();
    // WordPress answers 403 for an expired nonce, but the user may only need to sign in again.
    $is_signed_out = in_array($error['code'], ['rest_not_logged_in', 'rest_cookie_invalid_nonce'], true);
    [$status, $code] = match (true) {
        $is_signed_out || $status === 401 => [401, 'sign-in-required'],
        $status === 403 => [403, 'access-denied'],
        $status === 404, $status === 405 => [$status, 'endpoint-not-found'],
        $status === 429 => [429, 'rate-limited'],
        $status < 500 => [$status, 'invalidRequest'],
        default => [500, 'internalError'],
    };
    // WordPress refuses a request before the callback runs, but a server error may follow it.
    $outcome = $status < 500 ? 'not-created' : 'unknown';
    $exception = new RoomException($status, $code, (string) $error['message'], $outcome);
    $is_rooms_route = str_ends_with(strtolower($request->get_route()), '/rooms');
    $is_creation = $is_rooms_route && $request->get_method() === 'POST';
    [$status, $envelope] = buildErrorResponse($exception, $is_creation);
    $response->set_status($status);
    $response->set_data($envelope);
    return $response;
}, 10, 3);

// Sets the headers of responses. Priority 20 is after rest_send_cors_headers, which has 10.
add_filter('rest_pre_serve_request', function ($served, $response, WP_REST_Request $request) {
    if (!is_plugin_request($request)) {
        return $served;
    }
    header('Cache-Control: no-store');
    // WordPress would replace the header above.
    add_filter('rest_send_nocache_headers', '__return_false', 100);
    // WordPress lets pages of every origin read its responses. These are for this origin only.
    header_remove('Access-Control-Allow-Origin');
    header_remove('Access-Control-Allow-Credentials');
    return $served;
}, 20, 3);
