import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {kalturaRooms} from 'kaltura-room/server';

const rooms = kalturaRooms({
  partnerId: Number(process.env.KALTURA_PARTNER_ID),
  kafUrl: process.env.KAF_URL,
  credentials: {adminSecret: process.env.KALTURA_ADMIN_SECRET},
  // Who is signed in, and what may they do? Here, everybody on this computer is Jane.
  // Replace this with the session of your application before you go online.
  authorize: request =>
    new URL(request.url).hostname === 'localhost'
      ? {userId: 'jane', firstName: 'Jane', roomModerator: true, createRooms: true}
      : null,
});

const app = new Hono();
app.all('/api/kaltura/*', context => rooms.fetch(context.req.raw));
app.get(
  '/kaltura-room/*',
  serveStatic({
    root: 'node_modules/kaltura-room/dist/cdn',
    rewriteRequestPath: path => path.replace('/kaltura-room', ''),
  }),
);
app.get('*', serveStatic({root: 'public'}));

serve({fetch: app.fetch, hostname: 'localhost', port: 3000}, ({port}) => {
  console.log(`The page is at http://localhost:${port}`);
});
