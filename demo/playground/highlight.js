// @ts-check
import {make} from './dom.js';

/*
 * Colours for code of any language here, by words alone.
 */
const TOKENS =
  /(?<comment><!--[^]*?-->|\/\*[^]*?\*\/)|(?<string>"[^"\n]*"|'(?:[^'\\\n]|\\.)*')|(?<tag><\/?[a-z][\w-]*|\/?>)|(?<name>[\w@:()[\].-]+(?==["'{])|--[\w-]+|^[A-Z][\w-]+(?=: ))|(?<word>(?<![-\w])(?:import|from|export|default|const|function|return|class|type)(?![-\w]))/gm;

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function highlighted(text) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  let from = 0;
  for (const {0: token, index, groups = {}} of text.matchAll(TOKENS)) {
    const kind = Object.keys(groups).find(name => groups[name] !== undefined) ?? '';
    nodes.push(text.slice(from, index), make('span', {class: kind}, token));
    from = index + token.length;
  }
  return [...nodes, text.slice(from)];
}
