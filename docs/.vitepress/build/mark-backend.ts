import type {Plugin} from 'vite';

/**
 * Marks the pages of the development server, because its proxy reaches the demo's server.
 * `demo/docs.js` marks the built pages.
 */
export function markBackend(): Plugin {
  return {
    name: 'mark-backend',
    transformIndexHtml: html => html.replace('<html', '<html data-backend="simulator"'),
  };
}
