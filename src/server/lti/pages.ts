import {createHash} from 'node:crypto';
import {html, raw} from 'hono/html';

const SUBMIT = 'document.forms[0].submit()';
const SUBMIT_HASH = createHash('sha256').update(SUBMIT).digest('base64');

/** A page and what it may do. */
interface Page {
  readonly body: string;
  readonly policy: string;
}

/**
 * The page that carries `fields` to KAF at once, by the frame it is in (OAuth 2.0 form post
 * response mode). Where scripts are off there is a button.
 * @param action where to; it was on the list
 */
export async function formPostPage(
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<Page> {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const form = html`<form method="post" action="${action}">
      ${inputs}<noscript><button>Open the room</button></noscript>
    </form>
    ${raw(`<script>${SUBMIT}</script>`)}`;
  return {
    body: await page('Opening the room', form),
    // Where KAF redirects to is its own business, and Chromium counts that as the form's action.
    policy: `script-src 'sha256-${SUBMIT_HASH}'; form-action ${new URL(action).origin} https:`,
  };
}

/** The page of a launch that failed, for the guest who sees it in the frame, with the code. */
export async function failedPage(code: string): Promise<Page> {
  const content = html`<h1>The room did not open</h1>
    <p>Please go back to the page and try again.</p>
    <p><code>${code}</code></p>`;
  return {body: await page('The room did not open', content), policy: "form-action 'none'"};
}

const page = async (title: string, content: unknown): Promise<string> =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
      </head>
      <body>
        ${content}
      </body>
    </html>`;
