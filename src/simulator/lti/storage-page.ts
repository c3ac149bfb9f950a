import {html} from 'hono/html';
import {PAGE_HEADERS} from '../kaf/message-page.js';
import type {Login} from './logins.js';

/** A task with the platform's storage, and the address that follows it. */
export type StorageTask =
  /** Stores the state. Without a window of the platform, the page goes to `fallback` instead. */
  | {readonly message: 'lti.put_data'; readonly next: string; readonly fallback: string}
  /** Reads the state, and sends it to the room page. */
  | {readonly message: 'lti.get_data'; readonly next: string};

/** Renders a page whose script, `lti-storage.js`, performs the task or shows an error. */
export async function renderStoragePage(
  {id, state, platform, storageTarget}: Login,
  task: StorageTask,
): Promise<Response> {
  const isPut = task.message === 'lti.put_data';
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Opening the room</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/embeddedrooms/room.css" />
        <script type="module" src="/hosted/lti-storage.js"></script>
      </head>
      <body>
        <main
          class="message"
          id="lti-storage"
          data-message="${task.message}"
          data-target="${storageTarget ?? ''}"
          data-origin="${new URL(platform.authorizationUrl).origin}"
          data-key="lti_state_${id}"
          data-value="${isPut ? state : ''}"
          data-next="${task.next}"
          data-fallback="${isPut ? task.fallback : ''}"
        >
          <h1 id="title">Opening the room…</h1>
          <p id="status" role="status"></p>
          <noscript
            ><p class="problem">
              Scripts are off: add allow-scripts to the sandbox of the frame.
            </p></noscript
          >
          <p class="note">Kaltura simulator</p>
        </main>
      </body>
    </html>`;
  return new Response(page, {headers: PAGE_HEADERS});
}
