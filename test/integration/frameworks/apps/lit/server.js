import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {Hono} from 'hono';
import {loadTranslation} from 'kaltura-room';
import 'kaltura-room/define';
import {page, start} from './page.js';

const app = new Hono()
  .get('/', async context => {
    const lang = /^(de|ar|fr)$/.exec(context.req.query('lang'))?.[0] ?? 'en';
    // Of French this server has no words.
    if (lang !== 'fr') await loadTranslation(lang);
    return context.html(`<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8" />
    <title>lit</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/main.js"></script>
  </head>
  <body>
    <div id="app">${await collectResult(render(page({...start, lang})))}</div>
  </body>
</html>`);
  })
  .use(serveStatic({root: new URL('.build', import.meta.url).pathname}));

serve({fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT)});
