// @ts-check
import {
  escapeBrackets,
  isPlain,
  toAngularString,
  toCssValue,
  toHtmlAttribute,
  toJsLiteral,
  toJsString,
  toShortcodeAttribute,
} from './escape.js';

/*
 * Turns the settings of the playground into source files for each framework.
 */

const MAX_LINE_LENGTH = 80;

/**
 * @typedef {{name: string, value: string, kind: import('./manifest.js').Kind}} AttributeValue
 * @typedef {{tagName: string, attributes: AttributeValue[]}} ElementSettings
 * @typedef {object} PageSettings
 * @property {ElementSettings[]} elements
 * @property {[name: string, value: string][]} theme custom properties
 * @property {'auto' | 'light' | 'dark'} scheme
 * @typedef {{name: string, text: string}} File
 * @typedef {{id: string, label: string, note?: string, files: File[]}} Snippet
 * @typedef {(attribute: AttributeValue) => string} AttributeWriter
 * @typedef {object} Handler
 * @property {string} name of the handler function
 * @property {string} event
 * @property {string} property of the event, for the log
 */

/** @type {Record<string, Handler[]>} */
const HANDLERS = {
  'kaltura-room': [
    {name: 'handleReady', event: 'kaltura-room-ready', property: 'confirmed'},
    {name: 'handleError', event: 'kaltura-room-error', property: 'error'},
  ],
  'kaltura-room-creator': [{name: 'handleCreated', event: 'kaltura-room-created', property: 'id'}],
};
const listHandlers = (/** @type {PageSettings} */ {elements}) =>
  elements.flatMap(({tagName}) => HANDLERS[tagName] ?? []);

/**
 * Creates a snippet for each framework.
 * @param {PageSettings} settings
 * @returns {Snippet[]}
 */
export function createSnippets(settings) {
  return [
    createHtmlSnippet(settings),
    createWordPressSnippet(settings),
    createReactSnippet(settings),
    createVueSnippet(settings),
    createSvelteSnippet(settings),
    createAngularSnippet(settings),
  ];
}

/** @type {(settings: PageSettings) => Snippet} */
function createHtmlSnippet(settings) {
  const listeners = settings.elements
    .flatMap(({tagName}) =>
      (HANDLERS[tagName] ?? []).map(
        ({event, property}) =>
          `document.querySelector('${tagName}').addEventListener('${event}', ({${property}}) => {\n  console.log('${event}', ${property});\n});`,
      ),
    )
    .join('\n');
  return {
    id: 'html',
    label: 'HTML',
    note: 'Serve the folder dist/cdn of the package as /kaltura-room. Styles and scripts are files, because a strict Content-Security-Policy forbids inline code.',
    files: [
      {
        name: 'page.html',
        text: [
          '<script type="module" src="/kaltura-room/kaltura-room.js"></script>',
          ...(buildCss(settings) ? ['<link rel="stylesheet" href="rooms.css" />'] : []),
          '<script type="module" src="rooms.js"></script>',
          '',
          ...settings.elements.map(element => buildTag(element, writeInHtml)),
          ...buildNoscript(settings, writeInHtml),
        ].join('\n'),
      },
      {name: 'rooms.js', text: listeners},
      ...buildStylesheet(settings),
    ],
  };
}

/** @type {(settings: PageSettings) => Snippet} */
function createWordPressSnippet(settings) {
  const writeInBlock = (/** @type {AttributeValue} */ attribute) =>
    escapeBrackets(writeInHtml(attribute));
  return {
    id: 'wordpress',
    label: 'WordPress',
    note: 'The plugin in demo/wordpress adds these shortcodes and their endpoints. They accept id, label, loading and share-url. For other attributes, use the block “Custom HTML” and a separate host backend.',
    files: [
      ...settings.elements.map(element => ({
        name:
          element.tagName === 'kaltura-room'
            ? 'Shortcode: a room'
            : 'Shortcode: a form and its room',
        text: buildShortcode(element),
      })),
      {
        name: 'Custom HTML block',
        text: [
          '<script type="module" src="/kaltura-room/kaltura-room.js"></script>',
          ...settings.elements.map(element => buildTag(element, writeInBlock)),
          ...buildNoscript(settings, writeInBlock),
        ].join('\n'),
      },
      ...buildStylesheet(settings, 'Additional CSS'),
    ],
  };
}

/**
 * Builds a link to the page of the room, for browsers without JavaScript. Omits it without a room.
 * @type {(settings: PageSettings, write: AttributeWriter) => string[]}
 */
function buildNoscript({elements}, write) {
  const attributes = elements.flatMap(element => element.attributes);
  const getValue = (/** @type {string} */ name) =>
    attributes.find(attribute => attribute.name === name)?.value;
  const roomId = getValue('room-id');
  if (!roomId) return [];
  const template = getValue('share-url') || '/join/{id}';
  const href = write({name: 'href', value: template.replace('{id}', () => roomId), kind: 'text'});
  return [`<noscript><a ${href}>Join the room</a></noscript>`];
}

/** Attributes of shortcodes by the attribute of the element. */
/** @type {Record<string, Record<string, string>>} */
const SHORTCODE_ATTRIBUTES = {
  'kaltura-room': {'room-id': 'id', label: 'label', loading: 'loading'},
  'kaltura-room-creator': {'share-url': 'share-url'},
};
function buildShortcode(/** @type {ElementSettings} */ {tagName, attributes}) {
  const parts = attributes.flatMap(({name, value}) => {
    const shortcodeName = SHORTCODE_ATTRIBUTES[tagName]?.[name];
    return shortcodeName ? [toShortcodeAttribute(shortcodeName, value)] : [];
  });
  return `[${[tagName.replaceAll('-', '_'), ...parts].join(' ')}]`;
}

/** @type {(settings: PageSettings) => Snippet} */
function createReactSnippet(settings) {
  const elements = settings.elements.map(element =>
    buildTag(element, writeInJsx, ({event, name}) => `on${event}={${name}}`, ' />'),
  );
  const body =
    elements.length === 1
      ? indent(elements.join(), 4)
      : `    <>\n${indent(elements.join('\n'), 6)}\n    </>`;
  return {
    id: 'react',
    label: 'React',
    note: 'For React 19. In TypeScript, add import type {} from "kaltura-room/react/elements" for the types of the tags. The guide describes components, and React 18.',
    files: [
      {
        name: 'Rooms.jsx',
        text: `${buildImports(settings)}\n\n${buildFunctions(settings)}\n\nexport function Rooms() {\n  return (\n${body}\n  );\n}`,
      },
      ...buildStylesheet(settings),
    ],
  };
}

/** @type {(settings: PageSettings) => Snippet} */
function createVueSnippet(settings) {
  const elements = settings.elements.map(element =>
    buildTag(element, writeInVue, ({event, name}) => `@${event}="${name}"`),
  );
  return {
    id: 'vue',
    label: 'Vue',
    files: [
      {
        name: 'Rooms.vue',
        text: `<script setup>\n${buildImports(settings)}\n\n${buildFunctions(settings)}\n</script>\n\n<template>\n${indent(elements.join('\n'), 2)}\n</template>`,
      },
      {
        name: 'vite.config.js',
        text: `import vue from '@vitejs/plugin-vue';\n\nconst isCustomElement = tag => tag.startsWith('kaltura-room');\n\nexport default {\n  plugins: [vue({template: {compilerOptions: {isCustomElement}}})],\n};`,
      },
      ...buildStylesheet(settings),
    ],
  };
}

/** @type {(settings: PageSettings) => Snippet} */
function createSvelteSnippet(settings) {
  const elements = settings.elements.map(element =>
    buildTag(element, writeInJsx, ({event, name}) => `on${event}={${name}}`),
  );
  return {
    id: 'svelte',
    label: 'Svelte',
    note: 'For Svelte 5.',
    files: [
      {
        name: 'Rooms.svelte',
        text: `<script>\n${indent(`${buildImports(settings)}\n\n${buildFunctions(settings)}`, 2)}\n</script>\n\n${elements.join('\n')}`,
      },
      ...buildStylesheet(settings),
    ],
  };
}

/** @type {(settings: PageSettings) => Snippet} */
function createAngularSnippet(settings) {
  const handlers = listHandlers(settings);
  const methods = handlers.map(
    ({name, event, property}) =>
      `  ${name}(event: ${toEventClass(event)}) {\n    console.log('${event}', event.${property});\n  }`,
  );
  const types = handlers.map(({event}) => toEventClass(event));
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
          ...(buildCss(settings) ? ["  styleUrl: './rooms.css',"] : []),
          '  schemas: [CUSTOM_ELEMENTS_SCHEMA],',
          '})',
          'export class RoomsComponent {',
          methods.join('\n\n'),
          '}',
        ].join('\n'),
      },
      {
        name: 'rooms.component.html',
        text: settings.elements
          .map(element =>
            buildTag(element, writeInAngular, ({event, name}) => `(${event})="${name}($event)"`),
          )
          .join('\n'),
      },
      ...buildStylesheet(settings),
    ],
  };
}

/** Returns the class of an event: `RoomReadyEvent` for `kaltura-room-ready`. */
const toEventClass = (/** @type {string} */ event) =>
  `${event
    .replace('kaltura-', '')
    .replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase())}Event`;

/** @type {AttributeWriter} */
const writeInHtml = ({name, value, kind}) =>
  kind === 'boolean' ? name : toHtmlAttribute(name, value);

/**
 * Writes numbers and JSON as literals: most frameworks set a property if the element has it.
 * @type {AttributeWriter}
 */
const writeInJsx = ({name, value, kind}) => {
  if (kind === 'boolean') return name;
  const literal = parseLiteral(value, kind);
  if (literal !== undefined) return `${name}={${literal}}`;
  return isPlain(value) ? `${name}="${value}"` : `${name}={${toJsString(value)}}`;
};

/** @type {AttributeWriter} */
const writeInVue = ({name, value, kind}) => {
  const literal = kind === 'boolean' ? 'true' : parseLiteral(value, kind);
  return literal === undefined
    ? toHtmlAttribute(name, value)
    : toHtmlAttribute(`:${name}`, literal);
};

/**
 * Writes attributes as in HTML, except that Angular would interpolate `{{`.
 * @type {AttributeWriter}
 */
const writeInAngular = attribute => {
  const {name, value, kind} = attribute;
  if (kind !== 'boolean' && /\{\{|\}\}/.test(value))
    return toHtmlAttribute(`[attr.${name}]`, toAngularString(value));
  return writeInHtml(attribute);
};

/** Returns a number or JSON as a literal, or undefined if the value is text or malformed. */
function parseLiteral(/** @type {string} */ value, /** @type {AttributeValue['kind']} */ kind) {
  if (kind !== 'json' && kind !== 'number') return undefined;
  try {
    const parsed = JSON.parse(value);
    const isNumber = typeof parsed === 'number';
    return isNumber === (kind === 'number') ? toJsLiteral(parsed) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Builds the markup of an element, on one line if it fits.
 * @param {ElementSettings} element
 * @param {AttributeWriter} write
 * @param {(handler: Handler) => string} [writeListener]
 * @param {string} [end]
 */
function buildTag({tagName, attributes}, write, writeListener, end = `></${tagName}>`) {
  const handlers = writeListener ? (HANDLERS[tagName] ?? []) : [];
  const parts = [
    ...attributes.map(write),
    ...handlers.map(handler => writeListener?.(handler) ?? ''),
  ];
  const line = `<${[tagName, ...parts].join(' ')}${end}`;
  return line.length <= MAX_LINE_LENGTH
    ? line
    : `<${tagName}\n${indent(parts.join('\n'), 2)}\n${end.trim()}`;
}

const buildImports = (/** @type {PageSettings} */ settings) =>
  ["import 'kaltura-room/define';", ...(buildCss(settings) ? ["import './rooms.css';"] : [])].join(
    '\n',
  );

const buildFunctions = (/** @type {PageSettings} */ settings) =>
  listHandlers(settings)
    .map(
      ({name, event, property}) =>
        `const ${name} = ({${property}}) => console.log('${event}', ${property});`,
    )
    .join('\n');

/**
 * Builds the style sheet, or returns an empty list if nothing is themed.
 * @type {(settings: PageSettings, name?: string) => File[]}
 */
function buildStylesheet(settings, name = 'rooms.css') {
  const text = buildCss(settings);
  return text ? [{name, text}] : [];
}

function buildCss(/** @type {PageSettings} */ {elements, theme, scheme}) {
  const lines = [
    ...(scheme === 'auto' ? [] : [`color-scheme: ${scheme};`]),
    ...theme.flatMap(([name, value]) => (toCssValue(value) ? [`${name}: ${value};`] : [])),
  ];
  const tags = elements.map(({tagName}) => tagName).join(',\n');
  return lines.length ? `${tags} {\n${indent(lines.join('\n'), 2)}\n}` : '';
}

/** Indents lines. It splits at `\n` only: values may contain other characters that `^` matches after. */
const indent = (/** @type {string} */ text, /** @type {number} */ by) =>
  text
    .split('\n')
    .map(line => (line ? ' '.repeat(by) + line : line))
    .join('\n');
