<?php
/*
 * A host backend for <kaltura-room> and <kaltura-room-creator>: POST …/token and POST …/rooms.
 *
 * Requires PHP 8.1 or later with openssl and curl. To try it, set KALTURA_PARTNER_ID,
 * KALTURA_ADMIN_SECRET and KAF_URL in the environment, and run:
 *
 *     php -S 127.0.0.1:8000 backend.php
 *
 * If a proxy changes the Host header, list the origins of your pages in ALLOWED_ORIGINS, separated by
 * spaces.
 *
 * In production, put a server in front that buffers requests, such as nginx with PHP-FPM: a client
 * that sends a request slowly then occupies that server, not a PHP process.
 */
declare(strict_types=1);

const BODY_LIMIT_BYTES = 65536;
const SESSION_LIFETIME_S = 60;
const DEADLINE_S = 10;

/** Types of a Kaltura session (KS). A USER session may reach a browser, an ADMIN session must not. */
const USER_SESSION = 0;
const ADMIN_SESSION = 2;

const ROOM_ID = '/^\d{1,3}_[0-9a-z]{8}$/D';
const USER_ID = '/^(?![*0]$)[\w,!#$%&\'*+?^`{|}~.@-]{1,320}$/D';

/** Rules for the values of a body. A rule with a pattern accepts strings that match it. */
const ROOM_ID_RULE = ['expected' => 'a room ID such as 1_abcd1234', 'pattern' => ROOM_ID];
const BOOLEAN_RULE = ['expected' => 'true or false'];
const USER_IDS_RULE = ['expected' => 'a list of at most 100 Kaltura user IDs'];

/** Fields of each route's body. */
const FIELDS = [
    'token' => [
        'roomId' => ROOM_ID_RULE,
        'roomModerator' => BOOLEAN_RULE,
        'chatModerator' => BOOLEAN_RULE,
        // The language of the page (BCP 47). This backend does not use it.
        'lang' => [
            'expected' => 'a string of at most 35 characters', 'pattern' => '/^.{0,35}$/suD',
        ],
    ],
    'rooms' => [
        'name' => ['expected' => 'a string of 1 to 256 characters', 'pattern' => '/^.{1,256}$/suD'],
        'description' => [
            'expected' => 'a string of at most 5000 characters', 'pattern' => '/^.{0,5000}$/suD',
        ],
        'tags' => [
            'expected' => 'a string of at most 2000 characters', 'pattern' => '/^.{0,2000}$/suD',
        ],
        'templateRoomEntryId' => ROOM_ID_RULE,
        'roomModeratorUserIds' => USER_IDS_RULE,
        'chatModeratorUserIds' => USER_IDS_RULE,
    ],
];
const REQUIRED_FIELDS = ['token' => 'roomId', 'rooms' => 'name'];

/** A failure of a request, with a code of the contract's error catalog. */
final class RoomException extends RuntimeException
{
    /**
     * @param string $message for the developer
     * @param string $outcome 'unknown' if the failed request may have created a room
     */
    public function __construct(
        public readonly int $status,
        public readonly string $errorCode,
        string $message,
        public readonly string $outcome = 'not-created'
    ) {
        parent::__construct($message);
    }

    public static function invalidRequest(int $status, string $message): self
    {
        return new self($status, 'invalidRequest', $message);
    }

    /** KAF's response does not show whether it created a room. */
    public static function invalidResponse(string $message): self
    {
        return new self(502, 'kaltura-invalid', $message, 'unknown');
    }
}

/* ==== Replace this function ===================================================================
 * Returns who is signed in, and what they may do. $accessRequest is the body of the request, plus
 * 'action': 'view-room' or 'create-room'. The body does not identify the user: read your session.
 *
 * Return null if the user is not signed in. To refuse access, throw
 * new RoomException(403, 'access-denied', 'reason') or
 * new RoomException(404, 'room-not-found', 'reason').
 *
 * This example accepts one cookie as a user, and only if EXAMPLE_SESSION is set. */
function authorize(array $accessRequest): ?array
{
    $session = (string) getenv('EXAMPLE_SESSION');
    $cookie = $_COOKIE['session'] ?? null;
    if ($session === '' || !is_string($cookie) || !hash_equals($session, $cookie)) {
        return null;
    }
    return [
        'userId' => 'mona@example.com', 'firstName' => 'Mona', 'lastName' => 'Moderator',
        'roomModerator' => true, 'chatModerator' => true, 'createRooms' => true,
    ];
}
/* ==== You can keep the rest =================================================================== */

/**
 * Encodes and encrypts a Kaltura session (KS) v2. You can copy this function on its own.
 *
 * @param string $secret the account's admin secret, also for a USER session
 * @param int $type USER_SESSION or ADMIN_SESSION
 * @param int $expiry Unix time in seconds
 * @param array<string, string> $privileges privilege values by name
 * @param ?string $random 16 bytes; only tests pass them
 */
function encodeKs(
    int $partnerId,
    #[SensitiveParameter] string $secret,
    string $userId,
    int $type,
    int $expiry,
    array $privileges,
    ?string $random = null
): string {
    $safeValue = '/^(?!\s)[^,:;*\p{Cc}]*(?<!\s)$/uD';
    foreach ($privileges as $name => $value) {
        if (!preg_match('/^[a-z][a-z0-9]*$/iD', $name)) {
            throw new InvalidArgumentException(
                'privilege name must be a letter followed by letters and digits; got ' . json_encode($name)
            );
        }
        if (!preg_match($safeValue, $value)) {
            throw new InvalidArgumentException(
                "value of privilege \"$name\" must not contain , : ; * or a control character,"
                . ' and must not start or end with white space'
            );
        }
    }
    // Reserved fields go last: when a name repeats, Kaltura uses the last value.
    $fields = $privileges + ['_e' => $expiry, '_t' => $type, '_u' => $userId];
    $body = ($random ?? random_bytes(16)) . http_build_query($fields, '', '&');
    $plaintext = sha1($body, true) . $body;
    $plaintext .= str_repeat("\0", -strlen($plaintext) & 15);
    $key = substr(sha1($secret, true), 0, 16);
    $options = OPENSSL_RAW_DATA | OPENSSL_ZERO_PADDING;
    $ciphertext = openssl_encrypt($plaintext, 'aes-128-cbc', $key, $options, str_repeat("\0", 16));
    return strtr(base64_encode("v2|$partnerId|$ciphertext"), '+/', '-_');
}

/** Makes a display name safe for a KS: at most 40 characters, and perhaps none. */
function cleanDisplayName(mixed $name): string
{
    // Separators of privileges, control characters, and marks that change the direction of text.
    $unsafe = '/[,:;*\x{37e}\s\p{Cc}\p{Zl}\p{Zp}\x{202a}-\x{202e}\x{2066}-\x{2069}]+/u';
    // Kaltura's server searches the whole KS for these words, also inside values.
    $reserved = '/(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)'
        . '|(?<=privacy)(?=context)|(?<=set)(?=role)|(?<=restricting)(?=role)/i';
    $safe = trim((string) preg_replace($unsafe, ' ', is_string($name) ? $name : ''));
    return trim(preg_replace('/^(.{0,40}).*/su', '$1', preg_replace($reserved, ' ', $safe)));
}

/** Creates a launch: a session that lets this user open this room, and nothing else. */
function createLaunch(array $body, array $grant): array
{
    $privileges = ['actionslimit' => '-1', 'entryId' => $body['roomId'], 'role' => 'viewerRole'];
    foreach (['firstName', 'lastName'] as $field) {
        $name = cleanDisplayName($grant[$field] ?? null);
        if ($name !== '') {
            $privileges[$field] = $name;
        }
    }
    foreach (['roomModerator', 'chatModerator'] as $role) {
        $isRequested = ($body[$role] ?? null) === true;
        $isGranted = ($grant[$role] ?? null) === true;
        $privileges[$role] = $isRequested && $isGranted ? '1' : '0';
    }
    [$partnerId, $secret, $kafUrl] = readAccount();
    $expiry = time() + SESSION_LIFETIME_S;
    $ks = encodeKs($partnerId, $secret, $grant['userId'], USER_SESSION, $expiry, $privileges);
    return ['auth' => 'ks', 'ks' => $ks, 'kafUrl' => $kafUrl, 'expiresAt' => $expiry];
}

/** Creates a room, or returns the room that an earlier request with the same Idempotency-Key created. */
function createRoomOnce(array $room, array $grant): array
{
    $key = $_SERVER['HTTP_IDEMPOTENCY_KEY'] ?? null;
    if ($key === null) {
        return createRoom($room, $grant);
    }
    if (!preg_match('/^[!-~]{1,255}$/D', $key)) {
        $message = 'Idempotency-Key must be 1 to 255 visible ASCII characters; got another value';
        throw RoomException::invalidRequest(400, $message);
    }
    // A hash with the secret, because other users of this machine must not guess the name.
    $name = hash_hmac('sha256', "{$grant['userId']} $key", readAccount()[1]);
    ksort($room);
    $bodyHash = hash('sha256', json_encode($room));
    $record = runOnce($name, fn() => ['body' => $bodyHash, 'room' => createRoom($room, $grant)]);
    if ($record['body'] === $bodyHash) {
        return $record['room'];
    }
    $message = 'Idempotency-Key must be new for a new body; got a key that was used with another body';
    throw RoomException::invalidRequest(422, $message);
}

/** Creates a room with an admin session that is used for this request only. */
function createRoom(array $room, array $grant): array
{
    [$partnerId, $secret, $kafUrl] = readAccount();
    $expiry = time() + SESSION_LIFETIME_S;
    $ks = encodeKs($partnerId, $secret, $grant['userId'], ADMIN_SESSION, $expiry, []);
    $response = postJson("$kafUrl/embeddedrooms/index/create-room", $room + ['ks' => $ks]);
    $roomId = $response->data->id ?? null;
    if (($response->success ?? null) === true && is_string($roomId) && preg_match(ROOM_ID, $roomId)) {
        return ['id' => $roomId];
    }
    $code = $response->errorCode ?? null;
    $error = $response->error ?? $response->message ?? $code;
    if (!is_string($error)) {
        throw RoomException::invalidResponse('create-room must return a room ID or an error; got neither');
    }
    // A proxy that times out also returns JSON with a message, but without `success`.
    $outcome = ($response->success ?? null) === false ? 'not-created' : 'unknown';
    [$status, $code] = match (true) {
        // This backend created the KS, so the user's input is not the cause.
        preg_match('/\bks\b/i', $error) === 1 => [502, 'kaltura-refused'],
        $code === 'invalidRequest' => [400, $code],
        $code === 'invalidConfiguration' => [502, $code],
        default => [500, 'internalError'],
    };
    throw new RoomException($status, $code, "create-room failed: $error", $outcome);
}

/** Posts JSON to Kaltura, and returns the JSON object of the response, whatever its status. */
function postJson(string $url, array $body): stdClass
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => json_encode($body, JSON_THROW_ON_ERROR),
        CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
        CURLOPT_RETURNTRANSFER => true,
        // The body contains an admin KS, which must not follow a redirect to another server.
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_TIMEOUT => DEADLINE_S,
    ]);
    $text = curl_exec($curl);
    $error = curl_errno($curl);
    if ($error === CURLE_OPERATION_TIMEDOUT) {
        $message = 'create-room must respond within ' . DEADLINE_S . ' s; got no response';
        throw new RoomException(504, 'kaltura-timeout', $message, 'unknown');
    }
    if ($error) {
        // Without a connection, the request was not sent.
        $isSent = !in_array($error, [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT], true);
        $message = 'create-room is unreachable: ' . curl_strerror($error);
        $outcome = $isSent ? 'unknown' : 'not-created';
        throw new RoomException(502, 'kaltura-unreachable', $message, $outcome);
    }
    $response = json_decode($text);
    if ($response instanceof stdClass) {
        return $response;
    }
    throw RoomException::invalidResponse('create-room must return a JSON object; got another body');
}

/** @return array{int, string, string} the partner ID, the admin secret and KAF's origin */
function readAccount(): array
{
    [$partnerId, $secret, $kafUrl] = array_map(readSetting(...), SETTINGS);
    $origin = '~^(https://[\w.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?$~D';
    $expected = match (true) {
        (int) $partnerId <= 0 => SETTINGS[0] . ' must be the number of your account',
        strlen($secret) < 8 => SETTINGS[1] . ' must be the admin secret of your account',
        !preg_match($origin, $kafUrl) => SETTINGS[2] . ' must be an https origin such as https://1.kaf.kaltura.com',
        default => null,
    };
    if ($expected === null) {
        return [(int) $partnerId, $secret, $kafUrl];
    }
    throw new RoomException(500, 'internalError', "$expected; got a missing or malformed value");
}

/** Reads and validates the body of the request. */
function readBody(string $route): array
{
    if (!preg_match('~^application/json\s*(;|$)~iD', $_SERVER['CONTENT_TYPE'] ?? '')) {
        throw RoomException::invalidRequest(415, 'Content-Type must be application/json');
    }
    $text = file_get_contents('php://input', length: BODY_LIMIT_BYTES + 1);
    if (max(strlen($text), (int) ($_SERVER['CONTENT_LENGTH'] ?? 0)) > BODY_LIMIT_BYTES) {
        throw RoomException::invalidRequest(413, 'body must have at most ' . BODY_LIMIT_BYTES . ' bytes');
    }
    $body = json_decode($text);
    if (!$body instanceof stdClass) {
        throw RoomException::invalidRequest(400, 'body must be a JSON object');
    }
    $body = get_object_vars($body);
    $rules = FIELDS[$route];
    if ($unknown = array_diff_key($body, $rules)) {
        $names = implode('", "', array_keys($unknown));
        throw RoomException::invalidRequest(400, "body must contain only known fields; got \"$names\"");
    }
    if (is_string($body['name'] ?? null)) {
        $body['name'] = preg_replace('/^\s+|(?<!\s)\s+$/u', '', $body['name']);
    }
    foreach ($body + [REQUIRED_FIELDS[$route] => null] as $field => $value) {
        if (!isValid($value, $rules[$field])) {
            $message = "body.$field must be {$rules[$field]['expected']}; got " . describeType($value);
            throw RoomException::invalidRequest(400, $message);
        }
    }
    return $body;
}

/** Returns whether a value of a body follows a rule. */
function isValid(mixed $value, array $rule): bool
{
    $isMatch = fn(mixed $text, string $pattern) => is_string($text) && preg_match($pattern, $text) === 1;
    return match ($rule) {
        BOOLEAN_RULE => is_bool($value),
        USER_IDS_RULE => is_array($value) && count($value) <= 100
            && !array_filter($value, fn($userId) => !$isMatch($userId, USER_ID)),
        default => $isMatch($value, $rule['pattern']),
    };
}

/** Returns the JSON type of a value, for an error message. The value itself may be private. */
function describeType(mixed $value): string
{
    return match (true) {
        $value === null => 'nothing',
        is_string($value) => 'a string',
        is_bool($value) => 'a boolean',
        is_array($value) => 'an array',
        is_object($value) => 'an object',
        default => 'a number',
    };
}

/**
 * Returns whether the request comes from a page of this server, or from no page. Browsers add cookies
 * to requests of other sites too, so those pages would act as the signed-in user.
 */
function isAllowedOrigin(): bool
{
    $origin = $_SERVER['HTTP_ORIGIN'] ?? null;
    if ($origin !== null && in_array($origin, explode(' ', readSetting('ALLOWED_ORIGINS')), true)) {
        return true;
    }
    $site = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? null;
    if ($site !== null) {
        return $site === 'same-origin' || $site === 'none';
    }
    // Older browsers, and every browser on plain http, send no Sec-Fetch-Site.
    if ($origin === null) {
        return true;
    }
    // A proxy may add the default port.
    $host = strtolower($_SERVER['HTTP_HOST']);
    $pageHost = preg_replace('~^https?://~', '', $origin);
    return in_array($pageHost, [$host, preg_replace('/:(80|443)$/D', '', $host)], true);
}

/** Returns the grant of authorize(). If that fails, no room exists: KAF has no request yet. */
function getGrant(array $accessRequest): array
{
    try {
        $grant = authorize($accessRequest);
    } catch (RoomException $error) {
        throw $error;
    } catch (Throwable $error) {
        $message = 'authorize() failed: ' . get_class($error) . ': ' . $error->getMessage();
        throw new RoomException(500, 'internalError', $message);
    }
    if ($grant) {
        return $grant;
    }
    throw new RoomException(401, 'sign-in-required', 'authorize() returned null: the user is not signed in');
}

/**
 * Handles a request.
 * @return array{int, array} the HTTP status and the data
 */
function handleRequest(string $route): array
{
    if (!isset(FIELDS[$route])) {
        throw new RoomException(404, 'endpoint-not-found', 'path must end with /token or /rooms');
    }
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        header('Allow: POST');
        throw new RoomException(405, 'endpoint-not-found', 'method must be POST');
    }
    if (!isAllowedOrigin()) {
        $got = json_encode([$_SERVER['HTTP_ORIGIN'] ?? '', $_SERVER['HTTP_HOST']], JSON_UNESCAPED_SLASHES);
        $message = "Origin must be that of this server, or in ALLOWED_ORIGINS; got Origin and Host $got";
        throw new RoomException(403, 'origin-not-allowed', $message);
    }
    $body = readBody($route);
    $grant = getGrant(['action' => $route === 'token' ? 'view-room' : 'create-room'] + $body);
    if (!preg_match(USER_ID, $grant['userId'] ?? '')) {
        $message = 'userId of authorize() must be a Kaltura user ID: up to 320 letters, digits and .@_-+';
        throw new RoomException(500, 'internalError', $message);
    }
    if ($route === 'token') {
        return [200, createLaunch($body, $grant)];
    }
    if (($grant['createRooms'] ?? null) === true) {
        return [201, createRoomOnce($body, $grant)];
    }
    throw new RoomException(403, 'access-denied', 'authorize() did not grant createRooms');
}

/**
 * Handles a request, and wraps the result or the error in the contract's envelope.
 * @return array{int, array} the HTTP status and the envelope
 */
function buildResponse(string $route): array
{
    try {
        [$status, $data] = handleRequest($route);
        return [$status, ['success' => true, 'data' => $data]];
    } catch (Throwable $error) {
        return buildErrorResponse($error, $route === 'rooms' && $_SERVER['REQUEST_METHOD'] === 'POST');
    }
}

/**
 * Logs failures of the server, and builds the envelope of an error.
 * @param bool $isCreation whether the request was to create a room
 * @return array{int, array} the HTTP status and the envelope
 */
function buildErrorResponse(Throwable $error, bool $isCreation): array
{
    $isKnown = $error instanceof RoomException;
    [$status, $code] = $isKnown ? [$error->status, $error->errorCode] : [500, 'internalError'];
    // Kaltura quotes the KS that it refuses.
    $message = preg_replace('/djJ8\S+/', '[KS]', $error->getMessage());
    $message = str_replace(readSetting(SETTINGS[1]), '[secret]', $message);
    // Anyone may have written the text: no line breaks, controls, or marks that reorder a log line.
    $message = preg_replace('/[\s\p{C}\p{Zl}\p{Zp}]+/u', ' ', $message)
        ?? preg_replace('/[^!-~]+/', ' ', $message); // The text is not UTF-8.
    $message = substr($message, 0, 300);
    if ($status >= 500) {
        error_log("kaltura-room: $status $code: " . get_class($error) . ", $message");
    }
    // Details of this server and of Kaltura are for the log only.
    if ($code === 'internalError' || str_starts_with($code, 'kaltura-')) {
        $message = 'See the log of the host backend for details';
    }
    $envelope = ['success' => false, 'errorCode' => $code, 'error' => $message];
    if ($isCreation) {
        $envelope['outcome'] = $isKnown ? $error->outcome : 'unknown';
    }
    return [$status, $envelope];
}

/* ==== Platform functions: another kind of server replaces them ================================ */

/** Environment variables with the account's partner ID, admin secret and KAF's origin. */
const SETTINGS = ['KALTURA_PARTNER_ID', 'KALTURA_ADMIN_SECRET', 'KAF_URL'];

function readSetting(string $name): string
{
    return (string) getenv($name);
}

/**
 * Returns the result of the first call with this name. Concurrent calls wait for it.
 *
 * A file keeps the result, so this works on one machine only, until its temporary folder is cleared.
 * If you have several machines, use a database. If KAF's response is lost, a retry may create a
 * second room.
 */
function runOnce(string $name, callable $create): array
{
    $file = fopen(sys_get_temp_dir() . "/kaltura-room-$name", 'c+');
    flock($file, LOCK_EX);
    $record = json_decode(stream_get_contents($file), true);
    if ($record) {
        return $record;
    }
    $record = $create();
    fwrite($file, json_encode($record));
    return $record;
}

function sendResponse(): void
{
    ini_set('display_errors', '0'); // A printed warning would break the JSON.
    header('Content-Type: application/json');
    header('Cache-Control: no-store');
    [$status, $envelope] = buildResponse(basename((string) strtok($_SERVER['REQUEST_URI'], '?')));
    http_response_code($status);
    echo json_encode($envelope, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
}

// A script on the command line can require this file for its functions.
if (PHP_SAPI !== 'cli') {
    sendResponse();
}
