// @ts-check
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {STRICT_POLICY, pageHeaders} from 'kaltura-room/csp';

/*
 * The built documentation, at `/docs/`. Its pages contain live elements if there is a simulator.
 */

export const DOCS = fileURLToPath(new URL('../docs/.vitepress/dist', import.meta.url));

/**
 * Creates the routes of the documentation. Without a built documentation, they answer 404.
 * @param {object} options
 * @param {string} options.kafUrl
 * @param {'ks' | 'lti-1.1' | 'lti-1.3'} options.auth
 * @param {boolean} options.hasSimulator
 */
export function createDocsRoutes({kafUrl, auth, hasSimulator}) {
  return new Hono()
    .get('/docs', context => context.redirect('/docs/'))
    .use('/docs/*', async (context, next) => {
      await next();
      if (!context.res.headers.get('content-type')?.startsWith('text/html')) return;
      const html = await context.res.text();
      const headers = pageHeaders({kafUrl, auth, policy: buildPolicy(html)});
      // Otherwise Hono keeps the headers of the response, such as its length.
      context.res = undefined;
      context.res = new Response(hasSimulator ? markBackend(html) : html, {
        headers: {...headers, 'content-type': 'text/html; charset=utf-8'},
      });
    })
    .use(
      '/docs/*',
      serveStatic({root: DOCS, rewriteRequestPath: path => path.slice('/docs'.length)}),
    );
}

/** Returns whether `npm run docs:build` has built the documentation. */
export function hasDocs() {
  return existsSync(`${DOCS}/index.html`);
}

/**
 * Marks a page of VitePress, so that it shows the elements instead of screenshots. The static
 * playground has a mark of its own.
 * @param {string} html
 */
function markBackend(html) {
  return html.replace(
    '<html lang="en" dir="ltr">',
    '<html lang="en" dir="ltr" data-backend="simulator">',
  );
}

/**
 * Returns the policy of a page of VitePress. It has inline scripts, whose hashes the policy lists, and
 * inline styles. Vue creates elements from text, which Trusted Types forbid.
 * @param {string} html
 */
function buildPolicy(html) {
  const policy = Object.fromEntries(
    Object.entries(STRICT_POLICY).filter(([name]) => !name.includes('trusted-types')),
  );
  const hashes = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>(.*?)<\/script>/gs)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return {
    ...policy,
    'script-src': ["'self'", ...hashes],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
  };
}
