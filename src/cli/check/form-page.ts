import type {Script} from './content-policy.js';

/** A page that posts a form: where to, what, and the scripts written into it. */
export interface FormPage {
  readonly action: string;
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly scripts: readonly Script[];
}

const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const TAG = /<(form|input)\b([^<>]*)>/gi;
const SCRIPT = /<script\b([^<>]*)>/i;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Reads a page of the kind that carries a token to KAF, where it is one with a form. */
export function readFormPage(html: string): FormPage | undefined {
  const tags = [...html.matchAll(TAG)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: attributesOf(rest),
  }));
  const form = tags.find(({name}) => name === 'form');
  if (!form) return undefined;
  const {action = '', method = 'get'} = form.attributes;
  const inputs = tags.flatMap(({name, attributes}) =>
    name === 'input' && attributes['name'] ? [[attributes['name'], attributes['value'] ?? '']] : [],
  );
  const scripts = html.split(/<\/script/i).flatMap(part => {
    const [tag, rest = ''] = SCRIPT.exec(part) ?? [];
    return tag ? [{...attributesOf(rest), text: part.slice(part.indexOf(tag) + tag.length)}] : [];
  });
  return {
    action,
    method: method.toLowerCase(),
    fields: Object.fromEntries(inputs) as Record<string, string>,
    // Of one in a file of its own, nothing is known here.
    scripts: scripts.filter(script => !('src' in script)),
  };
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [
    name.toLowerCase(),
    decode(values.find(value => value !== undefined) ?? ''),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

const decode = (text: string) =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    const point = hex ? parseInt(hex as string, 16) : Number(decimal);
    if (name !== undefined) return ENTITIES[name as string] ?? all;
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
