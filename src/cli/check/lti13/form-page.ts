import type {Script} from './content-policy.js';

/** A page with a form, as a browser would submit it. */
export interface FormPage {
  readonly action: string;
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The inline scripts. */
  readonly scripts: readonly Script[];
}

const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const FORM_TAG = /<(form|input)\b([^<>]*)>/gi;
const SCRIPT_TAG = /<script\b([^<>]*)>/i;
const CHARACTER_REFERENCE = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi;
const NAMED_CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * Parses the page that posts a token to KAF; returns undefined if it has no form. Regular
 * expressions suffice, because such a page contains little else.
 */
export function parseFormPage(html: string): FormPage | undefined {
  const tags = [...html.matchAll(FORM_TAG)].map(([, name = '', attributes = '']) => ({
    name: name.toLowerCase(),
    attributes: parseAttributes(attributes),
  }));
  const form = tags.find(({name}) => name === 'form');
  if (!form) return undefined;
  const {action = '', method = 'get'} = form.attributes;
  const fields = tags.flatMap(({name, attributes}) =>
    name === 'input' && attributes['name'] ? [[attributes['name'], attributes['value'] ?? '']] : [],
  );
  return {
    action,
    method: method.toLowerCase(),
    fields: Object.fromEntries(fields) as Record<string, string>,
    scripts: parseInlineScripts(html),
  };
}

function parseInlineScripts(html: string): Script[] {
  return html.split(/<\/script/i).flatMap(part => {
    const [tag, attributes = ''] = SCRIPT_TAG.exec(part) ?? [];
    if (tag === undefined) return [];
    const script = {
      ...parseAttributes(attributes),
      text: part.slice(part.indexOf(tag) + tag.length),
    };
    return 'src' in script ? [] : [script];
  });
}

function parseAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [
    name.toLowerCase(),
    decodeReferences(values.find(value => value !== undefined) ?? ''),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function decodeReferences(text: string): string {
  return text.replace(CHARACTER_REFERENCE, (reference, hex, decimal, name) => {
    if (name !== undefined) return NAMED_CHARACTERS[name as string] ?? reference;
    const codePoint = hex ? parseInt(hex as string, 16) : Number(decimal);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
  });
}
