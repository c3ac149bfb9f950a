import {readFile} from 'node:fs/promises';
import {extname} from 'node:path';
import {format, resolveConfig} from 'prettier';

/*
 * Fills in the code of `README.md` between `<!-- snippet: docs/snippets/… -->` and
 * `<!-- /snippet -->`. A `#name` after the path selects a region of the file.
 */

const root = new URL('../../', import.meta.url);

const SNIPPET = /(<!-- snippet: ([^\s#]+)(?:#([\w-]+))? -->\n)[^]*?(<!-- \/snippet -->)/g;

/** A line that begins or ends a region, in the comment syntax of any language. */
const REGION = /^\s*(?:\/\/|\/\*|<!--|#)\s*#?(end)?region\b\s*([\w-]*)/;

/** Returns the text with the current code of its snippets. */
export async function embedSnippets(markdown: string): Promise<string> {
  const parts = [...markdown.matchAll(SNIPPET)];
  if (parts.length === 0) return markdown;
  const codes = await Promise.all(
    parts.map(([, , path = '', region]) => readSnippet(path, region)),
  );
  const filled = markdown.replace(
    SNIPPET,
    (_, start: string, path: string, _region, end: string) => {
      const language = extname(path).slice(1);
      return `${start}\n\`\`\`${language}\n${codes.shift() ?? ''}\n\`\`\`\n\n${end}`;
    },
  );
  return format(filled, {...(await resolveConfig('README.md')), parser: 'markdown'});
}

/** Reads a file, or a region of it, without the lines that mark regions. */
async function readSnippet(path: string, region: string | undefined): Promise<string> {
  const text = await readFile(new URL(path, root), 'utf8');
  return extractRegion(text, region, path);
}

/** @throws Error if the text has no such region */
export function extractRegion(text: string, region: string | undefined, path: string): string {
  let isInside = region === undefined;
  let isFound = isInside;
  const lines = text.split('\n').filter(line => {
    const [marker, end, name] = REGION.exec(line) ?? [];
    if (marker === undefined) return isInside;
    if (region !== undefined && name === region) {
      isInside = !end;
      isFound = true;
    }
    return false;
  });
  if (!isFound) throw new Error(`${path} must have a region ${region}`);
  const indents = lines.filter(line => line.trim()).map(line => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents, Infinity);
  return lines
    .map(line => line.slice(Number.isFinite(indent) ? indent : 0))
    .join('\n')
    .trim();
}
