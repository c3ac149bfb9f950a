import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Simulator} from '../../src/simulator/index.js';

const SNIPPETS = new URL('../../docs/snippets/', import.meta.url);

/** Returns the path of a snippet of the documentation. */
export function getSnippetPath(name: string): string {
  return fileURLToPath(new URL(name, SNIPPETS));
}

/** Returns the text of a snippet. */
export function readSnippet(name: string): string {
  return readFileSync(getSnippetPath(name), 'utf8');
}

/** Imports a snippet. It reads the environment when it is imported for the first time. */
export async function importSnippet<Module>(name: string): Promise<Module> {
  return (await import(new URL(name, SNIPPETS).href)) as Module;
}

/** Returns the environment of a host backend with the account of a simulator. */
export const getAccountEnv = ({partnerId, adminSecret, url}: Simulator) => ({
  KALTURA_PARTNER_ID: String(partnerId),
  KALTURA_ADMIN_SECRET: adminSecret,
  KAF_URL: url,
});

/** Creates a request for a launch into the town hall, as a page sends it. */
export const createLaunchRequest = (
  headers: Readonly<Record<string, string>>,
  {origin = 'http://localhost:3000', fields = {}} = {},
): Request =>
  new Request(`${origin}/api/kaltura/token`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body: JSON.stringify({roomId: '1_townhall', ...fields}),
  });
