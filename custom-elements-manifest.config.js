// @ts-check
import {customElementJetBrainsPlugin} from 'custom-element-jet-brains-integration';
import {customElementVsCodePlugin} from 'custom-element-vs-code-integration';

/*
 * The custom elements manifest, from the comments of the elements. Editors and the generated pages of
 * `docs/reference` use it (https://github.com/webcomponents/custom-elements-manifest).
 */

const OUT = 'dist';
const EDITORS = {outdir: OUT, hideLogs: true};

/** Version of the manifest's schema. The analyzer writes 1.0.0, which has no `cssStates`. */
const SCHEMA_VERSION = '2.1.0';

/** Names of methods that only the browser calls. */
const CALLBACKS = /^(?:\w+Callback|handleEvent)$/;

/** Types that editors show in full. */
const SPELLED_OUT = {
  "CreationState['status']": "'editing' | 'creating' | 'created' | 'failed'",
  RequestCredentials: "'omit' | 'same-origin' | 'include'",
};

/** Keeps only the public API of the elements. */
const publicOnly = {
  name: 'public-only',
  /** @param {{customElementsManifest: {schemaVersion: string, modules: Module[]}}} context */
  packageLinkPhase({customElementsManifest: manifest}) {
    manifest.schemaVersion = SCHEMA_VERSION;
    for (const module of manifest.modules) {
      module.path = toBuiltPath(module.path);
      for (const declaration of module.declarations ?? []) tidy(declaration);
    }
    manifest.modules = manifest.modules.filter(({declarations}) =>
      declarations?.some(({tagName}) => tagName),
    );
  },
};

/** @param {string} path of a source */
const toBuiltPath = path => path.replace(/^src\/(.*)\.ts$/, `${OUT}/$1.js`);

/**
 * @typedef {{name: string, type?: {text: string}, description?: string, default?: string,
 *   fieldName?: string, privacy?: string, inheritedFrom?: {module: string}, static?: boolean}} Item
 * @typedef {{tagName?: string, members?: Item[], attributes?: Item[], events?: Item[],
 *   cssStates?: Item[]}} Declaration
 * @typedef {{path: string, declarations?: Declaration[]}} Module
 * @param {Declaration} declaration
 */
function tidy(declaration) {
  const {members = [], attributes = [], events = []} = declaration;
  declaration.members = members.filter(
    ({name, privacy}) =>
      !name.startsWith('#') && !/private|protected/.test(privacy ?? '') && !CALLBACKS.test(name),
  );
  for (const item of [...declaration.members, ...attributes]) {
    // Removes the quotes of string literals, and names of constants.
    if (item.default) item.default = item.default.replace(/^'(.*)'$/, '$1');
    if (item.default === item.default?.toUpperCase() && !Number(item.default)) delete item.default;
    if (item.inheritedFrom) item.inheritedFrom.module = toBuiltPath(item.inheritedFrom.module);
    const {type} = item;
    if (!type) continue;
    type.text = type.text.replace(/ \| (?:null|undefined)(?=$| )/g, '');
    for (const [name, text] of Object.entries(SPELLED_OUT))
      type.text = type.text.replace(name, text);
  }
  // The analyzer also finds dispatched events, and takes the class for the name.
  declaration.events = events
    .filter(
      ({description}) => description?.startsWith('{@link ') || /^`\w+`/.test(description ?? ''),
    )
    .map(event => {
      const [, type = '', description = ''] =
        /^(?:\{@link |`)(\w+)[}`]: (.*)$/s.exec(event.description ?? '') ?? [];
      return {...event, type: {text: type}, description};
    });
}

export default {
  globs: [
    'src/room/kaltura-room-element.ts',
    'src/creator/kaltura-room-creator-element.ts',
    'src/creator/form-control-element.ts',
    'src/browser/kaltura-element.ts',
  ],
  outdir: OUT,
  litelement: true,
  packagejson: false,
  plugins: [publicOnly, customElementVsCodePlugin(EDITORS), customElementJetBrainsPlugin(EDITORS)],
};
