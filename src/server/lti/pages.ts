import {createHash} from 'node:crypto';
import {html, raw} from 'hono/html';

const SUBMIT_SCRIPT = 'document.forms[0].submit()';
const STYLE = `:root{color-scheme:light dark;background:light-dark(#f3f5f9,#0f141d);color:light-dark(#141a24,#e6ebf4);font:100%/1.5 system-ui,sans-serif}
body{display:grid;place-content:center;justify-items:center;gap:.5rem;min-block-size:100dvh;margin:0;padding:1rem;box-sizing:border-box;text-align:center;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:1.375rem;line-height:1.25;margin:0}p{margin:0}code{font-size:.875rem;color:light-dark(#536073,#a4b1c4)}
button{min-block-size:2.75rem;padding:.5rem 1.25rem;border:1px solid transparent;border-radius:.5rem;background:light-dark(#1b56c4,#8db6ff);color:light-dark(#fff,#0b1a33);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:2px solid;outline-offset:2px}`;

/** A page for the frame. */
export interface FramePage {
  readonly body: string;
  /** Directives of its Content-Security-Policy. */
  readonly policy: string;
}

/**
 * Returns the page that posts `fields` to KAF at once (OAuth 2.0 form post response mode). Without
 * scripts, it shows a button.
 * @param action an allowed redirect URI
 */
export async function formPostPage(
  action: string,
  fields: Readonly<Record<string, string>>,
): Promise<FramePage> {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const form = html`<form method="post" action="${action}">
      ${inputs}<noscript><button>Open the room</button></noscript>
    </form>
    ${raw(`<script>${SUBMIT_SCRIPT}</script>`)}`;
  return {
    body: await renderPage('Opening the room', form),
    // The sandbox has no `allow-same-origin`: with it and `allow-scripts`, Chromium warns that the
    // page could remove its own sandbox. So KAF gets `Origin: null`. The form action allows `https:`,
    // because KAF may redirect, and Chromium applies the directive to redirects too.
    policy: `sandbox allow-forms allow-scripts; script-src ${toHashSource(SUBMIT_SCRIPT)}; style-src ${toHashSource(STYLE)}; form-action ${new URL(action).origin} https:`,
  };
}

/**
 * Returns the page of a launch that failed, for the guest. A page of the same origin around the frame
 * can read the error code in `data-error-code`.
 */
export async function errorPage(code: string): Promise<FramePage> {
  const content = html`<h1>The room did not open</h1>
    <p>Please reload the page to try again.</p>
    <p><code>${code}</code></p>`;
  return {
    body: await renderPage('The room did not open', content, code),
    policy: `sandbox allow-same-origin; style-src ${toHashSource(STYLE)}; form-action 'none'`,
  };
}

async function renderPage(title: string, content: unknown, code = ''): Promise<string> {
  return html`<!doctype html>
    <html lang="en" data-error-code="${code}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        ${content}
      </body>
    </html>`;
}

function toHashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
