import type {Plugin} from 'vite';
import llmstxt from 'vitepress-plugin-llms';
import {removeUnreadableName} from './code-names.js';
import {summarizePage} from './page-summary.js';

/**
 * Writes `llms.txt`, `llms-full.txt` and a Markdown file for each page, for language models.
 *
 * The plugin gets a copy of each page: with a description, and with each included snippet as a
 * paragraph of its own. It expands only one snippet of a paragraph, so a code group would lose the
 * others. VitePress still gets the page as it is written.
 */
export function llmsPlugin(description: string): Plugin[] {
  const [collector, writer] = llmstxt({description, injectLLMHint: false});
  const collect = collector.transform as (content: string, id: string) => Promise<unknown>;
  return [
    {
      ...collector,
      async transform(content: string, id: string) {
        // A page without text has nothing for a model.
        if (id.endsWith('.md') && summarizePage(content))
          await collect.call(this, prepareForModels(content), id);
      },
    },
    writer,
  ];
}

/** Returns a page as the plugin needs it. */
export function prepareForModels(markdown: string): string {
  const page = markdown
    .replace(/\r\n/g, '\n')
    .replace(/^:::+ *code-group.*$/gm, '')
    .replace(/^ *<<< .*$/gm, line => `\n${removeUnreadableName(line)}\n`);
  const summary = summarizePage(page);
  if (!summary || /^---\n.*?^description:.*?^---$/ms.test(page)) return page;
  const line = `description: ${JSON.stringify(summary)}\n`;
  return page.startsWith('---\n')
    ? page.replace('---\n', `$&${line}`)
    : `---\n${line}---\n\n${page}`;
}
