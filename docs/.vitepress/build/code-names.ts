import type {MarkdownRenderer} from 'vitepress';

/** A token of a fenced code block or of an included snippet. */
type Token = ReturnType<MarkdownRenderer['parse']>[number];

/**
 * Shows the name of a code block above it: of `<<< @/snippets/a.js [a.js]`, and of a fence with the
 * info `js [a.js]`. VitePress shows names only as the tabs of a code group, which stay as they are.
 */
export function showCodeNames(markdown: MarkdownRenderer): void {
  const names = new WeakMap<Token, string>();
  let lines: readonly string[] = [];
  markdown.core.ruler.before('block', 'read-code-names', state => {
    lines = state.src.split('\n');
    state.src = lines.map(removeUnreadableName).join('\n');
  });
  markdown.core.ruler.push('code-names', ({tokens}) => {
    let groups = 0;
    for (const token of tokens) {
      if (token.type === 'container_code-group_open') groups++;
      if (token.type === 'container_code-group_close') groups--;
      if (token.type !== 'fence' || groups > 0) continue;
      // VitePress gives each snippet a title, so only the line shows whether the page names it.
      const name = readCodeName(lines[token.map?.[0] ?? -1] ?? '');
      if (name) names.set(token, name);
    }
  });
  const {fence} = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const block = fence?.(tokens, index, ...rest) ?? '';
    const name = names.get(tokens[index]!);
    if (name === undefined) return block;
    const caption = `<figcaption>${markdown.utils.escapeHtml(name)}</figcaption>`;
    return `<figure class="named-code">${caption}${block}</figure>`;
  };
}

/** Returns the name at the end of a line that starts a code block, or undefined without a name. */
export function readCodeName(line: string): string | undefined {
  return /^ *(?:<<<|`{3,}).*? \[(.+)\] *$/.exec(line)?.[1];
}

/**
 * Removes the name of an include whose path contains `[`. VitePress and the plugin for language models
 * look for the name at the first bracket, and would not find the file.
 */
export function removeUnreadableName(line: string): string {
  return line.replace(/^( *<<< \S*\[\S*) \[.+\] *$/, '$1');
}
