// @ts-check
/*
 * The script of the page that keeps the state of a login in the platform's storage, or asks for it
 * there (LTI Client Side postMessages 0.1, LTI postMessage Storage 0.1). Served to the browser as
 * it stands, so it is plain JavaScript.
 */

/** How long the page around this one may take for each answer. */
const DEADLINE_MS = 5000;

const page = element('lti-storage').dataset;
const {message = '', target = '', origin = '', key = '', value = '', next = '', alone = ''} = page;

run().catch(problem => {
  element('title').textContent = 'Access Denied';
  const status = element('status');
  status.textContent = problem instanceof Error ? problem.message : String(problem);
  status.className = 'problem';
});

async function run() {
  const around = parent === window ? opener : parent;
  if (!around) {
    if (!alone) throw new Error('There is no page around this one that could know the login.');
    return location.replace(alone);
  }
  const storage = await find(around);
  if (message === 'lti.put_data') {
    await ask(storage, {subject: message, key, value});
    return location.replace(next);
  }
  const kept = await ask(storage, {subject: message, key});
  if (typeof kept.value !== 'string' || kept.value === '')
    throw new Error(
      'The login began in another browser: the page around this one does not know it.',
    );
  // To the server, which knows the state: this page was not told.
  location.replace(`${next}?state=${encodeURIComponent(kept.value)}`);
}

/**
 * The window that keeps data: the one that the login named, unless the capabilities name another.
 * @param {Window} around
 * @returns {Promise<Window>}
 */
async function find(around) {
  const named = frame(around, target);
  const {supported_messages: supported} = await ask(named, {subject: 'lti.capabilities'});
  const capable = Array.isArray(supported) && supported.find(one => one?.subject === message);
  if (!capable) throw new Error(`The page around this one does not take ${message}.`);
  return typeof capable.frame === 'string' ? frame(around, capable.frame) : named;
}

/**
 * @param {Window} around
 * @param {string} name
 * @returns {Window}
 */
function frame(around, name) {
  if (name === '_parent') return around;
  const found = /** @type {Record<string, Window | undefined>} */ (
    /** @type {unknown} */ (around.frames)
  )[name];
  if (!found) throw new Error(`The page around this one has no frame "${name}".`);
  return found;
}

/**
 * Sends a message to the platform's origin alone, and waits for its answer from there.
 * @param {Window} to
 * @param {{subject: string, key?: string, value?: string}} message
 * @returns {Promise<Record<string, unknown>>}
 */
function ask(to, message) {
  const {subject} = message;
  const message_id = `${subject}-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  return new Promise((resolve, reject) => {
    const finish = new AbortController();
    const deadline = setTimeout(() => {
      finish.abort();
      reject(
        new Error(
          `There was no answer to ${subject} within ${DEADLINE_MS / 1000} seconds. The page around this one must be of ${origin}, as the authorization URL is.`,
        ),
      );
    }, DEADLINE_MS);
    addEventListener(
      'message',
      ({source, origin: from, data}) => {
        if (source !== to || from !== origin || data?.message_id !== message_id) return;
        if (data.subject !== `${subject}.response`) return;
        clearTimeout(deadline);
        finish.abort();
        if (!data.error) return resolve(data);
        const {code = 'an error', message: why = ''} = data.error;
        reject(new Error(`The page around this one answered ${code} to ${subject}. ${why}`.trim()));
      },
      {signal: finish.signal},
    );
    to.postMessage({...message, message_id}, origin);
  });
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}
