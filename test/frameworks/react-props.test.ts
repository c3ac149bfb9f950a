import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {readElements} from '../../scripts/docs/manifest.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const elements = await readElements();

describe('components for React', () => {
  for (const {tagName, events} of elements)
    it(`have a prop for each event of ${tagName}`, () => {
      const [, table = ''] =
        /const EVENTS = \{([^}]*)\}/.exec(read(`src/react/${tagName}.ts`)) ?? [];
      const names = Array.from(table.matchAll(/\w+: '([\w-]+)'/g), ([, name]) => name);
      assert.deepEqual(names.sort(), events.map(({name}) => name).sort());
    });
});
