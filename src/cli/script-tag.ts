import {readFileSync} from 'node:fs';
import {UsageError, assertMaxPositionals, readArguments} from './arguments.js';
import type {Command} from './terminal.js';

const HELP = `kaltura-room script-tag <url>

Prints the tag that loads the elements from <url>. Serve a file of dist/cdn at
this URL, for example https://cdn.example.com/kaltura-room/kaltura-room.js. The
tag contains the hash of the file (Subresource Integrity), so that browsers run
this file and no other.

If the page is not in English, the elements also load a translation from the
folder "languages" next to the file. The hash of the script does not cover
translations: dist/cdn/integrity.json contains their hashes.

Options:
  -h, --help  Prints this help`;

/** Matches URLs that need no escaping in an HTML attribute. */
const PLAIN_URL = /^[\w:/.@~%+-]*$/;

/** Prints a script tag with the hash of its file. */
export const scriptTag: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {help: {type: 'boolean', short: 'h'}});
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  assertMaxPositionals(1, positionals);
  const [src = ''] = positionals;
  const scripts = readScriptHashes();
  const hash = scripts.get(src.replace(/^.*\//, ''));
  if (!PLAIN_URL.test(src))
    throw new UsageError(
      'The URL must have no query, and special characters must be percent-encoded',
    );
  if (!hash)
    throw new UsageError(
      `The URL must end with one of ${[...scripts.keys()].join(', ')}, such as /assets/room.js`,
    );
  terminal.out(
    `<script type="module" src="${src}" integrity="${hash}" crossorigin="anonymous"></script>`,
  );
  return 0;
};

/** Returns the integrity hash of each script, by its file name. */
function readScriptHashes(): ReadonlyMap<string, string> {
  // This URL is the same from `src/cli` and from `dist/cli`.
  const file = new URL('../../dist/cdn/integrity.json', import.meta.url);
  const integrity = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return new Map(Object.entries(integrity).filter(([name]) => !name.includes('/')));
}
