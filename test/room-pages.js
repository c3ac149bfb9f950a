// @ts-check

/**
 * A KAF for tests of frames: `/embeddedrooms/index/view-room/ks/{ks}`, `/frame/{name}` (which
 * stands for any other page one launches, by GET or POST) and `/version`. What the KS or name
 * contains says how it answers: `never-answers`, `status-204`, `lands-home` (on the tests' own
 * origin); otherwise by a page that does as its parent tells it.
 * @param {import('koa').Context} context
 * @param {() => Promise<void>} next
 */
export async function roomPages(context, next) {
  const {path} = context;
  const room = /^\/(?:embeddedrooms\/index\/view-room\/ks|frame)\/([\w=-]+)$/.exec(path)?.[1];
  if (path === '/version') context.body = 'test';
  else if (path === '/__blank') page(context, '');
  else if (path === '/__strict') strictPage(context);
  else if (path === '/__heard.js') {
    context.type = 'js';
    context.body = `var heard = [];
      document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) =>
        heard.push(effectiveDirective + ' blocks ' + blockedURI));`;
  } else if (path === '/__latin') page(context, '', 'text/html; charset=windows-1252');
  else if (room === undefined) await next();
  else if (room.includes('never-answers')) await new Promise(() => {});
  else if (room.includes('status-204')) context.status = 204;
  else if (room.includes('lands-home'))
    context.redirect(`http://localhost:${context.socket.localPort}/__blank`);
  else
    page(
      context,
      roomScript({method: context.method, path: context.url, body: await bodyOf(context.req)}),
    );
}

/**
 * A page under the `policy` that its address asks for, with the elements in its `body`, loaded by a
 * script with its `nonce`; it says in `heard` what its policy blocked.
 * @param {import('koa').Context} context
 */
function strictPage(context) {
  const {policy, nonce, body} = context.query;
  context.set('Content-Security-Policy', `${policy}`);
  context.type = 'html';
  context.body = `<!doctype html><html lang="en"><title>Strict</title>
    <script src="/__heard.js" nonce="${nonce}"></script>
    <script type="module" src="/src/define.ts" nonce="${nonce}"></script>${body}</html>`;
}

/**
 * Posts to its parent X when told `{say: X}`, how it was asked for when told `{ask: 'request'}`,
 * and whatever else it was told since the last time when told `{ask: 'heard'}`.
 * @param {{method: string, path: string, body: string}} request
 */
function roomScript(request) {
  return `
    const request = ${JSON.stringify(request).replaceAll('<', '\\u003c')};
    const heard = [];
    addEventListener('message', ({data, source}) => {
      if (source !== parent) return;
      if (data.ask === 'request') parent.postMessage(request, '*');
      else if (data.ask === 'heard') parent.postMessage({heard: heard.splice(0)}, '*');
      else if ('say' in data) parent.postMessage(data.say, '*');
      else heard.push(data);
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
async function bodyOf(request) {
  let body = '';
  for await (const chunk of request) body += chunk.toString();
  return body;
}
