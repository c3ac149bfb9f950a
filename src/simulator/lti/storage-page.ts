import {html} from 'hono/html';
import {PAGE_HEADERS} from '../kaf/message-page.js';
import type {Login} from './logins.js';

/** What a page is to do at the platform's storage, and where it then goes. */
export type StorageTask =
  /** Keep the state, then go to the authorization URL; in a tab of its own, to `alone` instead. */
  | {readonly message: 'lti.put_data'; readonly next: string; readonly alone: string}
  /** Ask for the state, then take it to the room. */
  | {readonly message: 'lti.get_data'; readonly next: string};

/** A page whose script, `lti-storage.js`, does the task, and says so where it cannot. */
export async function storagePage(
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
          data-alone="${isPut ? task.alone : ''}"
        >
          <h1 id="title">Opening the room…</h1>
          <p id="status" role="status"></p>
          <noscript
            ><p class="problem">
              Scripts are off: the frame's sandbox needs allow-scripts.
            </p></noscript
          >
          <p class="note">Kaltura simulator</p>
        </main>
      </body>
    </html>`;
  return new Response(page, {headers: PAGE_HEADERS});
}
