// @ts-check
import {copyFileSync, readdirSync} from 'node:fs';

// `tsc` emits no declaration for a `.d.ts` source file.
const from = new URL('../src/frameworks/', import.meta.url);
const to = new URL('../dist/frameworks/', import.meta.url);
for (const name of readdirSync(from).filter(name => name.endsWith('.d.ts')))
  copyFileSync(new URL(name, from), new URL(name, to));
