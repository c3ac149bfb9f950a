import {join} from 'node:path';
import {runs, type Language, type Tools} from './language.js';

const ENCODE = `
import json, sys
sys.path.insert(0, sys.argv[1])
import backend
for v in json.load(sys.stdin):
    try:
        print(backend.encode_ks(v['partnerId'], v['secret'], v['userId'], v['type'], v['expiry'],
            v['privileges'], bytes.fromhex(v['random'])))
    except ValueError:
        print('refused')
`;

function tools(): Tools | undefined {
  const wanted = 'import sys, cryptography; sys.exit(sys.version_info < (3, 9))';
  const command = ['python3', '/usr/bin/python3'].find(name => runs(name, '-c', wanted));
  if (!command) return undefined;
  return {
    serve: folder => [command, join(folder, 'backend.py')],
    encode: folder => [command, '-c', ENCODE, folder],
  };
}

export const PYTHON: Language = {
  file: 'backend.py',
  needs: 'python3 3.9 or later with cryptography',
  tools: tools(),
  signature: 'def authorize(',
  authorize: `def authorize(environ, access_request):
    from urllib.parse import unquote
    refuse = environ.get('HTTP_X_REFUSE')
    if refuse:
        raise RoomError(int(refuse.split()[0]), refuse.split()[1], 'why')
    return json.loads(unquote(environ.get('HTTP_X_GRANT', 'null')))
`,
  halves: true,
};
