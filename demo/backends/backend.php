<?php
/*
 * A host backend for <kaltura-room> and <kaltura-room-creator>: POST …/token and POST …/rooms.
 * PHP 8.1 or later with openssl and curl. To try it, with the account in the environment
 * (KALTURA_PARTNER_ID, KALTURA_ADMIN_SECRET, KAF_URL): php -S 127.0.0.1:8000 backend.php
 */
declare(strict_types=1);

const BODY_LIMIT_BYTES = 65536;
const SESSION_LIFETIME_S = 60;
const DEADLINE_S = 10;
const ROOM_ID = '/^\d{1,3}_[0-9a-z]{8}$/D';
const USER_ID = '/^(?![*0]$)[\w,!#$%&\'*+?^`{|}~.@-]{1,320}$/D';
/** What a body may hold: text of a pattern, a flag, or a list of user IDs. */
const FIELDS = [
    'token' => ['roomId' => ROOM_ID, 'roomModerator' => 'flag', 'chatModerator' => 'flag'],
    'rooms' => [
        'name' => '/^.{1,256}$/suD',
        'description' => '/^.{0,5000}$/suD',
        'tags' => '/^.{0,2000}$/suD',
        'templateRoomEntryId' => ROOM_ID,
        'roomModeratorUserIds' => 'users',
        'chatModeratorUserIds' => 'users',
    ],
];

/**
 * A failure: HTTP status, a code of the contract's closed list, and a reason for the developer. The
 * outcome of a request to create a room is 'unknown' if the room may exist.
 */
final class Refusal extends RuntimeException
{
    public function __construct(
        public readonly int $status, public readonly string $errorCode, string $reason,
        public readonly string $outcome = 'not-created'
    ) {
        parent::__construct($reason);
    }
}

/** The request is not as it should be. */
function invalid(int $status, string $reason): Refusal
{
    return new Refusal($status, 'invalidRequest', $reason);
}

/* ==== Yours to replace: who is asking, and what may they do? ==================================
 * $ask is the body, and 'action': 'view-room' or 'create-room'. It never says who asks: ask your
 * own session. Null where nobody is signed in; for who may not, throw
 * new Refusal(403, 'access-denied', 'why'), or (404, 'room-not-found', 'why').
 * This example knows one person, by a cookie; nobody at all unless EXAMPLE_SESSION is set. */
function authorize(array $ask): ?array
{
    $session = (string) getenv('EXAMPLE_SESSION');
    $given = $_COOKIE['session'] ?? null;
    if ($session === '' || !is_string($given) || !hash_equals($session, $given)) return null;
    return [
        'userId' => 'mona@example.com', 'firstName' => 'Mona', 'lastName' => 'Moderator',
        'roomModerator' => true, 'chatModerator' => true, 'createRooms' => true,
    ];
}
/* ==== The rest may stay as it is ============================================================== */

/**
 * Writes a Kaltura session (KS) of version 2. It needs nothing else of this file.
 * @param string $secret the ADMIN secret, for a USER session too
 * @param int $type 0 USER, which may reach a browser; 2 ADMIN, which must not
 * @param int $expiry Unix seconds
 * @param array<string, string> $privileges name to value
 */
function encodeKs(
    int $partnerId, #[SensitiveParameter] string $secret, string $userId, int $type, int $expiry,
    array $privileges, ?string $random = null
): string {
    $safe = '/^(?!\s)[^,:;*\p{Cc}]*(?<!\s)$/uD';
    foreach ($privileges as $name => $value)
        if (!preg_match('/^[a-z][a-z0-9]*$/iD', $name) || !preg_match($safe, $value))
            throw new InvalidArgumentException("privilege $name could change another one");
    // Of two fields with one name Kaltura believes the later, so the reserved ones come last.
    $fields = $privileges + ['_e' => $expiry, '_t' => $type, '_u' => $userId];
    $body = ($random ?? random_bytes(16)) . http_build_query($fields, '', '&');
    $plain = sha1($body, true) . $body;
    $plain .= str_repeat("\0", -strlen($plain) & 15); // Zeros, and only where it must.
    $key = substr(sha1($secret, true), 0, 16);
    $unpadded = OPENSSL_RAW_DATA | OPENSSL_ZERO_PADDING;
    $sealed = openssl_encrypt($plain, 'aes-128-cbc', $key, $unpadded, str_repeat("\0", 16));
    return strtr(base64_encode("v2|$partnerId|$sealed"), '+/', '-_');
}

/** A name that can be nothing but a name, of Kaltura's 40 characters; it may come out empty. */
function displayName(mixed $name): string
{
    // What could end a privilege or start another, controls, and marks that reorder a line.
    $unsafe = '/[,:;*\x{37e}\s\p{Cc}\p{Zl}\p{Zp}\x{202a}-\x{202e}\x{2066}-\x{2069}]+/u';
    // Kaltura's server looks for these words anywhere in a session, values included.
    $searched = '/(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)'
        . '|(?<=privacy)(?=context)|(?<=set)(?=role)|(?<=restricting)(?=role)/i';
    $safe = trim((string) preg_replace($unsafe, ' ', is_string($name) ? $name : ''));
    return trim(preg_replace('/^(.{0,40}).*/su', '$1', preg_replace($searched, ' ', $safe)));
}

/** A session that opens this room for this person, and does nothing else. */
function launch(array $ask, array $grant): array
{
    $privileges = ['actionslimit' => '-1', 'entryId' => $ask['roomId'], 'role' => 'viewerRole'];
    foreach (['firstName', 'lastName'] as $part)
        if (($name = displayName($grant[$part] ?? null)) !== '') $privileges[$part] = $name;
    foreach (['roomModerator', 'chatModerator'] as $flag) { // It takes both: the page asks, you grant.
        $both = ($ask[$flag] ?? null) === true && ($grant[$flag] ?? null) === true;
        $privileges[$flag] = $both ? '1' : '0';
    }
    [$partnerId, $secret, $kafUrl] = account();
    $expiry = time() + SESSION_LIFETIME_S;
    $ks = encodeKs($partnerId, $secret, $grant['userId'], 0, $expiry, $privileges);
    return ['auth' => 'ks', 'ks' => $ks, 'kafUrl' => $kafUrl, 'expiresAt' => $expiry];
}

/** One room for each Idempotency-Key of a person, who may try again and is answered the same. */
function createRoomIdempotently(array $room, array $grant): array
{
    $key = $_SERVER['HTTP_IDEMPOTENCY_KEY'] ?? null;
    if ($key === null) return createRoom($room, $grant);
    if (!preg_match('/^[!-~]{1,255}$/D', $key))
        throw invalid(400, 'Idempotency-Key: expected 1 to 255 visible ASCII characters');
    // A name that nobody else on this machine can guess.
    $name = hash_hmac('sha256', "{$grant['userId']} $key", account()[1]);
    ksort($room);
    $body = hash('sha256', json_encode($room));
    $kept = once($name, fn() => ['body' => $body, 'room' => createRoom($room, $grant)]);
    if ($kept['body'] === $body) return $kept['room'];
    throw invalid(422, 'Idempotency-Key: expected another for another body');
}

/** Creates a room, with an admin session that is made for it and dropped. */
function createRoom(array $room, array $grant): array
{
    [$partnerId, $secret, $kafUrl] = account();
    $ks = encodeKs($partnerId, $secret, $grant['userId'], 2, time() + SESSION_LIFETIME_S, []);
    $answer = postJson("$kafUrl/embeddedrooms/index/create-room", $room + ['ks' => $ks]);
    $id = $answer->data->id ?? null;
    if (($answer->success ?? null) === true && is_string($id) && preg_match(ROOM_ID, $id))
        return ['id' => $id];
    $code = $answer->errorCode ?? null;
    $error = $answer->error ?? $answer->message ?? $code;
    if (!is_string($error)) throw malformed('create-room: neither a room ID nor an error');
    // A proxy that gave up waiting answers JSON with a message as well, but no success.
    $outcome = ($answer->success ?? null) === false ? 'not-created' : 'unknown';
    // The session is this server's part of the request: nothing that the person sent is wrong.
    [$status, $code] = match (true) {
        preg_match('/\bks\b/i', $error) === 1 => [502, 'kaltura-refused'],
        $code === 'invalidRequest' => [400, $code],
        $code === 'invalidConfiguration' => [502, $code],
        default => [500, 'internalError'],
    };
    throw new Refusal($status, $code, "create-room: $error", $outcome);
}

/** KAF's answer leaves open whether it created the room. */
function malformed(string $reason): Refusal
{
    return new Refusal(502, 'kaltura-invalid', $reason, 'unknown');
}

/** The answer's JSON object, whatever the status. It follows no redirect with an admin KS in hand. */
function postJson(string $url, array $body): stdClass
{
    $call = curl_init($url);
    curl_setopt_array($call, [
        CURLOPT_POSTFIELDS => json_encode($body, JSON_THROW_ON_ERROR),
        CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_TIMEOUT => DEADLINE_S,
    ]);
    $text = curl_exec($call);
    $fault = curl_errno($call);
    if ($fault === CURLE_OPERATION_TIMEDOUT)
        throw new Refusal(504, 'kaltura-timeout', 'create-room took too long', 'unknown');
    $reason = 'create-room: ' . curl_strerror($fault);
    // Without a connection, nothing was sent.
    $isSent = !in_array($fault, [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT], true);
    $outcome = $isSent ? 'unknown' : 'not-created';
    if ($fault) throw new Refusal(502, 'kaltura-unreachable', $reason, $outcome);
    $answer = json_decode($text);
    if ($answer instanceof stdClass) return $answer;
    throw malformed('create-room answered no JSON object');
}

/** @return array{int, string, string} partner ID, admin secret, KAF's origin: https, or this machine */
function account(): array
{
    [$partnerId, $secret, $kafUrl] = array_map(setting(...), SETTINGS);
    $origin = '~^(https://[\w.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?$~D';
    if ((int) $partnerId > 0 && strlen($secret) >= 8 && preg_match($origin, $kafUrl))
        return [(int) $partnerId, $secret, $kafUrl];
    throw new Refusal(500, 'internalError', implode(' or ', SETTINGS) . ' is missing or malformed');
}

/** The body, its fields checked one by one. */
function readBody(array $fields): array
{
    if (!preg_match('~^application/json\s*(;|$)~iD', $_SERVER['CONTENT_TYPE'] ?? ''))
        throw invalid(415, 'expected Content-Type: application/json');
    $text = file_get_contents('php://input', length: BODY_LIMIT_BYTES + 1);
    if (max(strlen($text), (int) ($_SERVER['CONTENT_LENGTH'] ?? 0)) > BODY_LIMIT_BYTES)
        throw invalid(413, 'body: expected at most ' . BODY_LIMIT_BYTES . ' bytes');
    $body = json_decode($text);
    if (!$body instanceof stdClass) throw invalid(400, 'body: expected a JSON object');
    $body = get_object_vars($body);
    if ($unknown = array_diff_key($body, $fields))
        throw invalid(400, 'body: expected no "' . implode('", "', array_keys($unknown)) . '"');
    if (is_string($body['name'] ?? null))
        $body['name'] = preg_replace('/^\s+|\s+$/u', '', $body['name']);
    $matches = fn($value, $pattern) => is_string($value) && preg_match($pattern, $value) === 1;
    foreach ($body + ['roomId' => null, 'name' => null] as $field => $value) {
        $fits = match ($fields[$field] ?? null) {
            null => true, // The mandatory field of the other route.
            'flag' => is_bool($value),
            'users' => is_array($value) && count($value) <= 100
                && !array_filter($value, fn($user) => !$matches($user, USER_ID)),
            default => $matches($value, $fields[$field]),
        };
        if (!$fits) throw invalid(400, "body.$field: missing or malformed");
    }
    return $body;
}

/** Cookies let a page of any other site speak for whoever looks at it: it is refused. */
function isOwnPage(): bool
{
    $site = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? null;
    if ($site !== null) return $site === 'same-origin' || $site === 'none';
    $origin = $_SERVER['HTTP_ORIGIN'] ?? null; // From a browser that says no more, or by plain http.
    return $origin === null || preg_replace('~^https?://~', '', $origin) === $_SERVER['HTTP_HOST'];
}

/** @return array{int, array} the HTTP status and the data */
function handle(string $route): array
{
    if (!isset(FIELDS[$route])) throw new Refusal(404, 'endpoint-not-found', 'no such route');
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        header('Allow: POST');
        throw new Refusal(405, 'endpoint-not-found', 'expected POST');
    }
    if (!isOwnPage()) throw new Refusal(403, 'origin-not-allowed', 'a page of another site');
    $ask = readBody(FIELDS[$route]);
    $grant = authorize(['action' => $route === 'token' ? 'view-room' : 'create-room'] + $ask);
    if (!$grant) throw new Refusal(401, 'sign-in-required', 'authorize() granted nobody');
    if (!preg_match(USER_ID, $grant['userId'] ?? ''))
        throw new Refusal(500, 'internalError', 'userId of authorize() is no Kaltura user ID');
    if ($route === 'token') return [200, launch($ask, $grant)];
    if (($grant['createRooms'] ?? null) === true) return [201, createRoomIdempotently($ask, $grant)];
    throw new Refusal(403, 'access-denied', 'authorize() did not grant createRooms');
}

/** @return array{int, array} the HTTP status and the contract's envelope, whatever happens */
function envelope(string $route): array
{
    try {
        [$status, $data] = handle($route);
        return [$status, ['success' => true, 'data' => $data]];
    } catch (Throwable $error) {
        return failure($error, $route === 'rooms' && $_SERVER['REQUEST_METHOD'] === 'POST');
    }
}

/**
 * @param bool $isCreation whether the request was to create a room
 * @return array{int, array} the HTTP status and the envelope of what went wrong
 */
function failure(Throwable $error, bool $isCreation): array
{
    $known = $error instanceof Refusal;
    [$status, $code] = $known ? [$error->status, $error->errorCode] : [500, 'internalError'];
    // Kaltura quotes a session that it refuses.
    $reason = preg_replace(['/djJ8\S+/', '/\s+/'], ['[KS]', ' '], $error->getMessage());
    $reason = str_replace(setting(SETTINGS[1]), '[secret]', $reason);
    $reason = substr($reason, 0, 300);
    if ($status >= 500) error_log("kaltura-room: $status $code: " . get_class($error) . ", $reason");
    // What goes wrong between this server and Kaltura is the log's business.
    if ($code === 'internalError' || str_starts_with($code, 'kaltura-'))
        $reason = 'the log says more';
    // It is about this request alone. An unexpected error leaves it open.
    $outcome = $isCreation ? ['outcome' => $known ? $error->outcome : 'unknown'] : [];
    return [$status, ['success' => false, 'errorCode' => $code, 'error' => $reason] + $outcome];
}

/* ==== How this machine keeps and answers things: a server of another kind does it its own way == */

/** The account's partner ID, admin secret and origin of KAF, as the environment names them. */
const SETTINGS = ['KALTURA_PARTNER_ID', 'KALTURA_ADMIN_SECRET', 'KAF_URL'];

function setting(string $name): string
{
    return (string) getenv($name);
}

/**
 * What $make answered for this name, and answers now where nothing did. Who comes meanwhile waits.
 * A file remembers it, for this one machine and until the folder is cleared; several machines need
 * a database. Where KAF's answer was lost, another attempt may make a second room.
 */
function once(string $name, callable $make): array
{
    $file = fopen(sys_get_temp_dir() . "/kaltura-room-$name", 'c+');
    flock($file, LOCK_EX);
    $kept = json_decode(stream_get_contents($file), true);
    if ($kept) return $kept;
    $made = $make();
    fwrite($file, json_encode($made));
    return $made;
}

function answer(): void
{
    ini_set('display_errors', '0'); // A warning would spoil the JSON.
    header('Content-Type: application/json');
    header('Cache-Control: no-store');
    [$status, $envelope] = envelope(basename((string) strtok($_SERVER['REQUEST_URI'], '?')));
    http_response_code($status);
    echo json_encode($envelope, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
}

// A script on the command line may require this file for its functions.
if (PHP_SAPI !== 'cli') answer();
