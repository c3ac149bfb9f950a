import {join} from 'node:path';
import {canRun, type Language, type Tools} from './language.js';

const ENCODE = `require $argv[1];
  foreach (json_decode(stream_get_contents(STDIN), true) as $session)
    try {
      echo encodeKs($session['partnerId'], $session['secret'], $session['userId'],
        $session['type'], $session['expiry'], $session['privileges'],
        hex2bin($session['random'])), "\\n";
    } catch (InvalidArgumentException) {
      echo "refused\\n";
    }`;

function findTools(): Tools | undefined {
  const hasExtensions = "extension_loaded('curl') && extension_loaded('openssl')";
  if (!canRun('php', '-r', `exit(PHP_VERSION_ID >= 80100 && ${hasExtensions} ? 0 : 1);`))
    return undefined;
  return {
    serve: (folder, port) => ['php', '-S', `127.0.0.1:${port}`, join(folder, 'backend.php')],
    encode: folder => ['php', '-r', ENCODE, join(folder, 'backend.php')],
  };
}

export const PHP: Language = {
  file: 'backend.php',
  requirements: 'php 8.1 or later with curl and openssl',
  tools: findTools(),
  signature: 'function authorize(',
  authorize: `function authorize(array $accessRequest): ?array
{
    if ($refuse = $_SERVER['HTTP_X_REFUSE'] ?? null)
        throw new RoomException((int) $refuse, explode(' ', $refuse)[1], 'reason');
    $grant = rawurldecode($_SERVER['HTTP_X_GRANT'] ?? 'null');
    return json_decode($grant, true, flags: JSON_THROW_ON_ERROR);
}
`,
  hasLoneSurrogates: false,
  closesSlowRequests: false,
};
