// @ts-check
/*
 * Renews the `headers` attribute of rooms and forms. Its nonces expire after a day, and are valid only
 * for the user who was signed in when WordPress rendered the page. The guest may sign in later, in
 * another tab.
 */
{
  /** @typedef {HTMLElement & {error?: {code: string} | null, reload?: () => void}} KalturaElement */

  /** @type {Promise<Document | null> | undefined} */
  let pendingPage;
  /** Elements that asked the guest to sign in. @type {WeakSet<KalturaElement>} */
  const signedOut = new WeakSet();

  /** Requests the page again. Returns null if the request fails. */
  function fetchPage() {
    pendingPage ??= /** @type {Promise<Document | null>} */ (
      new Promise(resolve => {
        // XMLHttpRequest parses HTML without a Trusted Types policy.
        const request = new XMLHttpRequest();
        request.open('GET', location.href);
        request.responseType = 'document';
        request.setRequestHeader('Cache-Control', 'no-cache');
        request.onloadend = () => resolve(request.response);
        request.send();
      })
    ).finally(() => (pendingPage = undefined));
    return pendingPage;
  }

  /**
   * Returns the headers of the same element on another page. A room that the guest has just created
   * has no ID there.
   * @param {Document} page
   * @param {KalturaElement} element
   */
  function findHeaders(page, element) {
    const elements = [...page.querySelectorAll(element.localName)];
    const roomId = element.getAttribute('room-id');
    const match =
      elements.find(other => other.getAttribute('room-id') === roomId) ??
      elements.find(other => !other.hasAttribute('room-id'));
    return match?.getAttribute('headers');
  }

  /** Renews the headers, and opens the room with them. @param {KalturaElement} element */
  async function renew(element) {
    const page = await fetchPage();
    const headers = page && findHeaders(page, element);
    if (!headers || headers === element.getAttribute('headers')) return;
    element.setAttribute('headers', headers);
    if (isSignInRequired(element)) element.reload?.();
  }

  const isSignInRequired = (/** @type {KalturaElement} */ {error}) =>
    error?.code === 'sign-in-required';

  // These events do not bubble.
  for (const type of ['kaltura-room-error', 'kaltura-room-create-error'])
    document.addEventListener(
      type,
      ({target}) => {
        const element = /** @type {KalturaElement} */ (target);
        if (!isSignInRequired(element)) return;
        // A page without headers was rendered for a visitor. The page would be the same now.
        const isNewVisitor = !element.hasAttribute('headers') && !signedOut.has(element);
        signedOut.add(element);
        if (!isNewVisitor) void renew(element);
      },
      true,
    );

  // The guest may return from another tab.
  addEventListener('focus', () => {
    /** @type {NodeListOf<KalturaElement>} */
    const elements = document.querySelectorAll('kaltura-room, kaltura-room-creator');
    for (const element of elements) if (isSignInRequired(element)) void renew(element);
  });
}
