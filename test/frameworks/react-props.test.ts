import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import type {Manifest} from '../support/element-tables.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const {modules} = JSON.parse(read('dist/custom-elements.json')) as Manifest;
const elements = modules
  .flatMap(({declarations}) => declarations)
  .filter(({tagName}) => tagName) as unknown as {tagName: string; events: {name: string}[]}[];

describe('components for React', () => {
  for (const {tagName, events} of elements)
    it(`have a prop for each event of ${tagName}`, () => {
      const [, table = ''] =
        /const EVENTS = \{([^}]*)\}/.exec(read(`src/react/${tagName}.ts`)) ?? [];
      const names = Array.from(table.matchAll(/\w+: '([\w-]+)'/g), ([, name]) => name);
      assert.deepEqual(names.sort(), events.map(({name}) => name).sort());
    });
});
