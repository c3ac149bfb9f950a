<?php
/*
 * The REST routes: POST kaltura-room/v1/token and kaltura-room/v1/rooms, by the contract of
 * kaltura-room. Every answer wears its envelope, those of WordPress itself included.
 */
declare(strict_types=1);

namespace KalturaRoom;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

add_action('rest_api_init', function (): void {
    foreach (array_keys(FIELDS) as $route)
        register_rest_route(ROUTES, "/$route", [
            'methods' => 'POST',
            'permission_callback' => __NAMESPACE__ . '\signedIn',
            'callback' => function () use ($route): WP_REST_Response {
                [$status, $envelope] = envelope($route);
                return new WP_REST_Response($envelope, $status);
            },
        ]);
});

/**
 * Whether a person is signed in and a page of this site asks for them. WordPress alone would take
 * some requests without the nonce, such as those of an application password.
 */
function signedIn(WP_REST_Request $request): bool|WP_Error
{
    $nonce = (string) $request->get_header('X-WP-Nonce');
    if (is_user_logged_in() && wp_verify_nonce($nonce, 'wp_rest')) return true;
    return new WP_Error('rest_not_logged_in', 'expected a signed-in user and X-WP-Nonce');
}

/** Routes are matched in any case. */
function isOurs(WP_REST_Request $request): bool
{
    return str_starts_with(strtolower($request->get_route()), '/' . ROUTES . '/');
}

add_filter('rest_post_dispatch', function ($response, $server, WP_REST_Request $request) {
    if (!isOurs($request) || !$response->is_error()) return $response;
    $error = $response->get_data();
    if (!isset($error['code'])) return $response; // The envelope of backend.php.
    $status = $response->get_status();
    // A nonce that has run out is, to WordPress, 403; who asks is then nobody in particular.
    $unknown = in_array($error['code'], ['rest_not_logged_in', 'rest_cookie_invalid_nonce'], true);
    [$status, $code] = match (true) {
        $unknown || $status === 401 => [401, 'sign-in-required'],
        $status === 403 => [403, 'access-denied'],
        $status === 404, $status === 405 => [$status, 'endpoint-not-found'],
        $status === 429 => [429, 'rate-limited'],
        $status < 500 => [$status, 'invalidRequest'],
        default => [500, 'internalError'],
    };
    // WordPress refuses before the callback runs. A failure of the server may come after it.
    $outcome = $status < 500 ? 'not-created' : 'unknown';
    $refusal = new Refusal($status, $code, (string) $error['message'], $outcome);
    $isRooms = str_ends_with(strtolower($request->get_route()), '/rooms');
    [$status, $envelope] = failure($refusal, $isRooms && $request->get_method() === 'POST');
    $response->set_status($status);
    $response->set_data($envelope);
    return $response;
}, 10, 3);

add_filter('rest_pre_serve_request', function ($served, $response, WP_REST_Request $request) {
    if (!isOurs($request)) return $served;
    header('Cache-Control: no-store');
    add_filter('rest_send_nocache_headers', '__return_false', 100); // They would take its place.
    // WordPress lets pages of every origin read its answers; these are for pages of this one.
    header_remove('Access-Control-Allow-Origin');
    header_remove('Access-Control-Allow-Credentials');
    return $served;
}, 20, 3); // After rest_send_cors_headers, which has 10.
