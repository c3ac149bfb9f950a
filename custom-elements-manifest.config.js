// @ts-check
import {customElementJetBrainsPlugin} from 'custom-element-jet-brains-integration';
import {customElementVsCodePlugin} from 'custom-element-vs-code-integration';

/*
 * What the elements have, from the comments of their sources, for editors and for the README's
 * tables (https://github.com/webcomponents/custom-elements-manifest).
 */

const OUT = 'dist';
const EDITORS = {outdir: OUT, hideLogs: true};

/** What the browser calls, and no page. */
const CALLBACKS = /^(?:\w+Callback|handleEvent)$/;

/** The types that editors are to spell out. */
const SPELLED_OUT = {
  RequestCredentials: "'omit' | 'same-origin' | 'include'",
};

/** Says of an element what a page can know of it, and nothing else. */
const publicOnly = {
  name: 'public-only',
  /** @param {{customElementsManifest: {modules: Module[]}}} context */
  packageLinkPhase({customElementsManifest: manifest}) {
    for (const module of manifest.modules) {
      module.path = module.path.replace(/^src\/(.*)\.ts$/, `${OUT}/$1.js`);
      for (const one of module.declarations ?? []) tidy(one);
    }
    manifest.modules = manifest.modules.filter(({declarations}) =>
      declarations?.some(({tagName}) => tagName),
    );
  },
};

/**
 * @typedef {{name: string, type?: {text: string}, description?: string, fieldName?: string,
 *   privacy?: string, inheritedFrom?: object, static?: boolean}} Item
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
  for (const {type} of [...declaration.members, ...attributes]) {
    if (!type) continue;
    type.text = type.text.replace(/ \| (?:null|undefined)(?=$| )/g, '');
    for (const [name, text] of Object.entries(SPELLED_OUT))
      type.text = type.text.replace(name, text);
  }
  // The analyzer finds some by itself, and takes what they are made of for their names.
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
  ],
  outdir: OUT,
  litelement: true,
  packagejson: false,
  plugins: [publicOnly, customElementVsCodePlugin(EDITORS), customElementJetBrainsPlugin(EDITORS)],
};
