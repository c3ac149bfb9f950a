// @ts-check
/*
 * Script of the page that stores the state of a login with the platform, or reads it from there (LTI
 * Client Side postMessages 0.1, LTI postMessage Storage 0.1). The browser gets this file as it is, so
 * it is plain JavaScript.
 */

/** Maximum time for each response of the framing page. */
const RESPONSE_TIMEOUT_MS = 5000;

const page = getElement('lti-storage').dataset;
const {
  message = '',
  target = '',
  origin = '',
  key = '',
  value = '',
  next = '',
  fallback = '',
} = page;

run().catch(error => {
  getElement('title').textContent = 'Access Denied';
  const status = getElement('status');
  status.textContent = error instanceof Error ? error.message : String(error);
  status.className = 'problem';
});

async function run() {
  const platformWindow = parent === window ? opener : parent;
  if (!platformWindow) {
    if (!fallback)
      throw new Error('No page frames or opened this page, so the login cannot be verified.');
    return location.replace(fallback);
  }
  const storage = await findStorage(platformWindow);
  if (message === 'lti.put_data') {
    await request(storage, {subject: message, key, value});
    return location.replace(next);
  }
  const stored = await request(storage, {subject: message, key});
  if (typeof stored.value !== 'string' || stored.value === '')
    throw new Error(
      'The login began in another browser: the framing page does not have its state.',
    );
  // Only the server can verify the state: this page did not get it.
  location.replace(`${next}?state=${encodeURIComponent(stored.value)}`);
}

/**
 * Finds the window that stores data: the target of the login, unless the capabilities name a frame.
 * @param {Window} platformWindow
 * @returns {Promise<Window>}
 */
async function findStorage(platformWindow) {
  const targetWindow = getFrame(platformWindow, target);
  const {supported_messages: supported} = await request(targetWindow, {
    subject: 'lti.capabilities',
  });
  const capability =
    Array.isArray(supported) && supported.find(entry => entry?.subject === message);
  if (!capability) throw new Error(`The framing page does not support ${message}.`);
  return typeof capability.frame === 'string'
    ? getFrame(platformWindow, capability.frame)
    : targetWindow;
}

/**
 * @param {Window} platformWindow
 * @param {string} name
 * @returns {Window}
 */
function getFrame(platformWindow, name) {
  if (name === '_parent') return platformWindow;
  const frame = /** @type {Record<string, Window | undefined>} */ (
    /** @type {unknown} */ (platformWindow.frames)
  )[name];
  if (!frame) throw new Error(`The framing page has no frame "${name}".`);
  return frame;
}

/**
 * Sends a message, and waits for the response. Both must have the platform's origin at the other end.
 * @param {Window} to
 * @param {{subject: string, key?: string, value?: string}} message
 * @returns {Promise<Record<string, unknown>>}
 */
function request(to, message) {
  const {subject} = message;
  const message_id = `${subject}-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  return new Promise((resolve, reject) => {
    const listening = new AbortController();
    const timeout = setTimeout(() => {
      listening.abort();
      reject(
        new Error(
          `The framing page did not respond to ${subject} within ${RESPONSE_TIMEOUT_MS / 1000} seconds. Its origin must be ${origin}, like the origin of the authorization URL.`,
        ),
      );
    }, RESPONSE_TIMEOUT_MS);
    addEventListener(
      'message',
      ({source, origin: from, data}) => {
        if (source !== to || from !== origin || data?.message_id !== message_id) return;
        if (data.subject !== `${subject}.response`) return;
        clearTimeout(timeout);
        listening.abort();
        if (!data.error) return resolve(data);
        const {code = 'an error', message: reason = ''} = data.error;
        reject(
          new Error(`The framing page responded to ${subject} with ${code}. ${reason}`.trim()),
        );
      },
      {signal: listening.signal},
    );
    to.postMessage({...message, message_id}, origin);
  });
}

/** @param {string} id */
function getElement(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}
