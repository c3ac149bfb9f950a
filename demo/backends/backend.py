"""A host backend for <kaltura-room> and <kaltura-room-creator>: POST …/token and POST …/rooms.

Python 3.9 or later on Unix, with `cryptography`. `application` is a WSGI application, below any
path: `gunicorn backend:application`. To try it: `PORT=8000 python3 backend.py`. The account is in
the environment: KALTURA_PARTNER_ID, KALTURA_ADMIN_SECRET, KAF_URL.
"""

import hmac
import json
import logging
import os
import re
import time
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor, TimeoutError as DeadlinePassed
from fcntl import LOCK_EX, flock
from hashlib import sha1, sha256
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import gaierror
from tempfile import gettempdir
from unicodedata import category, normalize
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PARTNER_ID = int(os.environ['KALTURA_PARTNER_ID'])
SECRET = os.environ['KALTURA_ADMIN_SECRET']
KAF_URL = os.environ['KAF_URL']
if len(SECRET) < 8 or not re.fullmatch(
    r'(https://[\w.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?', KAF_URL, re.ASCII
):
    raise SystemExit('KALTURA_ADMIN_SECRET or KAF_URL, an https origin, is malformed')

BODY_LIMIT_BYTES = 65536
SESSION_LIFETIME_S = 60
DEADLINE_S = 10
ROOM_ID = r'[0-9]{1,3}_[0-9a-z]{8}'
USER_ID = r"(?![*0]$)[A-Za-z0-9_,!#$%&'*+?^`{|}~.@-]{1,320}"
# What a body may hold: text of a pattern, a flag (bool), or a list of user IDs (list).
FIELDS = {
    'token': {'roomId': ROOM_ID, 'roomModerator': bool, 'chatModerator': bool},
    'rooms': {
        'name': '(?s).{1,256}', 'description': '(?s).{0,5000}', 'tags': '(?s).{0,2000}',
        'templateRoomEntryId': ROOM_ID, 'roomModeratorUserIds': list, 'chatModeratorUserIds': list,
    },
}
CALLS = ThreadPoolExecutor(16)
log = logging.getLogger('kaltura-room')


class Refusal(Exception):
    """A failure: HTTP status, a code of the contract's closed list, a reason for the developer.

    The outcome of a request to create a room is 'unknown' if the room may exist.
    """

    def __init__(self, status, code, reason, outcome='not-created'):
        super().__init__(reason)
        self.status, self.code, self.outcome = status, code, outcome


# ==== Yours to replace: who is asking, and what may they do? ======================================
# `ask` is the body, and 'action': 'view-room' or 'create-room'. It never says who asks: ask your
# own session. None where nobody is signed in; for who may not, raise
# Refusal(403, 'access-denied', 'why'), or (404, 'room-not-found', 'why').
# This example knows one person, by a cookie; nobody at all unless EXAMPLE_SESSION is set.
def authorize(environ, ask):
    session = os.environ.get('EXAMPLE_SESSION', '')
    if not session or f'session={session}' not in environ.get('HTTP_COOKIE', '').split('; '):
        return None
    return {
        'userId': 'mona@example.com', 'firstName': 'Mona', 'lastName': 'Moderator',
        'roomModerator': True, 'chatModerator': True, 'createRooms': True,
    }
# ==== The rest may stay as it is ==================================================================


def encode_ks(partner_id, secret, user_id, session_type, expiry, privileges, random=None):
    """Writes a Kaltura session (KS) of version 2.

    The secret is the ADMIN one, for a USER session too. session_type is 0 for USER, which may reach a
    browser, or 2 for ADMIN, which must not; expiry is in Unix seconds; privileges is name to value.
    """
    for name, value in privileges.items():
        unsafe = any(c in ',:;*' or category(c) in ('Cc', 'Cs') for c in value)
        if unsafe or value != value.strip() or not re.fullmatch('[A-Za-z][A-Za-z0-9]*', name):
            raise ValueError(f'privilege {name} could change another one')
    # Of two fields with one name Kaltura believes the later, so the reserved ones come last.
    fields = urlencode({**privileges, '_e': expiry, '_t': session_type, '_u': user_id})
    body = (random or os.urandom(16)) + fields.encode()
    plain = sha1(body).digest() + body
    plain += bytes(-len(plain) % 16)  # Kaltura pads with zeros, and only where it must.
    key = sha1(secret.encode()).digest()[:16]
    encryptor = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
    sealed = encryptor.update(plain) + encryptor.finalize()
    return urlsafe_b64encode(b'v2|%d|%b' % (partner_id, sealed)).decode()


def display_name(name):
    """A name that can be nothing but a name, of Kaltura's 40 characters; it may come out empty."""
    text = normalize('NFC', name) if isinstance(name, str) else ''
    # What could end a privilege or start another, controls, and marks that reorder a line.
    kept = (' ' if c in ',:;*' or category(c) in ('Cc', 'Cs', 'Zl', 'Zp') else c for c in text)
    safe = ' '.join(re.sub('[\u202a-\u202e\u2066-\u2069]', ' ', ''.join(kept)).split())
    # Kaltura's server looks for these words anywhere in a session, values included.
    searched = (
        '(?i)(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)'
        '|(?<=privacy)(?=context)|(?<=set)(?=role)|(?<=restricting)(?=role)'
    )
    return re.sub(searched, ' ', safe)[:40].strip()


def launch(ask, grant):
    """A session that opens this room for this person, and does nothing else."""
    names = {part: display_name(grant.get(part)) for part in ('firstName', 'lastName')}
    privileges = {
        'actionslimit': '-1', 'entryId': ask['roomId'], 'role': 'viewerRole',
        **{part: name for part, name in names.items() if name},
    }
    for flag in ('roomModerator', 'chatModerator'):  # It takes both: the page asks, you grant.
        privileges[flag] = '1' if ask.get(flag) is True and grant.get(flag) is True else '0'
    expiry = int(time.time()) + SESSION_LIFETIME_S
    ks = encode_ks(PARTNER_ID, SECRET, grant['userId'], 0, expiry, privileges)
    return {'auth': 'ks', 'ks': ks, 'kafUrl': KAF_URL, 'expiresAt': expiry}


def create_room_once(key, room, grant):
    """One room for each Idempotency-Key of a person, who may try again.

    That waits for the first attempt, and is answered the same. A file remembers it, for this one
    machine and until the folder is cleared; several machines need a database. Where KAF's answer
    was lost, another attempt may make a second room.
    """
    if key is None:
        return create_room(room, grant)
    if not re.fullmatch('[!-~]{1,255}', key):
        reason = 'Idempotency-Key: expected 1 to 255 visible ASCII characters'
        raise Refusal(400, 'invalidRequest', reason)
    person_and_key = f"{grant['userId']} {key}".encode()
    # A name that nobody else on this machine can guess.
    name = hmac.new(SECRET.encode(), person_and_key, 'sha256').hexdigest()
    body = sha256(json.dumps(room, sort_keys=True).encode()).hexdigest()
    with open(os.path.join(gettempdir(), f'kaltura-room-{name}'), 'a+', encoding='ascii') as file:
        flock(file, LOCK_EX)
        file.seek(0)
        kept = json.loads(file.read() or 'null') or {'body': body}
        if kept['body'] != body:
            reason = 'Idempotency-Key: expected another for another body'
            raise Refusal(422, 'invalidRequest', reason)
        if 'room' not in kept:
            kept['room'] = create_room(room, grant)
            file.write(json.dumps(kept))
        return kept['room']


def create_room(room, grant):
    """Creates a room, with an admin session that is made for it and dropped."""
    expiry = int(time.time()) + SESSION_LIFETIME_S
    ks = encode_ks(PARTNER_ID, SECRET, grant['userId'], 2, expiry, {})
    answer = post_json('/embeddedrooms/index/create-room', {**room, 'ks': ks})
    data, code = answer.get('data'), answer.get('errorCode')
    room_id = data.get('id') if isinstance(data, dict) else None
    if answer.get('success') is True and matches(room_id, ROOM_ID):
        return {'id': room_id}
    error = answer.get('error') or answer.get('message') or code
    if not isinstance(error, str):
        reason = 'create-room: neither a room ID nor an error'
        raise Refusal(502, 'kaltura-invalid', reason, 'unknown')
    # A proxy that gave up waiting answers JSON with a message as well, but no success.
    outcome = 'not-created' if answer.get('success') is False else 'unknown'
    # The session is this server's part of the request: nothing that the person sent is wrong.
    if re.search(r'\bks\b', error, re.IGNORECASE):
        raise Refusal(502, 'kaltura-refused', f'create-room: {error}', outcome)
    status = {'invalidRequest': 400, 'invalidConfiguration': 502}.get(code, 500)
    code = 'internalError' if status == 500 else code
    raise Refusal(status, code, f'create-room: {error}', outcome)


def post_json(path, body):
    """The answer's JSON object, whatever the status, within a deadline."""

    def post():
        kaf = urlsplit(KAF_URL)
        connect = HTTPSConnection if kaf.scheme == 'https' else HTTPConnection
        connection = connect(kaf.netloc, timeout=DEADLINE_S + 1)
        try:
            # It follows no redirect, which suits a body that holds an admin KS.
            connection.request('POST', path, json.dumps(body), {'Content-Type': 'application/json'})
            return connection.getresponse().read()
        finally:
            connection.close()

    call = CALLS.submit(post)
    try:
        answer = json.loads(call.result(DEADLINE_S))
    except DeadlinePassed as error:
        call.cancel()
        raise Refusal(504, 'kaltura-timeout', 'create-room took too long', 'unknown') from error
    except (OSError, HTTPException) as error:
        # Without a connection, nothing was sent.
        is_sent = not isinstance(error, (ConnectionRefusedError, gaierror))
        outcome = 'unknown' if is_sent else 'not-created'
        reason = f'create-room: {type(error).__name__}'
        raise Refusal(502, 'kaltura-unreachable', reason, outcome) from error
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict):
        return answer
    raise Refusal(502, 'kaltura-invalid', 'create-room answered no JSON object', 'unknown')


def read_body(environ, text, fields):
    """The body, its fields checked one by one."""
    if not re.match(r'application/json\s*(;|$)', environ.get('CONTENT_TYPE') or '', re.IGNORECASE):
        raise Refusal(415, 'invalidRequest', 'expected Content-Type: application/json')
    if len(text) > BODY_LIMIT_BYTES:
        raise Refusal(413, 'invalidRequest', f'body: expected at most {BODY_LIMIT_BYTES} bytes')
    try:
        body = json.loads(text.decode())
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, 'invalidRequest', 'body: expected a JSON object')
    unknown = [name for name in body if name not in fields]
    if unknown:
        raise Refusal(400, 'invalidRequest', 'body: expected no "%s"' % '", "'.join(unknown))
    if isinstance(body.get('name'), str):
        body['name'] = body['name'].strip()
    for name, rule in fields.items():
        if name in body:
            fits = matches(body[name], rule)
        else:
            fits = name not in ('roomId', 'name')
        if not fits:
            raise Refusal(400, 'invalidRequest', f'body.{name}: missing or malformed')
    return body


def matches(value, rule):
    if rule is list:
        is_short = isinstance(value, list) and len(value) <= 100
        return is_short and all(matches(user, USER_ID) for user in value)
    if rule is bool:
        return isinstance(value, bool)
    return isinstance(value, str) and re.fullmatch(rule, value) is not None


def is_own_page(environ):
    """Cookies let a page of any other site speak for whoever looks at it: it is refused."""
    site = environ.get('HTTP_SEC_FETCH_SITE')
    if site is not None:
        return site in ('same-origin', 'none')
    origin = environ.get('HTTP_ORIGIN')  # From a browser that says no more, or over plain http.
    return origin is None or re.sub('^https?://', '', origin) == environ.get('HTTP_HOST')


def handle(environ):
    """The HTTP status and the data."""
    # Read even where it is refused: a connection that is closed before may take the answer with it.
    length = environ.get('CONTENT_LENGTH') or '0'
    if not re.fullmatch('[0-9]{1,12}', length):
        raise Refusal(400, 'invalidRequest', 'Content-Length: expected digits')
    text = environ['wsgi.input'].read(min(int(length), 16 * BODY_LIMIT_BYTES))
    route = environ.get('PATH_INFO', '').rpartition('/')[2]
    if route not in FIELDS:
        raise Refusal(404, 'endpoint-not-found', 'no such route')
    if environ['REQUEST_METHOD'] != 'POST':
        raise Refusal(405, 'endpoint-not-found', 'expected POST')
    if not is_own_page(environ):
        raise Refusal(403, 'origin-not-allowed', 'a page of another site')
    ask = read_body(environ, text, FIELDS[route])
    action = 'view-room' if route == 'token' else 'create-room'
    grant = authorize(environ, {**ask, 'action': action})
    if not grant:
        raise Refusal(401, 'sign-in-required', 'authorize() granted nobody')
    if not matches(grant.get('userId'), USER_ID):
        raise Refusal(500, 'internalError', 'userId of authorize() is no Kaltura user ID')
    if route == 'token':
        return 200, launch(ask, grant)
    if grant.get('createRooms') is True:
        return 201, create_room_once(environ.get('HTTP_IDEMPOTENCY_KEY'), ask, grant)
    raise Refusal(403, 'access-denied', 'authorize() did not grant createRooms')


def application(environ, start_response):
    """Answers the request in the contract's envelope, whatever happens."""
    try:
        status, data = handle(environ)
        envelope = {'success': True, 'data': data}
    except Exception as error:
        known = isinstance(error, Refusal)
        status, code = (error.status, error.code) if known else (500, 'internalError')
        # Kaltura quotes a session that it refuses.
        reason = re.sub(r'djJ8\S+', '[KS]', str(error).replace(SECRET, '[secret]'))
        reason = ' '.join(reason.split())[:300]
        if status >= 500:
            log.error('%s %s: %s: %s', status, code, type(error).__name__, reason)
        # What goes wrong between this server and Kaltura is the log's business.
        if code == 'internalError' or code.startswith('kaltura-'):
            reason = 'the log says more'
        envelope = {'success': False, 'errorCode': code, 'error': reason}
        route = environ.get('PATH_INFO', '').rpartition('/')[2]
        if route == 'rooms' and environ['REQUEST_METHOD'] == 'POST':
            # It is about this request alone. An unexpected error leaves it open.
            envelope['outcome'] = error.outcome if known else 'unknown'
    body = json.dumps(envelope).encode()
    headers = [
        ('Content-Type', 'application/json'), ('Cache-Control', 'no-store'),
        ('Content-Length', str(len(body))), *([('Allow', 'POST')] if status == 405 else []),
    ]
    start_response(f'{status} {HTTPStatus(status).phrase}', headers)
    return [] if environ['REQUEST_METHOD'] == 'HEAD' else [body]


if __name__ == '__main__':
    from wsgiref.simple_server import make_server

    with make_server('127.0.0.1', int(os.environ.get('PORT', 8000)), application) as server:
        print(f'http://127.0.0.1:{server.server_port}', flush=True)
        server.serve_forever()
