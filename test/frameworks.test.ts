import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import ts from 'typescript';
import type {Manifest} from './element-tables.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The names in a union of `src/frameworks/elements.ts`. */
function namesOf(union: string): string[] {
  const source = ts.createSourceFile('a.ts', read('src/frameworks/elements.ts'), 99, true);
  const found: string[] = [];
  source.forEachChild(node => {
    if (ts.isTypeAliasDeclaration(node) && node.name.text === union)
      node.type.forEachChild(one => {
        if (ts.isLiteralTypeNode(one) && ts.isStringLiteral(one.literal))
          found.push(one.literal.text);
      });
  });
  return found.sort();
}

test('templates may set what the elements have, by the names of both', () => {
  const {modules} = JSON.parse(read('dist/custom-elements.json')) as Manifest;
  for (const {tagName, attributes} of modules.flatMap(({declarations}) => declarations)) {
    if (!tagName) continue;
    const names = attributes
      .map(({fieldName = ''}) => fieldName)
      .filter(name => name !== 'htmlFor');
    const union = tagName === 'kaltura-room' ? 'RoomProperty' : 'CreatorProperty';
    assert.deepEqual(namesOf(union), names.sort(), `${tagName} in ${union}`);
  }
});
