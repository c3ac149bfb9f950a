import {Hono} from 'hono';
import {kalturaRooms, roomPages} from '../server/index.js';
import {serveScript} from './kaf/serve-script.js';
import type {Account} from './sessions.js';

/** Where its pages are. */
const PATH = '/share';
/** The files for a script tag: beside the sources as beside what is built of them. */
const SCRIPTS = new URL('../../dist/cdn/', import.meta.url);

/**
 * A host of its own, for links to a room before there is another: a page for each room, and a backend
 * that lets everybody in as a guest. KAF cannot be framed by its own origin, so all of it is on another.
 * @param kafUrl KAF's origin
 * @param origin where the pages are: another name of this machine
 */
export function share({partnerId, adminSecret, now}: Account, kafUrl: string, origin: string) {
  const rooms = kalturaRooms({
    ...{partnerId, kafUrl, credentials: {adminSecret}, now},
    authorize: () => ({userId: 'guest', firstName: 'Guest'}),
    logger: {info: () => {}, error: () => {}},
  });
  const pages = roomPages({
    kafUrl,
    scriptUrl: `${PATH}/scripts/room.js`,
    tokenUrl: `${PATH}/api/token`,
  });
  const app = new Hono()
    .use(async ({req, redirect}, next) => {
      const {host, pathname} = new URL(req.url);
      return host === new URL(origin).host ? next() : redirect(origin + pathname);
    })
    .get('/scripts/:file{(?:languages/)?[\\w-]+\\.js}', context =>
      serveScript(context, new URL(context.req.param('file'), SCRIPTS)).catch(() =>
        context.notFound(),
      ),
    )
    .route('/api', rooms)
    .route('/', pages);
  return {app: new Hono().route(PATH, app), url: `${origin}${PATH}/{id}`};
}
