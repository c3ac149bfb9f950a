import {readFileSync} from 'node:fs';
import {UsageError, atMost, readArguments} from './arguments.js';
import type {Command} from './terminal.js';

const HELP = `kaltura-room script-tag <url> [--preload] [--parts]

Prints the tag that loads the elements from <url>, which is one of the files of dist/cdn where you
serve it, such as https://cdn.example.com/kaltura-room/kaltura-room.js, with the hash that its
bytes must have (Subresource Integrity): a browser runs no other.

  --preload prints links too, by which a room's parts load along with the script: for a page whose
            room opens at once. They are used by kaltura-room.js and room.js.
  --parts   prints an import map too, which holds what the script loads later to its bytes. It must
            stand before the module scripts of the page. Browsers that know no hashes in import maps
            (before Chrome 127, Safari 18 and Firefox 138) load these files unchecked.`;

/** A part that failed is asked for again under an address of its own: so often, and no more. */
const ATTEMPTS = ['', '?again=1', '?again=2', '?again=3'];
/** What a room needs beside its launch to open. */
const OPENING = ['opening.js', 'schemas.js'];
/** Nothing can be found relative to it: what is under it cannot be loaded. */
const NOWHERE = 'data:,/';

/** Prints a script tag with the hash of its file. */
export const scriptTag: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {
    help: {type: 'boolean', short: 'h'},
    parts: {type: 'boolean'},
    preload: {type: 'boolean'},
  });
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  atMost(1, positionals);
  const [src = ''] = positionals;
  const [folder, file] = [src.replace(/[^/]*$/, ''), src.replace(/^.*\//, '')];
  const integrity = readIntegrity();
  const hash = Object.hasOwn(integrity, file) ? integrity[file] : undefined;
  if (!hash || !/^[\w:/.@~%+-]+$/.test(src))
    throw new UsageError('The URL must be of a file of dist/cdn, such as /assets/kaltura-room.js');
  if (values.parts) terminal.out(importMap(/^(\w+:|\/|\.)/.test(folder) ? folder : `./${folder}`));
  if (values.preload)
    for (const part of OPENING)
      terminal.out(
        `<link rel="modulepreload" href="${folder}${part}" integrity="${integrity[part]}" crossorigin="anonymous">`,
      );
  terminal.out(
    `<script type="module" src="${src}" integrity="${hash}" crossorigin="anonymous"></script>`,
  );
  return 0;
};

/** What is in the folder is held to its bytes, and nothing else is there. */
function importMap(folder: string): string {
  const files = Object.entries(readIntegrity()).flatMap(([file, hash]) =>
    ATTEMPTS.map(again => [`${folder}${file}${again}`, hash] as const),
  );
  const map = {
    imports: {...Object.fromEntries(files.map(([url]) => [url, url])), [folder]: NOWHERE},
    integrity: Object.fromEntries(files),
  };
  return `<script type="importmap">${JSON.stringify(map)}</script>`;
}

function readIntegrity(): Readonly<Record<string, string>> {
  // Beside the sources as beside what is built of them.
  const file = new URL('../../dist/cdn/integrity.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
