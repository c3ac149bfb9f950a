// @ts-check

/**
 * Serves a fake KAF for tests of frames: `/embeddedrooms/index/view-room/ks/{ks}`, `/frame/{name}`
 * (any other launched page, by GET or POST) and `/version`. The KS or the name selects the answer:
 * `never-answers`, `status-204` or `redirects-to-own-origin` (the origin of the tests). Otherwise the
 * answer is a page that obeys messages of its parent.
 * @param {import('koa').Context} context
 * @param {() => Promise<void>} next
 */
export async function roomPages(context, next) {
  const {path} = context;
  const room = /^\/(?:embeddedrooms\/index\/view-room\/ks|frame)\/([\w=-]+)$/.exec(path)?.[1];
  if (path === '/version') context.body = 'test';
  else if (path === '/__blank') page(context, '');
  else if (path === '/__strict') strictPage(context);
  else if (path === '/__violations.js') {
    context.type = 'js';
    context.body = `var violations = [];
      document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) =>
        violations.push(effectiveDirective + ' blocks ' + blockedURI));`;
  } else if (path === '/__latin') page(context, '', 'text/html; charset=windows-1252');
  else if (room === undefined) await next();
  else if (room.includes('never-answers')) await new Promise(() => {});
  else if (room.includes('status-204')) context.status = 204;
  else if (room.includes('redirects-to-own-origin'))
    context.redirect(`http://localhost:${context.socket.localPort}/__blank`);
  else
    page(
      context,
      roomScript({method: context.method, path: context.url, body: await readBody(context.req)}),
    );
}

/**
 * Serves a page with the `policy`, `nonce` and `body` of its query. The page loads the elements by a
 * script with the nonce, and records violations of its policy in `violations`.
 * @param {import('koa').Context} context
 */
function strictPage(context) {
  const {policy, nonce, body} = context.query;
  context.set('Content-Security-Policy', `${policy}`);
  context.type = 'html';
  context.body = `<!doctype html><html lang="en"><title>Strict</title>
    <script src="/__violations.js" nonce="${nonce}"></script>
    <script type="module" src="/src/define.ts" nonce="${nonce}"></script>${body}</html>`;
}

/**
 * Returns the script of a room page. On `{say: X}` it posts X to its parent, on `{ask: 'request'}` the
 * request of the page, and on `{ask: 'received'}` all other messages since the last such question.
 * @param {{method: string, path: string, body: string}} request
 */
function roomScript(request) {
  return `
    const request = ${JSON.stringify(request).replaceAll('<', '\\u003c')};
    const received = [];
    addEventListener('message', ({data, source}) => {
      if (source !== parent) return;
      if (data.ask === 'request') parent.postMessage(request, '*');
      else if (data.ask === 'received') parent.postMessage({received: received.splice(0)}, '*');
      else if ('say' in data) parent.postMessage(data.say, '*');
      else received.push(data);
    });`;
}

/**
 * @param {import('koa').Context} context
 * @param {string} script
 * @param {string} [type]
 */
function page(context, script, type = 'html') {
  context.type = type;
  context.body = `<!doctype html><html lang="en"><title>Room</title><script>${script}</script></html>`;
}

/** @param {AsyncIterable<Buffer>} request */
async function readBody(request) {
  let body = '';
  for await (const chunk of request) body += chunk.toString();
  return body;
}
