import {html, raw} from 'hono/html';
import {getTextDirection} from '../../server/http/text-direction.js';
import {PAGE_HEADERS} from './message-page.js';
import {TEMPLATES, type Room} from '../rooms.js';

/** The user whom the room page shows, with their roles. */
export interface Visitor {
  readonly userId: string;
  /** Display name; never empty. */
  readonly name: string;
  readonly isRoomModerator: boolean;
  readonly isChatModerator: boolean;
  /** KAF role of the launch. */
  readonly role: string | undefined;
  /** Language of the page. */
  readonly language: string;
  /** An http or https address. */
  readonly returnUrl: string | undefined;
}

/** Renders the page of a room. `html` escapes all values, which may come from clients. */
export async function renderRoomPage(room: Room, visitor: Visitor): Promise<Response> {
  const template = TEMPLATES.find(({id}) => id === room.templateRoomEntryId) ?? TEMPLATES[0];
  const page = await html`<!doctype html>
    <html lang="${visitor.language}" dir="${getTextDirection(visitor.language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${room.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/embeddedrooms/room.css" />
        <script type="module" src="/embeddedrooms/room-client.js"></script>
      </head>
      <body data-template="${template.id}">
        <main id="room">
          <header>
            <div>
              <h1 id="title" tabindex="-1">${room.name}</h1>
              ${room.description && html`<p class="description">${room.description}</p>`}
            </div>
            <ul class="tags" aria-label="About this room">
              ${[template.name, ...parseTags(room)].map(tag => html`<li>${tag}</li>`)}
            </ul>
          </header>
          <section class="stage" aria-label="Stage">
            <figure class="tile">
              <span class="avatar" aria-hidden="true">${getInitials(visitor.name)}</span>
              <video
                id="camera-preview"
                aria-label="Your camera"
                autoplay
                muted
                playsinline
                hidden
              ></video>
              <meter id="microphone-level" aria-label="Your microphone" max="0.5" hidden></meter>
              <figcaption>You</figcaption>
            </figure>
            <figure class="tile" hidden>
              <video
                id="screen-preview"
                aria-label="Your screen"
                autoplay
                muted
                playsinline
              ></video>
              <figcaption>Your screen</figcaption>
            </figure>
          </section>
          <section class="visitor" aria-label="You">
            <p class="name">${visitor.name}</p>
            ${visitor.userId && html`<p class="user-id">${visitor.userId}</p>`}
            ${visitor.role && html`<p class="kaf-role">${visitor.role}</p>`}
            <ul class="roles" aria-label="Your role">
              ${getRoles(visitor).map(role => html`<li>${role}</li>`)}
            </ul>
          </section>
          <div class="controls" role="group" aria-label="Devices">
            ${renderToggle('camera', 'Camera', 'M3 7h11v10H3zM14 11l6-3v8l-6-3z')}
            ${renderToggle('microphone', 'Microphone', 'M9 4h6v9H9zM6 11v2l3 3h6l3-3v-2M12 16v4')}
            ${renderToggle('screen', 'Share screen', 'M3 5h18v11H3zM9 20h6M12 13V8M9.500 10.500 12 8l2.500 2.500')}
            <button id="leave" type="button">
              ${renderIcon('M14 4H5v16h9M10 12h10M17 9l3 3-3 3')}Hang up
            </button>
          </div>
          ${
            visitor.returnUrl &&
            html`<a id="return" href="${visitor.returnUrl}" target="_top">Return</a>`
          }
          <p id="status" role="status"></p>
          <noscript
            ><p class="problem">
              Scripts are off: add allow-scripts to the sandbox of the frame.
            </p></noscript
          >
          <p class="note">Kaltura simulator, room ${room.id}</p>
        </main>
        <main id="left" class="message" hidden>
          ${renderIcon('M14 4H5v16h9M10 12h10M17 9l3 3-3 3')}
          <h1 id="left-title" tabindex="-1">You left the room.</h1>
          <button id="rejoin" type="button">Rejoin the session</button>
        </main>
      </body>
    </html>`;
  return new Response(page, {headers: PAGE_HEADERS});
}

function getRoles({isRoomModerator, isChatModerator}: Visitor): readonly string[] {
  const roles = [
    ...(isRoomModerator ? ['Room moderator'] : []),
    ...(isChatModerator ? ['Chat moderator'] : []),
  ];
  return roles.length > 0 ? roles : ['Participant'];
}

const parseTags = (room: Room): readonly string[] =>
  room.tags
    .split(',')
    .map(tag => tag.trim())
    .filter(tag => tag !== '');

const getInitials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map(word => ([...word][0] ?? '').toUpperCase())
    .join('');

const renderToggle = (id: string, label: string, path: string) =>
  html`<button id="${id}" type="button" aria-pressed="false">${renderIcon(path)}${label}</button>`;

const renderIcon = (path: string) =>
  raw(`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`);
