import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {kalturaRooms} from 'kaltura-room/server';

const rooms = kalturaRooms({
  partnerId: Number(process.env.KALTURA_PARTNER_ID),
  kafUrl: process.env.KAF_URL,
  credentials: {adminSecret: process.env.KALTURA_ADMIN_SECRET},
  // Who is signed in, and what may they do? On this computer,
  // everybody is Jane. Replace this before you go online.
  authorize: request => {
    // A proxy can change the server's address, but not the page's.
    const page = request.headers.get('origin') ?? request.url;
    // Nobody is signed in.
    if (![request.url, page].every(isLocal)) return null;
    return {
      userId: 'jane',
      firstName: 'Jane',
      roomModerator: true,
      createRooms: true,
    };
  },
});

/** @param {string} url */
function isLocal(url) {
  return /^http:\/\/localhost[:/]/.test(url);
}

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

const address = {hostname: 'localhost', port: 3000};
serve({fetch: app.fetch, ...address}, ({port}) => {
  console.log(`The page is at http://localhost:${port}`);
});
