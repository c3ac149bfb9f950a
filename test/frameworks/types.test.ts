import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import ts from 'typescript';
import type {Manifest} from '../../scripts/docs/manifest.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Returns the names in a union type of `src/frameworks/elements.ts`. */
function readUnion(union: string): string[] {
  const source = ts.createSourceFile('a.ts', read('src/frameworks/elements.ts'), 99, true);
  const names: string[] = [];
  source.forEachChild(node => {
    if (ts.isTypeAliasDeclaration(node) && node.name.text === union)
      node.type.forEachChild(member => {
        if (ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal))
          names.push(member.literal.text);
      });
  });
  return names.sort();
}

describe('types for templates', () => {
  it('have the properties of all attributes of the elements', () => {
    const {modules} = JSON.parse(read('dist/custom-elements.json')) as Manifest;
    for (const {tagName, attributes} of modules.flatMap(({declarations}) => declarations)) {
      if (!tagName) continue;
      const names = attributes.map(({fieldName}) => fieldName).filter(name => name !== 'htmlFor');
      const union = tagName === 'kaltura-room' ? 'RoomProperty' : 'CreatorProperty';
      assert.deepEqual(readUnion(union), names.sort(), `${tagName} in ${union}`);
    }
  });
});
