import {Hono} from 'hono';
import {kalturaRooms, roomPages, type KafRole, type LaunchPrivileges} from '../server/index.js';
import {serveScript} from './kaf/serve-script.js';
import type {Instance} from './instance-options.js';
import type {Account} from './sessions.js';

const PATH = '/share';
/** The built files for a script tag. The path is the same from the sources and from the build. */
const SCRIPTS = new URL('../../dist/cdn/', import.meta.url);

/**
 * Creates a page for each room, with a host backend that admits every visitor as a guest. With them,
 * links to rooms work before a host exists.
 * @param instance rules that the launches must follow
 * @param kafUrl KAF's origin
 * @param origin origin of the pages, another name of this machine: a page of KAF's own origin could
 *   not frame KAF
 */
export function createGuestPages(
  {partnerId, adminSecret, now}: Account,
  {viewRoomPath, ksIn, allowedRoles, requiredPrivileges}: Instance,
  kafUrl: string,
  origin: string,
) {
  const rooms = kalturaRooms({
    partnerId,
    kafUrl,
    credentials: {adminSecret},
    now,
    viewRoomPath,
    ksIn,
    authorize: () => ({
      userId: 'guest',
      firstName: 'Guest',
      // The server validates the role.
      role: allowedRoles?.[0] as KafRole | undefined,
    }),
    launchPrivileges: ({userId, roomId}) => {
      const values: LaunchPrivileges = {
        userId,
        email: 'guest@example.com',
        locale: 'en',
        returnUrl: origin,
        contextId: roomId,
        userContextualRole: 3,
        resourceId: roomId,
        eventId: roomId,
      };
      return Object.fromEntries(
        Object.entries(values).filter(([name]) => requiredPrivileges.includes(name)),
      );
    },
    logger: {info: () => {}, error: () => {}},
  });
  const pages = roomPages({
    kafUrl,
    scriptUrl: `${PATH}/scripts/room.js`,
    tokenUrl: `${PATH}/api/token`,
  });
  const app = new Hono()
    .use(async ({req, body, redirect}, next) => {
      if (!URL.canParse(req.url)) return body(null, 400);
      const {host, pathname} = new URL(req.url);
      return host === new URL(origin).host ? next() : redirect(origin + pathname);
    })
    .get('/scripts/:file{(?:languages/)?[\\w-]+\\.js}', context =>
      serveScript(context, new URL(context.req.param('file'), SCRIPTS)).catch(() =>
        context.notFound(),
      ),
    )
    .all('/api/*', ({req}) => rooms.fetch(req.raw))
    .get('/*', ({req}) => pages.fetch(req.raw));
  return {app: new Hono().route(PATH, app), url: `${origin}${PATH}/{id}`};
}
