// @ts-check
import {createElement} from './dom.js';

/** Tokens of all languages of the snippets. The name of a group is a CSS class. */
const TOKENS =
  /(?<comment><!--[^]*?-->|\/\*[^]*?\*\/)|(?<string>"[^"\n]*"|'(?:[^'\\\n]|\\.)*')|(?<tag><\/?[a-z][\w-]*|\/?>)|(?<name>[\w@:()[\].-]+(?==["'{])|--[\w-]+|^[A-Z][\w-]+(?=: ))|(?<word>(?<![-\w])(?:import|from|export|default|const|function|return|class|type)(?![-\w]))/gm;

/**
 * Highlights code.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function highlight(text) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  let end = 0;
  for (const {0: token, index, groups = {}} of text.matchAll(TOKENS)) {
    const kind = Object.keys(groups).find(name => groups[name] !== undefined) ?? '';
    nodes.push(text.slice(end, index), createElement('span', {class: kind}, token));
    end = index + token.length;
  }
  return [...nodes, text.slice(end)];
}
