import assert from 'node:assert/strict';
import {readFile, readdir} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {Ajv, type AnySchemaObject} from 'ajv';
import {ReflectionKind, type DeclarationReflection} from 'typedoc';
import {run} from '../../src/cli/run.js';
import {ROOM_ERROR_CODES, WARNING_CATALOG} from '../../src/contract/error-catalog.js';
import {ERROR_MEANINGS, WARNING_MEANINGS} from '../../scripts/docs/error-meanings.js';
import {readElements} from '../../scripts/docs/manifest.js';
import {buildPages} from '../../scripts/docs/pages.js';
import {embedSnippets} from '../../scripts/docs/snippets.js';
import type {AccessRequest} from '../../src/server/authorize.js';

const STALE = 'Run npm run docs:generate';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');
const generated = buildPages();

const ACTIONS = ['view-room', 'create-room'] satisfies AccessRequest['action'][];

/** Words in the code of SKILL.md that `listNames()` does not return. */
const OTHER_WORDS = `
  as async await const false from id if import module name new not null return throw true type void with
  Number Request addEventListener env frame-src includes process request script url useEffect ref
  any runtime works alike Hono app all context req raw npx api node_modules dist cdn js
  Idempotency-Key KAF_URL KALTURA_ADMIN_SECRET KALTURA_PARTNER_ID NEXT_PUBLIC_ POST VITE_
  a client getSignedInUser invited isHost kaltura rooms townhall user why
  creator csp define elements elements-18 preact react redis server simulator solid svelte vue
  check simulate token access
  KalturaRoom KalturaRoomCreator useKalturaRoom handleReady
  onLoading onReady onError onLeft onWarning onCreate onCreated onCreateError
`
  .trim()
  .split(/\s+/);

describe('the generated reference', () => {
  it('consists of the pages that the command writes', async () => {
    const {pages} = await generated;
    const files = await readdir(new URL('docs/reference/_generated', root));
    assert.deepEqual(files.sort(), [...pages.keys()].sort(), STALE);
  });

  it('is current', async () => {
    for (const [name, text] of (await generated).pages)
      assert.equal(await read(`docs/reference/_generated/${name}`), text, `${STALE}: ${name}`);
  });

  it('appears in a page', async () => {
    const names = await readdir(new URL('docs/reference', root));
    const pages = names.filter(name => name.endsWith('.md'));
    const texts = (await Promise.all(pages.map(name => read(`docs/reference/${name}`)))).join('\n');
    for (const name of (await generated).pages.keys())
      assert.ok(
        texts.includes(`<!--@include: ./_generated/${name}-->`),
        `no page includes ${name}`,
      );
  });

  it('documents every export and option, and has no dead link', async () => {
    assert.deepEqual((await generated).problems, []);
  });

  it('documents everything that the elements have', async () => {
    for (const element of await readElements()) {
      const {attributes, members, events, slots, cssParts, cssProperties, cssStates} = element;
      const items = {attributes, members, events, slots, cssParts, cssProperties, cssStates};
      for (const [kind, list] of Object.entries(items)) {
        assert.ok(list.length, `${element.tagName} must have ${kind}`);
        const silent = list.filter(({description = ''}) => !/^[A-Z].*[.`]$/s.test(description));
        assert.deepEqual(
          silent.map(({name}) => name),
          [],
          `${kind} of ${element.tagName} without a sentence`,
        );
      }
    }
  });

  it('explains every code, with a fix', () => {
    assert.deepEqual(Object.keys(ERROR_MEANINGS).sort(), [...ROOM_ERROR_CODES].sort());
    assert.deepEqual(Object.keys(WARNING_MEANINGS).sort(), Object.keys(WARNING_CATALOG).sort());
    for (const {meaning, fixes} of Object.values({...ERROR_MEANINGS, ...WARNING_MEANINGS})) {
      assert.ok(Object.keys(fixes).length, meaning);
      for (const sentence of [meaning, ...Object.values(fixes)])
        assert.match(sentence, /^[A-Z`].*\.$/s);
    }
  });
});

describe('SKILL.md', () => {
  it('names only what exists', async () => {
    const known = new Set([...(await listNames()), ...OTHER_WORDS]);
    const skill = await read('SKILL.md');
    const codes = Array.from(
      skill.matchAll(/```\w+\n([^]*?)```|`([^`\n]+)`/g),
      ([, block, inline]) => block ?? inline ?? '',
    );
    assert.ok(codes.length > 50, 'SKILL.md must have code');
    const unknown = codes.flatMap(code =>
      (code.match(/[A-Za-z][\w-]*/g) ?? []).filter(word => !known.has(word)),
    );
    assert.deepEqual([...new Set(unknown)], []);
  });

  it('imports only paths and names that the package exports', async () => {
    const {project} = await generated;
    const skill = await read('SKILL.md');
    const {exports} = JSON.parse(await read('package.json')) as {exports: Record<string, unknown>};
    const paths = skill.match(/(?<=[`'])kaltura-room(?:\/[\w.-]+)*(?=[`'])/g) ?? [];
    const imports = [...skill.matchAll(/import \{([^}]+)\} from 'kaltura-room\/([\w/-]+)'/g)];
    assert.ok(paths.length && imports.length, 'SKILL.md must have imports');
    for (const path of paths)
      assert.ok(Object.hasOwn(exports, path.replace('kaltura-room', '.')), path);
    for (const [, names = '', module = ''] of imports) {
      const {children = []} = (project.getChildByName([module.split('/').at(-1) ?? '']) ??
        {}) as Partial<DeclarationReflection>;
      for (const name of names.split(',').map(name => name.trim()))
        assert.ok(
          children.some(child => child.name === name),
          `kaltura-room/${module} must export ${name}`,
        );
    }
  });

  it('names only commands that exist', async () => {
    const skill = await read('SKILL.md');
    const commands = Array.from(
      skill.matchAll(/npx kaltura-room (\S+?)`/g),
      ([, name = '']) => name,
    );
    assert.ok(commands.length, 'SKILL.md must name commands');
    for (const name of commands)
      assert.equal(
        await run([name, '--help'], {env: {}, colour: false, out: () => {}, err: () => {}}),
        0,
        name,
      );
  });
});

/** Returns the names of everything that the package has: elements, exports, options and codes. */
async function listNames(): Promise<readonly string[]> {
  const {project} = await generated;
  const elements = await readElements();
  return [
    ...ROOM_ERROR_CODES,
    ...ACTIONS,
    ...project.getReflectionsByKind(ReflectionKind.All).map(({name}) => name),
    ...elements.flatMap(({tagName, attributes, members, events, slots, cssParts}) => [
      tagName,
      ...[attributes, members, events, slots, cssParts].flat().map(({name}) => name),
      ...events.map(({name}) => `on${name}`),
      ...attributes.flatMap(({type}) => type?.text.match(/(?<=')[\w-]+(?=')/g) ?? []),
    ]),
  ];
}

describe('README.md', () => {
  it('contains the current snippets', async () => {
    const readme = await read('README.md');
    assert.equal(await embedSnippets(readme), readme, STALE);
  });
});

describe('the custom elements manifest', () => {
  it('matches its schema', async () => {
    const schema = JSON.parse(
      await read('node_modules/custom-elements-manifest/schema.json'),
    ) as AnySchemaObject;
    const manifest = JSON.parse(await read('dist/custom-elements.json')) as {schemaVersion: string};
    const {version} = JSON.parse(
      await read('node_modules/custom-elements-manifest/package.json'),
    ) as {version: string};
    const ajv = new Ajv({allErrors: true, strict: false});
    assert.ok(ajv.validate(schema, manifest), ajv.errorsText());
    assert.equal(manifest.schemaVersion, version);
  });

  it('names every part in the scripts', async () => {
    for (const {tagName, cssParts} of await readElements()) {
      const file = `dist/cdn/${tagName === 'kaltura-room' ? 'room' : 'creator'}.js`;
      const matches = [...(await read(file)).matchAll(/\bpart="([\w -]+)"/g)];
      const used = matches.flatMap(([, names = '']) => names.split(' '));
      assert.ok(used.length, `${file} must have parts`);
      const names = cssParts.map(({name}) => name);
      const descriptions = cssParts.map(({description = ''}) => description).join();
      const missing = used.filter(
        part => !names.includes(part) && !descriptions.includes(`\`${part}\``),
      );
      assert.deepEqual([...new Set(missing)], [], `parts of ${tagName}`);
    }
  });
});
