import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

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
