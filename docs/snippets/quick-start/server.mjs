import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {kalturaRooms} from 'kaltura-room/server';

// Everybody on this computer is Jane. Replace this with the session of your application.
function getUser(request) {
  const isThisComputer = new URL(request.url).hostname === 'localhost';
  return isThisComputer ? {id: 'jane', firstName: 'Jane', isHost: true} : null;
}

const rooms = kalturaRooms({
  partnerId: Number(process.env.KALTURA_PARTNER_ID),
  kafUrl: process.env.KAF_URL,
  credentials: {adminSecret: process.env.KALTURA_ADMIN_SECRET},
  authorize: request => {
    const user = getUser(request);
    if (!user) return null; // 401: nobody is signed in
    return {
      userId: user.id,
      firstName: user.firstName,
      roomModerator: user.isHost,
      createRooms: user.isHost,
    };
  },
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
