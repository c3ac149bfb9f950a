// @ts-check

/*
 * Reads the custom elements manifest (`dist/custom-elements.json`) for the controls.
 */

/**
 * @typedef {{name: string, type: {text: string}, description: string}} Attribute
 * @typedef {object} Declaration
 * @property {string} tagName
 * @property {Attribute[]} attributes
 * @property {{name: string}[]} events
 * @property {{name: string, description: string}[]} cssProperties
 * @property {{name: string, description: string}[]} cssStates
 * @typedef {{element: HTMLElement, declaration: Declaration}} DeclaredElement
 * @typedef {'boolean' | 'number' | 'text' | 'choice' | 'json'} Kind
 */

/**
 * Returns the declarations of the elements by their tag names.
 * @param {{modules: {declarations?: unknown[]}[]}} manifest
 * @returns {Map<string, Declaration>}
 */
export function parseManifest(manifest) {
  const declarations = /** @type {Declaration[]} */ (
    manifest.modules.flatMap(({declarations = []}) => declarations)
  );
  return new Map(
    declarations
      .filter(({tagName}) => tagName)
      .map(declaration => [declaration.tagName, declaration]),
  );
}

/**
 * Returns the kind of control for a type, and its choices.
 * @param {string} type such as `boolean` or `'omit' | 'include'`
 * @returns {{kind: Kind, choices: string[]}}
 */
export function parseControlType(type) {
  if (type === 'boolean' || type === 'number') return {kind: type, choices: []};
  if (type === 'string') return {kind: 'text', choices: []};
  if (/^'[^']*'( \| '[^']*')*$/.test(type))
    return {
      kind: 'choice',
      choices: [...type.matchAll(/'([^']*)'/g)].map(([, choice = '']) => choice),
    };
  return {kind: 'json', choices: []};
}
