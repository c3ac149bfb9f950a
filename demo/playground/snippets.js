// @ts-check
import {
  angularString,
  cssValue,
  htmlAttribute,
  isPlain,
  jsLiteral,
  jsString,
  shortcodeAttribute,
} from './escape.js';

/*
 * What one has set up on the playground as code to take along: pure functions from a choice to files.
 */

/**
 * @typedef {{name: string, value: string, kind: import('./manifest.js').Kind}} Given an attribute
 * @typedef {{tagName: string, attributes: Given[]}} Shown an element
 * @typedef {object} Choice
 * @property {Shown[]} elements
 * @property {[name: string, value: string][]} theme custom properties
 * @property {'auto' | 'light' | 'dark'} scheme
 * @typedef {{name: string, text: string}} File
 * @typedef {{id: string, label: string, note?: string, files: File[]}} Snippet
 * @typedef {(attribute: Given) => string} Write
 */

/** @type {Record<string, {handler: string, event: string, shows: string}[]>} */
const HANDLERS = {
  'kaltura-room': [
    {handler: 'ready', event: 'kaltura-room-ready', shows: 'confirmed'},
    {handler: 'failed', event: 'kaltura-room-error', shows: 'error'},
  ],
  'kaltura-room-creator': [{handler: 'created', event: 'kaltura-room-created', shows: 'id'}],
};
const handlersOf = (/** @type {Choice} */ {elements}) =>
  elements.flatMap(({tagName}) => HANDLERS[tagName] ?? []);

/**
 * @param {Choice} choice
 * @returns {Snippet[]}
 */
export function snippets(choice) {
  return [html, wordpress, react, vue, svelte, angular].map(snippet => snippet(choice));
}

/** @type {(choice: Choice) => Snippet} */
function html(choice) {
  const listeners = choice.elements
    .flatMap(({tagName}) =>
      (HANDLERS[tagName] ?? []).map(
        ({event, shows}) =>
          `document.querySelector('${tagName}').addEventListener('${event}', ({${shows}}) => {\n  console.log('${event}', ${shows});\n});`,
      ),
    )
    .join('\n');
  return {
    id: 'html',
    label: 'HTML',
    note: 'Serve the folder dist/cdn of the package as /kaltura-room. Styles and scripts are files, as a strict policy wants them.',
    files: [
      {
        name: 'page.html',
        text: [
          '<script type="module" src="/kaltura-room/kaltura-room.js"></script>',
          ...(css(choice) ? ['<link rel="stylesheet" href="rooms.css" />'] : []),
          '<script type="module" src="rooms.js"></script>',
          '',
          ...choice.elements.map(shown => tag(shown, inHtml)),
          ...withoutScript(choice, inHtml),
        ].join('\n'),
      },
      {name: 'rooms.js', text: listeners},
      ...stylesheet(choice),
    ],
  };
}

/** @type {(choice: Choice) => Snippet} */
function wordpress(choice) {
  const inBlock = (/** @type {Given} */ given) =>
    inHtml(given).replace(/[[\]]/g, one => `&#${one.charCodeAt(0)};`);
  return {
    id: 'wordpress',
    label: 'WordPress',
    note: 'The shortcodes are those of the plugin in demo/wordpress, which brings endpoints of its own and knows id, label, loading and share-url. For all else there is the block “Custom HTML”, and a host backend beside WordPress.',
    files: [
      ...choice.elements.map(shown => ({
        name:
          shown.tagName === 'kaltura-room' ? 'Shortcode: a room' : 'Shortcode: a form and its room',
        text: shortcode(shown),
      })),
      {
        name: 'Custom HTML block',
        text: [
          '<script type="module" src="/kaltura-room/kaltura-room.js"></script>',
          ...choice.elements.map(shown => tag(shown, inBlock)),
          ...withoutScript(choice, inBlock),
        ].join('\n'),
      },
      ...stylesheet(choice, 'Additional CSS'),
    ],
  };
}

/** @type {(choice: Choice, write: Write) => string[]} a link to the room's page, where there is a room */
function withoutScript({elements}, write) {
  const given = elements.flatMap(({attributes}) => attributes);
  const valueOf = (/** @type {string} */ wanted) => given.find(({name}) => name === wanted)?.value;
  const id = valueOf('room-id');
  if (!id) return [];
  const pattern = valueOf('share-url') || '/join/{id}';
  const href = write({name: 'href', value: pattern.replace('{id}', () => id), kind: 'text'});
  return [`<noscript><a ${href}>Join the room</a></noscript>`];
}

/** @type {Record<string, Record<string, string>>} */
const SHORTCODES = {
  'kaltura-room': {'room-id': 'id', label: 'label', loading: 'loading'},
  'kaltura-room-creator': {'share-url': 'share-url'},
};
function shortcode(/** @type {Shown} */ {tagName, attributes}) {
  const given = attributes.flatMap(({name, value}) => {
    const known = SHORTCODES[tagName]?.[name];
    return known ? [shortcodeAttribute(known, value)] : [];
  });
  return `[${[tagName.replaceAll('-', '_'), ...given].join(' ')}]`;
}

/** @type {(choice: Choice) => Snippet} */
function react(choice) {
  const elements = choice.elements.map(({tagName, attributes}) =>
    tag({tagName, attributes}, inJsx, ({event, handler}) => `on${event}={${handler}}`, ' />'),
  );
  const body =
    elements.length === 1
      ? indent(elements.join(), 4)
      : `    <>\n${indent(elements.join('\n'), 6)}\n    </>`;
  return {
    id: 'react',
    label: 'React',
    note: 'React 19. Types for JSX: import type {} from "kaltura-room/react".',
    files: [
      {
        name: 'Rooms.jsx',
        text: `${imports(choice)}\n\n${functions(choice)}\n\nexport function Rooms() {\n  return (\n${body}\n  );\n}`,
      },
      ...stylesheet(choice),
    ],
  };
}

/** @type {(choice: Choice) => Snippet} */
function vue(choice) {
  const elements = choice.elements.map(shown =>
    tag(shown, inVue, ({event, handler}) => `@${event}="${handler}"`),
  );
  return {
    id: 'vue',
    label: 'Vue',
    files: [
      {
        name: 'Rooms.vue',
        text: `<script setup>\n${imports(choice)}\n\n${functions(choice)}\n</script>\n\n<template>\n${indent(elements.join('\n'), 2)}\n</template>`,
      },
      {
        name: 'vite.config.js',
        text: `import vue from '@vitejs/plugin-vue';\n\nconst isCustomElement = tag => tag.startsWith('kaltura-room');\n\nexport default {\n  plugins: [vue({template: {compilerOptions: {isCustomElement}}})],\n};`,
      },
      ...stylesheet(choice),
    ],
  };
}

/** @type {(choice: Choice) => Snippet} */
function svelte(choice) {
  const elements = choice.elements.map(shown =>
    tag(shown, inJsx, ({event, handler}) => `on${event}={${handler}}`),
  );
  return {
    id: 'svelte',
    label: 'Svelte',
    note: 'Svelte 5.',
    files: [
      {
        name: 'Rooms.svelte',
        text: `<script>\n${indent(`${imports(choice)}\n\n${functions(choice)}`, 2)}\n</script>\n\n${elements.join('\n')}`,
      },
      ...stylesheet(choice),
    ],
  };
}

/** @type {(choice: Choice) => Snippet} */
function angular(choice) {
  const methods = handlersOf(choice).map(
    ({handler, event, shows}) =>
      `  ${handler}(event: ${typeOf(event)}) {\n    console.log('${event}', event.${shows});\n  }`,
  );
  const types = handlersOf(choice).map(({event}) => typeOf(event));
  return {
    id: 'angular',
    label: 'Angular',
    files: [
      {
        name: 'rooms.component.ts',
        text: [
          "import {Component, CUSTOM_ELEMENTS_SCHEMA} from '@angular/core';",
          "import 'kaltura-room/define';",
          `import type {${types.sort().join(', ')}} from 'kaltura-room';`,
          '',
          '@Component({',
          "  selector: 'app-rooms',",
          "  templateUrl: './rooms.component.html',",
          ...(css(choice) ? ["  styleUrl: './rooms.css',"] : []),
          '  schemas: [CUSTOM_ELEMENTS_SCHEMA],',
          '})',
          'export class RoomsComponent {',
          methods.join('\n\n'),
          '}',
        ].join('\n'),
      },
      {
        name: 'rooms.component.html',
        text: choice.elements
          .map(shown =>
            tag(shown, inAngular, ({event, handler}) => `(${event})="${handler}($event)"`),
          )
          .join('\n'),
      },
      ...stylesheet(choice),
    ],
  };
}
const typeOf = (/** @type {string} */ event) =>
  `${event
    .replace('kaltura-', '')
    .replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase())}Event`;

/** @type {Write} */
const inHtml = ({name, value, kind}) => (kind === 'boolean' ? name : htmlAttribute(name, value));

/** As a property where text would not do: most frameworks set one where the element has it. */
/** @type {Write} */
const inJsx = ({name, value, kind}) => {
  if (kind === 'boolean') return name;
  const literal = literalOf(value, kind);
  if (literal !== undefined) return `${name}={${literal}}`;
  return isPlain(value) ? `${name}="${value}"` : `${name}={${jsString(value)}}`;
};

/** @type {Write} */
const inVue = ({name, value, kind}) => {
  const literal = kind === 'boolean' ? 'true' : literalOf(value, kind);
  return literal === undefined ? htmlAttribute(name, value) : htmlAttribute(`:${name}`, literal);
};

/** Attributes alone, which the element reads as in HTML; but for `{{`, which Angular would. */
/** @type {Write} */
const inAngular = given => {
  const {name, value} = given;
  if (given.kind !== 'boolean' && /\{\{|\}\}/.test(value))
    return htmlAttribute(`[attr.${name}]`, angularString(value));
  return inHtml(given);
};

/** What is no text as JavaScript; undefined for text, and for what is not what it should be. */
function literalOf(/** @type {string} */ value, /** @type {Given['kind']} */ kind) {
  if (kind !== 'json' && kind !== 'number') return undefined;
  try {
    const read = JSON.parse(value);
    return (kind === 'number') === (typeof read === 'number') ? jsLiteral(read) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * An element, on one line where there is room.
 * @param {Shown} shown
 * @param {Write} write
 * @param {(handler: {event: string, handler: string}) => string} [listen]
 * @param {string} [end]
 */
function tag({tagName, attributes}, write, listen, end = `></${tagName}>`) {
  const parts = [
    ...attributes.map(write),
    ...(listen ? (HANDLERS[tagName] ?? []).map(listen) : []),
  ];
  const line = `<${[tagName, ...parts].join(' ')}${end}`;
  return line.length <= 80 ? line : `<${tagName}\n${indent(parts.join('\n'), 2)}\n${end.trim()}`;
}

const imports = (/** @type {Choice} */ choice) =>
  ["import 'kaltura-room/define';", ...(css(choice) ? ["import './rooms.css';"] : [])].join('\n');

const functions = (/** @type {Choice} */ choice) =>
  handlersOf(choice)
    .map(
      ({handler, event, shows}) =>
        `const ${handler} = ({${shows}}) => console.log('${event}', ${shows});`,
    )
    .join('\n');

/** @type {(choice: Choice, name?: string) => File[]} */
const stylesheet = (choice, name = 'rooms.css') => (css(choice) ? [{name, text: css(choice)}] : []);

function css(/** @type {Choice} */ {elements, theme, scheme}) {
  const lines = [
    ...(scheme === 'auto' ? [] : [`color-scheme: ${scheme};`]),
    ...theme.flatMap(([name, value]) => (cssValue(value) ? [`${name}: ${value};`] : [])),
  ];
  const tags = elements.map(({tagName}) => tagName).join(',\n');
  return lines.length ? `${tags} {\n${indent(lines.join('\n'), 2)}\n}` : '';
}

/** Lines end with `\n` alone: a value may hold what `^` takes for the end of one. */
const indent = (/** @type {string} */ text, /** @type {number} */ by) =>
  text
    .split('\n')
    .map(line => (line ? ' '.repeat(by) + line : line))
    .join('\n');
