// @ts-check

/*
 * What `dist/custom-elements.json` says of the elements, as the controls need it.
 */

/**
 * @typedef {{name: string, type: {text: string}, description: string}} Attribute
 * @typedef {object} Declaration
 * @property {string} tagName
 * @property {Attribute[]} attributes
 * @property {{name: string}[]} events
 * @property {{name: string, description: string}[]} cssProperties
 * @property {{name: string, description: string}[]} cssStates
 * @typedef {'boolean' | 'number' | 'text' | 'choice' | 'json'} Kind
 */

/**
 * The elements by their tag names.
 * @param {{modules: {declarations?: unknown[]}[]}} manifest
 * @returns {Map<string, Declaration>}
 */
export function elementsOf(manifest) {
  const declarations = /** @type {Declaration[]} */ (
    manifest.modules.flatMap(({declarations = []}) => declarations)
  );
  return new Map(
    declarations.filter(({tagName}) => tagName).map(element => [element.tagName, element]),
  );
}

/**
 * What a control of this type is, and what there is to choose from.
 * @param {string} type such as `boolean` or `'omit' | 'include'`
 * @returns {{kind: Kind, choices: string[]}}
 */
export function controlOf(type) {
  if (type === 'boolean' || type === 'number') return {kind: type, choices: []};
  if (type === 'string') return {kind: 'text', choices: []};
  if (/^'[^']*'( \| '[^']*')*$/.test(type))
    return {kind: 'choice', choices: [...type.matchAll(/'([^']*)'/g)].map(([, one = '']) => one)};
  return {kind: 'json', choices: []};
}
