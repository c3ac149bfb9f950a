import {createHash} from 'node:crypto';
import {html, raw} from 'hono/html';

const SUBMIT = 'document.forms[0].submit()';
const STYLE = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{display:grid;place-content:center;gap:.5rem;min-block-size:100dvh;margin:0;padding:1rem;box-sizing:border-box;text-align:center}
h1{font-size:1.25rem;margin:0}p{margin:0}code{opacity:.7}`;
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

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
    // Without an origin, to which scripts and the sandbox of the frame around it would give each other:
    // Chromium warns of that. KAF's `Origin` is `null` for it.
    policy: `sandbox allow-forms allow-scripts; script-src ${hashOf(SUBMIT)}; form-action ${new URL(action).origin} https:`,
  };
}

/**
 * The page of a launch that failed, for the guest who sees it in the frame. A page of the same
 * origin around it reads the code, in `data-error-code`.
 */
export async function errorPage(code: string): Promise<Page> {
  const content = html`${raw(`<style>${STYLE}</style>`)}
    <h1>The room did not open</h1>
    <p>Please reload the page to try again.</p>
    <p><code>${code}</code></p>`;
  return {
    body: await page('The room did not open', content, code),
    policy: `sandbox allow-same-origin; style-src ${hashOf(STYLE)}; form-action 'none'`,
  };
}

const page = async (title: string, content: unknown, code = ''): Promise<string> =>
  html`<!doctype html>
    <html lang="en" data-error-code="${code}">
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
