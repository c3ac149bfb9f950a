import {readFileSync} from 'node:fs';

/** Length of a description in search results and in `llms.txt`. */
const MAX_LENGTH = 200;

/** Returns the first sentences of a page as plain text, or undefined if the page has only a title. */
export function summarizePage(markdown: string): string | undefined {
  const paragraphs = markdown
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/<script.*?<\/script>/gs, '')
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim());
  const paragraph = paragraphs.find(text => /^[\p{L}\p{N}`*<[]/u.test(text) && !isMarkup(text));
  if (!paragraph) return undefined;
  const text = paragraph
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ');
  return takeSentences(text);
}

/** Reads a page, and returns its summary. */
export function readSummary(file: string): string | undefined {
  return summarizePage(readFileSync(file, 'utf8'));
}

/** Whether a paragraph is a component, a comment, an include or a list, rather than text. */
function isMarkup(paragraph: string): boolean {
  return /^(<|\* |- |\d+\. )/.test(paragraph);
}

/** Returns the sentences that fit, or the beginning of the first one. */
function takeSentences(text: string): string {
  const sentences = text.match(/.+?[.!?:](?= |$)/g) ?? [text];
  let summary = '';
  for (const sentence of sentences) {
    const longer = summary + sentence;
    if (longer.trim().length > MAX_LENGTH) break;
    summary = longer;
  }
  if (!summary) return `${text.slice(0, MAX_LENGTH).replace(/\s+\S*$/, '')}…`;
  return summary.trim().replace(/:$/, '.');
}
