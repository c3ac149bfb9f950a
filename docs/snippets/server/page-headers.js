import {Hono} from 'hono';
import {html} from 'hono/html';
import {pageHeaders} from 'kaltura-room/csp';

export const app = new Hono();
// #region page
app.get('/rooms/:roomId', context => {
  // A new nonce for each answer.
  const nonce = crypto.randomUUID();
  const headers = pageHeaders({kafUrl: process.env.KAF_URL, nonce});
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Town hall</title>
        <script
          type="module"
          nonce="${nonce}"
          src="/kaltura-room/room.js"
        ></script>
      </head>
      <body>
        <kaltura-room
          room-id="${context.req.param('roomId')}"
          token-url="/api/kaltura/token"
        ></kaltura-room>
      </body>
    </html>`;
  return context.html(page, 200, headers);
});
// #endregion page
