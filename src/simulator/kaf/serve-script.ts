import {readFile} from 'node:fs/promises';
import type {Context} from 'hono';

/** Responds with a page's script. The build copies scripts, so the path is the same there. */
export async function serveScript(context: Context, file: URL): Promise<Response> {
  return context.body(await readFile(file, 'utf8'), 200, {
    'content-type': 'text/javascript; charset=utf-8',
    // A frame whose sandbox lacks allow-same-origin requests it from the origin "null".
    'access-control-allow-origin': '*',
  });
}
