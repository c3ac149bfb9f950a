"""A host backend for <kaltura-room> and <kaltura-room-creator>: POST …/token and POST …/rooms.

Requires Python 3.9 or later on Unix, with `cryptography`. Set KALTURA_PARTNER_ID,
KALTURA_ADMIN_SECRET and KAF_URL in the environment. To try it:

    PORT=8000 python3 backend.py

If a proxy changes the Host header, list the origins of your pages in ALLOWED_ORIGINS, separated by
spaces.

`application` is a WSGI application for any path prefix: `gunicorn backend:application`. In
production, put a proxy in front that buffers requests, such as nginx: a client that sends a
request slowly then occupies the proxy, not a worker of this program.
"""

import hmac
import json
import logging
import os
import re
import time
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor, TimeoutError as FutureTimeoutError
from fcntl import LOCK_EX, flock
from hashlib import sha1, sha256
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import gaierror, timeout as SocketTimeout
from socketserver import ThreadingMixIn
from tempfile import gettempdir
from typing import Callable, NamedTuple
from unicodedata import category, normalize
from urllib.parse import urlencode, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PARTNER_ID = int(os.environ['KALTURA_PARTNER_ID'])
ADMIN_SECRET = os.environ['KALTURA_ADMIN_SECRET']
KAF_URL = os.environ['KAF_URL']
ALLOWED_ORIGINS = os.environ.get('ALLOWED_ORIGINS', '').split()
if len(ADMIN_SECRET) < 8:
    raise SystemExit('KALTURA_ADMIN_SECRET must be the admin secret of your account')
if not re.fullmatch(
    r'(https://[\w.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?', KAF_URL, re.ASCII
):
    raise SystemExit('KAF_URL must be an https origin such as https://12345.kaf.kaltura.com')

BODY_LIMIT_BYTES = 65536
SESSION_LIFETIME_S = 60
DEADLINE_S = 10
# Longest pause within a request, when this file runs as a program.
REQUEST_TIMEOUT_S = 10

# Types of a Kaltura session (KS). A USER session may reach a browser, an ADMIN session must not.
USER_SESSION = 0
ADMIN_SESSION = 2

ROOM_ID = r'[0-9]{1,3}_[0-9a-z]{8}'
USER_ID = r"(?![*0]$)[A-Za-z0-9_,!#$%&'*+?^`{|}~.@-]{1,320}"


def is_match(value, pattern):
    """Returns whether a value is a string that matches the pattern."""
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


class Rule(NamedTuple):
    """A rule for a value of a request body."""

    expected: str
    is_valid: Callable


def string_rule(expected, pattern):
    """Returns a rule that accepts strings that match the pattern."""
    return Rule(expected, lambda value: is_match(value, pattern))


def is_list_of_user_ids(value):
    """Returns whether a value is a list of at most 100 Kaltura user IDs."""
    if not isinstance(value, list) or len(value) > 100:
        return False
    return all(is_match(user_id, USER_ID) for user_id in value)


BOOLEAN_RULE = Rule('true or false', lambda value: isinstance(value, bool))
ROOM_ID_RULE = string_rule('a room ID such as 1_abcd1234', ROOM_ID)
USER_IDS_RULE = Rule('a list of at most 100 Kaltura user IDs', is_list_of_user_ids)

# Fields of each route's body.
FIELDS = {
    'token': {
        'roomId': ROOM_ID_RULE,
        'roomModerator': BOOLEAN_RULE,
        'chatModerator': BOOLEAN_RULE,
        # The language of the page (BCP 47). This backend does not use it.
        'lang': string_rule('a string of at most 35 characters', '(?s).{0,35}'),
    },
    'rooms': {
        'name': string_rule('a string of 1 to 256 characters', '(?s).{1,256}'),
        'description': string_rule('a string of at most 5000 characters', '(?s).{0,5000}'),
        'tags': string_rule('a string of at most 2000 characters', '(?s).{0,2000}'),
        'templateRoomEntryId': ROOM_ID_RULE,
        'roomModeratorUserIds': USER_IDS_RULE,
        'chatModeratorUserIds': USER_IDS_RULE,
    },
}
REQUIRED_FIELDS = {'token': 'roomId', 'rooms': 'name'}

EXECUTOR = ThreadPoolExecutor(16)
log = logging.getLogger('kaltura-room')


class RoomError(Exception):
    """A failure of a request, with a code of the contract's error catalog.

    The message is for the developer. The outcome is 'unknown' if the failed request may have
    created a room.
    """

    def __init__(self, status, code, message, outcome='not-created'):
        super().__init__(message)
        self.status, self.code, self.outcome = status, code, outcome


# ==== Replace this function =======================================================================
# Returns who is signed in, and what they may do. `access_request` is the body of the request, plus
# 'action': 'view-room' or 'create-room'. The body does not identify the user: read your session.
#
# Return None if the user is not signed in. To refuse access, raise
# RoomError(403, 'access-denied', 'reason') or RoomError(404, 'room-not-found', 'reason').
#
# This example accepts one cookie as a user, and only if EXAMPLE_SESSION is set.
def authorize(environ, access_request):
    session = os.environ.get('EXAMPLE_SESSION', '')
    if not session or f'session={session}' not in environ.get('HTTP_COOKIE', '').split('; '):
        return None
    return {
        'userId': 'mona@example.com', 'firstName': 'Mona', 'lastName': 'Moderator',
        'roomModerator': True, 'chatModerator': True, 'createRooms': True,
    }
# ==== You can keep the rest =======================================================================


def encode_ks(partner_id, secret, user_id, session_type, expiry, privileges, random=None):
    """Encodes and encrypts a Kaltura session (KS) v2.

    `secret` is the account's admin secret, also for a USER session. `expiry` is Unix time in
    seconds. `privileges` maps names to values. Only tests pass `random`.
    """
    for name, value in privileges.items():
        if not re.fullmatch('[A-Za-z][A-Za-z0-9]*', name):
            raise ValueError(
                f'privilege name must be a letter followed by letters and digits; got {name!r}'
            )
        is_unsafe = any(c in ',:;*' or category(c) in ('Cc', 'Cs') for c in value)
        if is_unsafe or value != value.strip():
            raise ValueError(
                f'value of privilege "{name}" must not contain , : ; * or a control character, '
                'and must not start or end with white space'
            )
    # Reserved fields go last: when a name repeats, Kaltura uses the last value.
    fields = urlencode({**privileges, '_e': expiry, '_t': session_type, '_u': user_id})
    body = (random or os.urandom(16)) + fields.encode()
    plaintext = sha1(body).digest() + body
    plaintext += bytes(-len(plaintext) % 16)
    key = sha1(secret.encode()).digest()[:16]
    encryptor = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
    ciphertext = encryptor.update(plaintext) + encryptor.finalize()
    return urlsafe_b64encode(b'v2|%d|%b' % (partner_id, ciphertext)).decode()


def clean_display_name(name):
    """Makes a display name safe for a KS: at most 40 characters, and perhaps none."""
    text = normalize('NFC', name) if isinstance(name, str) else ''
    # Separators of privileges, control characters, and marks that change the direction of text.
    kept = (' ' if c in ',:;*' or category(c) in ('Cc', 'Cs', 'Zl', 'Zp') else c for c in text)
    safe = ' '.join(re.sub('[\u202a-\u202e\u2066-\u2069]', ' ', ''.join(kept)).split())
    # Kaltura's server searches the whole KS for these words, also inside values.
    reserved = (
        '(?i)(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)'
        '|(?<=privacy)(?=context)|(?<=set)(?=role)|(?<=restricting)(?=role)'
    )
    return re.sub(reserved, ' ', safe)[:40].strip()


def create_launch(body, grant):
    """Creates a launch: a session that lets this user open this room, and nothing else."""
    names = {field: clean_display_name(grant.get(field)) for field in ('firstName', 'lastName')}
    privileges = {
        'actionslimit': '-1', 'entryId': body['roomId'], 'role': 'viewerRole',
        **{field: name for field, name in names.items() if name},
    }
    for role in ('roomModerator', 'chatModerator'):
        is_requested, is_granted = body.get(role) is True, grant.get(role) is True
        privileges[role] = '1' if is_requested and is_granted else '0'
    expiry = int(time.time()) + SESSION_LIFETIME_S
    ks = encode_ks(PARTNER_ID, ADMIN_SECRET, grant['userId'], USER_SESSION, expiry, privileges)
    return {'auth': 'ks', 'ks': ks, 'kafUrl': KAF_URL, 'expiresAt': expiry}


def create_room_once(key, room, grant):
    """Creates a room, or returns the room that an earlier request with the same key created.

    `key` is the Idempotency-Key of the request. Concurrent requests wait for the first.

    A file keeps the result, so this works on one machine only, until its temporary folder is
    cleared. If you have several machines, use a database. If KAF's response is lost, a retry may
    create a second room.
    """
    if key is None:
        return create_room(room, grant)
    if not re.fullmatch('[!-~]{1,255}', key):
        message = 'Idempotency-Key must be 1 to 255 visible ASCII characters; got another value'
        raise RoomError(400, 'invalidRequest', message)
    user_and_key = f"{grant['userId']} {key}".encode()
    # A hash with the secret, because other users of this machine must not guess the name.
    name = hmac.new(ADMIN_SECRET.encode(), user_and_key, 'sha256').hexdigest()
    body_hash = sha256(json.dumps(room, sort_keys=True).encode()).hexdigest()
    with open(os.path.join(gettempdir(), f'kaltura-room-{name}'), 'a+', encoding='ascii') as file:
        flock(file, LOCK_EX)
        file.seek(0)
        record = json.loads(file.read() or 'null') or {'body': body_hash}
        if record['body'] != body_hash:
            message = 'Idempotency-Key must be new for a new body; got a key of another body'
            raise RoomError(422, 'invalidRequest', message)
        if 'room' not in record:
            record['room'] = create_room(room, grant)
            file.write(json.dumps(record))
        return record['room']


def create_room(room, grant):
    """Creates a room with an admin session that is used for this request only."""
    expiry = int(time.time()) + SESSION_LIFETIME_S
    ks = encode_ks(PARTNER_ID, ADMIN_SECRET, grant['userId'], ADMIN_SESSION, expiry, {})
    response = post_json('/embeddedrooms/index/create-room', {**room, 'ks': ks})
    data, code = response.get('data'), response.get('errorCode')
    room_id = data.get('id') if isinstance(data, dict) else None
    if response.get('success') is True and is_match(room_id, ROOM_ID):
        return {'id': room_id}
    error = response.get('error') or response.get('message') or code
    if not isinstance(error, str):
        message = 'create-room must return a room ID or an error; got neither'
        raise RoomError(502, 'kaltura-invalid', message, 'unknown')
    # A proxy that times out also returns JSON with a message, but without `success`.
    outcome = 'not-created' if response.get('success') is False else 'unknown'
    message = f'create-room failed: {error}'
    # This backend created the KS, so the user's input is not the cause.
    if re.search(r'\bks\b', error, re.IGNORECASE):
        raise RoomError(502, 'kaltura-refused', message, outcome)
    status = {'invalidRequest': 400, 'invalidConfiguration': 502}.get(code, 500)
    code = 'internalError' if status == 500 else code
    raise RoomError(status, code, message, outcome)


def post_json(path, body):
    """Posts JSON to KAF, and returns the JSON object of the response, whatever its status."""

    def post():
        kaf = urlsplit(KAF_URL)
        connection_class = HTTPSConnection if kaf.scheme == 'https' else HTTPConnection
        connection = connection_class(kaf.netloc, timeout=DEADLINE_S + 1)
        try:
            # http.client follows no redirect: the body contains an admin KS.
            connection.request('POST', path, json.dumps(body), {'Content-Type': 'application/json'})
            return connection.getresponse().read()
        finally:
            connection.close()

    future = EXECUTOR.submit(post)
    try:
        response = json.loads(future.result(DEADLINE_S))
    except FutureTimeoutError as error:
        future.cancel()
        message = f'create-room must respond within {DEADLINE_S} s; got no response'
        raise RoomError(504, 'kaltura-timeout', message, 'unknown') from error
    except (OSError, HTTPException) as error:
        # Without a connection, the request was not sent.
        is_sent = not isinstance(error, (ConnectionRefusedError, gaierror))
        outcome = 'unknown' if is_sent else 'not-created'
        message = f'create-room is unreachable: {type(error).__name__}'
        raise RoomError(502, 'kaltura-unreachable', message, outcome) from error
    except (ValueError, RecursionError):
        response = None
    if isinstance(response, dict):
        return response
    message = 'create-room must return a JSON object; got another body'
    raise RoomError(502, 'kaltura-invalid', message, 'unknown')


def parse_body(content_type, text, route):
    """Parses and validates the body of a request."""
    if not re.match(r'application/json\s*(;|$)', content_type, re.IGNORECASE):
        raise RoomError(415, 'invalidRequest', 'Content-Type must be application/json')
    if len(text) > BODY_LIMIT_BYTES:
        message = f'body must have at most {BODY_LIMIT_BYTES} bytes; got {len(text)} or more'
        raise RoomError(413, 'invalidRequest', message)
    try:
        body = json.loads(text.decode())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise RoomError(400, 'invalidRequest', 'body must be a JSON object')
    rules = FIELDS[route]
    unknown = [name for name in body if name not in rules]
    if unknown:
        names = '", "'.join(unknown)
        message = f'body must contain only known fields; got "{names}"'
        raise RoomError(400, 'invalidRequest', message)
    if isinstance(body.get('name'), str):
        body['name'] = body['name'].strip()
    for name, value in {REQUIRED_FIELDS[route]: None, **body}.items():
        if not rules[name].is_valid(value):
            message = f'body.{name} must be {rules[name].expected}; got {describe_type(value)}'
            raise RoomError(400, 'invalidRequest', message)
    return body


def describe_type(value):
    """Returns the JSON type of a value, for an error message. The value itself may be private."""
    if value is None:
        return 'nothing'
    if isinstance(value, bool):
        return 'a boolean'
    if isinstance(value, (int, float)):
        return 'a number'
    return {str: 'a string', list: 'an array', dict: 'an object'}[type(value)]


def is_allowed_origin(environ):
    """Returns whether the request comes from a page of this server, or from no page.

    Browsers add cookies to requests of other sites too, so those pages would act as the signed-in
    user.
    """
    origin = environ.get('HTTP_ORIGIN')
    if origin in ALLOWED_ORIGINS:
        return True
    site = environ.get('HTTP_SEC_FETCH_SITE')
    if site is not None:
        return site in ('same-origin', 'none')
    # Older browsers, and every browser on plain http, send no Sec-Fetch-Site.
    if origin is None:
        return True
    # A proxy may add the default port.
    host = environ.get('HTTP_HOST', '').lower()
    return re.sub('^https?://', '', origin) in (host, re.sub(r':(80|443)\Z', '', host))


def get_grant(environ, access_request):
    """Returns the grant of authorize(). If that fails, no room exists: KAF has no request yet."""
    try:
        grant = authorize(environ, access_request)
    except RoomError:
        raise
    except Exception as error:
        message = f'authorize() failed: {type(error).__name__}: {error}'
        raise RoomError(500, 'internalError', message) from error
    if grant:
        return grant
    message = 'authorize() returned None: the user is not signed in'
    raise RoomError(401, 'sign-in-required', message)


def handle_request(environ, route):
    """Handles a request, and returns the HTTP status and the data."""
    # Read the body first: if the server closes the connection before, the client may lose the
    # response.
    length = environ.get('CONTENT_LENGTH') or '0'
    if not re.fullmatch('[0-9]{1,12}', length):
        raise RoomError(400, 'invalidRequest', 'Content-Length must be a number')
    try:
        text = environ['wsgi.input'].read(min(int(length), 16 * BODY_LIMIT_BYTES))
    except SocketTimeout as error:
        message = f'body must arrive without a pause of {REQUEST_TIMEOUT_S} s; got a longer pause'
        raise RoomError(408, 'invalidRequest', message) from error
    if route not in FIELDS:
        raise RoomError(404, 'endpoint-not-found', 'path must end with /token or /rooms')
    if environ['REQUEST_METHOD'] != 'POST':
        raise RoomError(405, 'endpoint-not-found', 'method must be POST')
    if not is_allowed_origin(environ):
        got = json.dumps([environ.get('HTTP_ORIGIN', ''), environ.get('HTTP_HOST', '')])
        message = (
            'Origin must be that of this server, or in ALLOWED_ORIGINS; '
            f'got Origin and Host {got}'
        )
        raise RoomError(403, 'origin-not-allowed', message)
    body = parse_body(environ.get('CONTENT_TYPE') or '', text, route)
    action = 'view-room' if route == 'token' else 'create-room'
    grant = get_grant(environ, {**body, 'action': action})
    if not is_match(grant.get('userId'), USER_ID):
        message = (
            'userId of authorize() must be a Kaltura user ID: '
            'up to 320 letters, digits and .@_-+'
        )
        raise RoomError(500, 'internalError', message)
    if route == 'token':
        return 200, create_launch(body, grant)
    if grant.get('createRooms') is True:
        return 201, create_room_once(environ.get('HTTP_IDEMPOTENCY_KEY'), body, grant)
    raise RoomError(403, 'access-denied', 'authorize() did not grant createRooms')


def build_error_response(error, is_creation):
    """Logs failures of the server, and returns the HTTP status and the envelope of an error."""
    is_known = isinstance(error, RoomError)
    status, code = (error.status, error.code) if is_known else (500, 'internalError')
    # Kaltura quotes the KS that it refuses.
    message = re.sub(r'djJ8\S+', '[KS]', str(error).replace(ADMIN_SECRET, '[secret]'))
    # Anyone may have written the text: no line breaks, controls, or marks that reorder a log line.
    hidden = ('C', 'Zl', 'Zp')
    message = ''.join(' ' if category(c).startswith(hidden) else c for c in message)
    message = ' '.join(message.split())[:300]
    if status >= 500:
        log.error('%s %s: %s: %s', status, code, type(error).__name__, message)
    # Details of this server and of Kaltura are for the log only.
    if code == 'internalError' or code.startswith('kaltura-'):
        message = 'See the log of the host backend for details'
    envelope = {'success': False, 'errorCode': code, 'error': message}
    if is_creation:
        envelope['outcome'] = error.outcome if is_known else 'unknown'
    return status, envelope


def application(environ, start_response):
    """Handles a request, and wraps the result or the error in the contract's envelope."""
    route = environ.get('PATH_INFO', '').rstrip('/').rpartition('/')[2]
    method = environ['REQUEST_METHOD']
    try:
        status, data = handle_request(environ, route)
        envelope = {'success': True, 'data': data}
    except Exception as error:
        is_creation = route == 'rooms' and method == 'POST'
        status, envelope = build_error_response(error, is_creation)
    content = json.dumps(envelope).encode()
    headers = [
        ('Content-Type', 'application/json'),
        ('Cache-Control', 'no-store'),
        ('Content-Length', str(len(content))),
    ]
    if status == 405:
        headers.append(('Allow', 'POST'))
    start_response(f'{status} {HTTPStatus(status).phrase}', headers)
    return [] if method == 'HEAD' else [content]


class Server(ThreadingMixIn, WSGIServer):
    """A server with a thread for each request, so that a slow client delays nobody else."""

    daemon_threads = True
    # With the default of 5, some of many simultaneous connections wait for up to a minute.
    request_queue_size = 128


class RequestHandler(WSGIRequestHandler):
    """Closes the connection of a client that pauses for too long."""

    timeout = REQUEST_TIMEOUT_S

    def handle(self):
        try:
            super().handle()
        except SocketTimeout:
            self.close_connection = True


if __name__ == '__main__':
    port = int(os.environ.get('PORT', 8000))
    with make_server('127.0.0.1', port, application, Server, RequestHandler) as server:
        print(f'http://127.0.0.1:{server.server_port}', flush=True)
        server.serve_forever()
