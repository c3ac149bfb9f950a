import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitepress';
import {showCodeNames} from './build/code-names.js';
import {readSummary} from './build/page-summary.js';
import {llmsPlugin} from './build/llms-plugin.js';
import {markBackend} from './build/mark-backend.js';
import {searchOptions} from './build/search-options.js';

/*
 * The documentation site. `npm run docs` serves it while you write, `npm run docs:build` builds it,
 * and `npm start` serves the built site at `/docs/`.
 */

const DESCRIPTION =
  'Put a Kaltura meeting room on any web page: two custom elements, a host backend and a simulator.';
const base = process.env['DOCS_BASE'] ?? '/docs/';
/** The demo's server, which `npm run docs` starts. */
const backendUrl = process.env['DOCS_BACKEND'];

export default defineConfig({
  title: 'kaltura-room',
  description: DESCRIPTION,
  lang: 'en',
  base,
  head: [
    ['link', {rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg`}],
    ['meta', {name: 'color-scheme', content: 'light dark'}],
  ],
  srcExclude: ['snippets/**', 'reference/_generated/**'],
  // A dead link fails the build.
  ignoreDeadLinks: false,
  markdown: {config: showCodeNames},
  vue: {
    template: {
      compilerOptions: {isCustomElement: tag => tag.startsWith('kaltura-room')},
    },
  },
  vite: {
    plugins: [llmsPlugin(DESCRIPTION), backendUrl ? markBackend() : undefined],
    resolve: {
      // The pages load the elements that `npm run build` has built.
      alias: {
        'kaltura-room/define': fileURLToPath(new URL('../../dist/define.js', import.meta.url)),
      },
    },
    server: {
      // The elements send their requests to the host backend of the demo.
      ...(backendUrl && {proxy: {[`^(?!${base})`]: backendUrl}}),
    },
  },
  transformPageData({description, frontmatter, filePath}) {
    if (frontmatter['layout'] === 'home' || description) return;
    const summary = readSummary(fileURLToPath(new URL(`../${filePath}`, import.meta.url)));
    return summary ? {description: summary} : undefined;
  },
  async buildEnd({outDir}) {
    // A variable keeps the import out of the bundle of this file.
    const url = new URL('../../demo/playground/build.js', import.meta.url).href;
    const {buildPlayground} = (await import(url)) as {
      buildPlayground: (target: string) => void;
    };
    buildPlayground(`${outDir}/playground-app`);
  },
  themeConfig: {
    logo: '/icon.svg',
    search: {provider: 'local', options: searchOptions},
    externalLinkIcon: true,
    outline: [2, 3],
    nav: [
      {text: 'Guide', link: '/guide/getting-started', activeMatch: '^/guide/'},
      {text: 'Server', link: '/server/', activeMatch: '^/server/'},
      {text: 'Tools', link: '/tools/simulator', activeMatch: '^/tools/'},
      {text: 'Reference', link: '/reference/', activeMatch: '^/reference/'},
      {text: 'Playground', link: '/playground'},
    ],
    sidebar: [
      {
        text: 'Guide',
        items: [
          {text: 'Getting started', link: '/guide/getting-started'},
          {text: 'Script tag and CDN', link: '/guide/script-tag'},
          {text: 'Bundlers', link: '/guide/bundlers'},
          {text: 'Creating rooms', link: '/guide/creating-rooms'},
          {text: 'Room lifecycle', link: '/guide/room-lifecycle'},
          {text: 'Events and errors', link: '/guide/events-and-errors'},
          {text: 'Styling', link: '/guide/styling'},
          {text: 'Localization', link: '/guide/localization'},
          {text: 'Pages without scripts', link: '/guide/pages-without-scripts'},
          {text: 'Testing your integration', link: '/guide/testing'},
        ],
      },
      {
        text: 'Frameworks and CMS',
        collapsed: true,
        items: [
          {text: 'React', link: '/guide/frameworks/react'},
          {text: 'Next.js', link: '/guide/frameworks/next'},
          {text: 'Vue', link: '/guide/frameworks/vue'},
          {text: 'Nuxt', link: '/guide/frameworks/nuxt'},
          {text: 'Svelte', link: '/guide/frameworks/svelte'},
          {text: 'SvelteKit', link: '/guide/frameworks/sveltekit'},
          {text: 'Angular', link: '/guide/frameworks/angular'},
          {text: 'Solid', link: '/guide/frameworks/solid'},
          {text: 'Preact', link: '/guide/frameworks/preact'},
          {text: 'Astro', link: '/guide/frameworks/astro'},
          {text: 'Turbo and htmx', link: '/guide/frameworks/turbo-and-htmx'},
          {text: 'WordPress', link: '/guide/frameworks/wordpress'},
        ],
      },
      {
        text: 'Server',
        items: [
          {text: 'Setup', link: '/server/'},
          {text: 'Authorize requests', link: '/server/authorize'},
          {text: 'Credentials', link: '/server/credentials'},
          {text: 'KS, LTI 1.1 and LTI 1.3', link: '/server/authentication'},
          {text: 'Idempotency and Redis', link: '/server/idempotency'},
          {text: 'Behind a proxy', link: '/server/proxy'},
          {text: 'Page headers', link: '/server/page-headers'},
          {text: 'Options for your Kaltura instance', link: '/server/kaltura-options'},
          {text: 'Frameworks and runtimes', link: '/server/runtimes'},
          {text: 'Other languages', link: '/server/other-languages'},
        ],
      },
      {
        text: 'Tools',
        items: [
          {text: 'Simulator', link: '/tools/simulator'},
          {text: 'Command line', link: '/tools/command-line'},
          {text: 'Playground', link: '/playground'},
        ],
      },
      {
        text: 'Reference',
        // VitePress renders the text as HTML.
        items: [
          {text: 'Overview', link: '/reference/'},
          {text: '&lt;kaltura-room&gt;', link: '/reference/kaltura-room'},
          {text: '&lt;kaltura-room-creator&gt;', link: '/reference/kaltura-room-creator'},
          {text: 'Browser API', link: '/reference/browser-api'},
          {text: 'Error codes', link: '/reference/error-codes'},
          {text: 'Failure matrix', link: '/reference/failure-matrix'},
          {text: 'HTTP API', link: '/reference/http-api'},
          {text: 'Server API', link: '/reference/server-api'},
          {text: 'Page headers API', link: '/reference/csp-api'},
          {text: 'Simulator API', link: '/reference/simulator-api'},
        ],
      },
      {
        text: 'Explanation',
        items: [
          {text: 'Architecture', link: '/explanation/architecture'},
          {text: 'Security model', link: '/explanation/security'},
          {text: 'Isolated pages', link: '/explanation/isolated-pages'},
          {text: 'Performance', link: '/explanation/performance'},
          {text: 'Accessibility', link: '/explanation/accessibility'},
          {text: 'Glossary', link: '/explanation/glossary'},
        ],
      },
      {
        text: 'Contributing',
        items: [
          {text: 'Setup', link: '/contributing/'},
          {text: 'Source tree', link: '/contributing/source-tree'},
          {text: 'Tests', link: '/contributing/tests'},
          {text: 'Style', link: '/contributing/style'},
          {text: 'Releasing', link: '/contributing/releasing'},
        ],
      },
    ],
    docFooter: {prev: 'Previous', next: 'Next'},
  },
});
