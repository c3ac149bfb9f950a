import {html, raw} from 'hono/html';

const ICON =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3 22 20H2zM12 9.500v4.500M12 17v0"/></svg>';

/** Headers of every page of the simulator. A page loads only the simulator's own script and style. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; " +
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'cache-control': 'no-store',
  // The address of the room page contains a KS.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Creates KAF's Access Denied page, with a reason. */
export const accessDenied = (reason: string): Promise<Response> =>
  createResponse(403, 'Access Denied', reason);

/** Creates KAF's Application Error page for an invalid request, with a reason. */
export const applicationError = (status: 404 | 500, reason: string): Promise<Response> =>
  createResponse(status, 'Application Error', reason);

/** Renders a page with a heading and a sentence. */
export async function messagePage(heading: string, sentence: string): Promise<string> {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${heading}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/embeddedrooms/room.css" />
      </head>
      <body>
        <main class="message">
          ${raw(ICON)}
          <h1>${heading}</h1>
          <p>${sentence}</p>
          <p class="note">Kaltura simulator</p>
        </main>
      </body>
    </html>`;
}

async function createResponse(
  status: number,
  heading: string,
  sentence: string,
): Promise<Response> {
  return new Response(await messagePage(heading, sentence), {status, headers: PAGE_HEADERS});
}
