import {createHash} from 'node:crypto';
import {Hono} from 'hono';
import {html, raw} from 'hono/html';
import {STRICT_POLICY, pageHeaders, type PageOptions} from '../../csp/page-headers.js';
import {ROOM_ID} from '../../contract/room-id.js';
import {getRoute} from './get-route.js';
import {getTextDirection} from './text-direction.js';

/** Options of {@link roomPages}. */
export interface RoomPagesOptions extends Pick<PageOptions, 'kafUrl' | 'auth' | 'allowOrigins'> {
  /** Address of the script with the elements, such as `/kaltura-room/room.js`. */
  readonly scriptUrl: string;
  /** Address of the token endpoint, such as `/api/kaltura/token`. */
  readonly tokenUrl: string;
  /** Language and text direction of the page and of the element, as a BCP 47 tag; `en` by default. */
  readonly lang?: string;
  /** Title of the page; `Meeting room` by default. */
  readonly title?: string;
}

const STYLE = `:root{color-scheme:light dark;background:light-dark(#f3f5f9,#0f141d);color:light-dark(#141a24,#e6ebf4);font:100%/1.5 system-ui,sans-serif}
body{margin:0;min-block-size:100dvh;display:grid}
kaltura-room{block-size:100dvh;--kaltura-room-background:light-dark(#f3f5f9,#0f141d);--kaltura-room-radius:0}
p{margin:auto;padding:1rem;text-align:center;text-wrap:balance}a{color:light-dark(#1b56c4,#8db6ff)}`;
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The pages of all rooms. */
export interface RoomPages {
  /** Answers `GET …/{roomId}`. You can mount it at any path. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

/**
 * Creates a page for each room at `GET …/{roomId}`, to link to from an email or from a site without
 * scripts. The page contains no secret. It asks for both moderator roles, and the token endpoint decides.
 * @param options the addresses that the page needs
 * @throws RoomError `attribute-invalid` that names the malformed option
 */
export function roomPages({
  scriptUrl,
  tokenUrl,
  lang = 'en',
  title = 'Meeting room',
  ...page
}: RoomPagesOptions): RoomPages {
  const headers = {
    ...pageHeaders({
      ...page,
      scriptUrl,
      tokenUrl,
      policy: {
        ...STRICT_POLICY,
        'style-src': [STYLE_HASH],
        'img-src': ['data:'],
        'frame-ancestors': ["'none'"],
      },
    }),
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  };
  const {allowOrigins = []} = page;
  const app = new Hono({getPath: getRoute}).get('/:roomId', context => {
    const roomId = context.req.param('roomId');
    // Anchored at the start: a search for the punctuation takes quadratic time.
    const tidyId = /^\w+(?=\W*$)/.exec(roomId)?.[0] ?? '';
    if (!ROOM_ID.test(tidyId)) return context.notFound();
    if (tidyId !== roomId) return context.redirect(buildTidyAddress(tidyId, context.req.url));
    return context.html(
      html`<!doctype html>
        <html lang="${lang}" dir="${getTextDirection(lang)}">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>${title}</title>
            <link rel="icon" href="data:," />
            ${raw(`<style>${STYLE}</style>`)}
            <script type="module" src="${scriptUrl}"></script>
          </head>
          <body>
            <noscript
              ><p lang="en" dir="ltr">
                To join, switch on JavaScript for this page, then <a href="">load it again</a>.
              </p></noscript
            >
            <kaltura-room
              room-id="${roomId}"
              token-url="${tokenUrl}"
              kaf-url="${page.kafUrl}"
              allow-origins="${allowOrigins.join(' ')}"
              room-moderator
              chat-moderator
              controls
            ></kaltura-room>
          </body>
        </html>`,
      200,
      headers,
    );
  });
  return {fetch: request => app.fetch(request)};
}

/**
 * Returns the address of a room's page, relative to an address with punctuation after the room ID. Texts
 * and mail programs often link the full stop or the bracket after an address too.
 */
function buildTidyAddress(roomId: string, url: string): string {
  const [path = '', ...query] = url.split('?');
  return [(path.endsWith('/') ? '../' : './') + roomId, ...query].join('?');
}
