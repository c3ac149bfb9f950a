import {readFile} from 'node:fs/promises';
import type {Context} from 'hono';

/** A page's script as it stands; it lies beside a module, in the sources and the package alike. */
export async function serveScript(context: Context, file: URL): Promise<Response> {
  return context.body(await readFile(file, 'utf8'), 200, {
    'content-type': 'text/javascript; charset=utf-8',
    // A frame whose sandbox lacks allow-same-origin asks from the origin "null".
    'access-control-allow-origin': '*',
  });
}
