import {join} from 'node:path';
import {canRun, type Language, type Tools} from './language.js';

const ENCODE = `
import json, sys
sys.path.insert(0, sys.argv[1])
import backend
for session in json.load(sys.stdin):
    try:
        print(backend.encode_ks(
            session['partnerId'], session['secret'], session['userId'], session['type'],
            session['expiry'], session['privileges'], bytes.fromhex(session['random'])))
    except ValueError:
        print('refused')
`;

function findTools(): Tools | undefined {
  const check = 'import sys, cryptography; sys.exit(sys.version_info < (3, 9))';
  const command = ['python3', '/usr/bin/python3'].find(name => canRun(name, '-c', check));
  if (!command) return undefined;
  return {
    serve: folder => [command, join(folder, 'backend.py')],
    encode: folder => [command, '-c', ENCODE, folder],
  };
}

export const PYTHON: Language = {
  file: 'backend.py',
  requirements: 'python3 3.9 or later with cryptography',
  tools: findTools(),
  signature: 'def authorize(',
  authorize: `def authorize(environ, access_request):
    from urllib.parse import unquote
    refuse = environ.get('HTTP_X_REFUSE')
    if refuse:
        raise RoomError(int(refuse.split()[0]), refuse.split()[1], 'reason')
    return json.loads(unquote(environ.get('HTTP_X_GRANT', 'null')))
`,
  hasLoneSurrogates: true,
  closesSlowRequests: true,
};
