import {html} from 'hono/html';

/** What every page of the simulator sends: it loads its own script and style, and nothing else. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; " +
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'cache-control': 'no-store',
  // The address holds a KS.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** KAF's page for whoever may not come in, and why. */
export const accessDenied = (why: string): Promise<Response> => respond(403, 'Access Denied', why);

/** KAF's page for a request that it cannot make sense of, and why. */
export const applicationError = (status: 404 | 500, why: string): Promise<Response> =>
  respond(status, 'Application Error', why);

/** A page with a heading and a sentence. */
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
          <h1>${heading}</h1>
          <p>${sentence}</p>
          <p class="note">Kaltura simulator</p>
        </main>
      </body>
    </html>`;
}

async function respond(status: number, heading: string, sentence: string): Promise<Response> {
  return new Response(await messagePage(heading, sentence), {status, headers: PAGE_HEADERS});
}
