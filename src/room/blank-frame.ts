/**
 * A frame that shows nothing yet. What it may do is for whoever opens something in it to set:
 * Chromium warns of one whose sandbox lets the blank page, of the page's own origin, run scripts,
 * and WebKit tells a page that may run none of no violation.
 */
export function blankFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.part.add('frame');
  // Such a page shuts out whatever does not ask to be in one, unless it is without what the browser
  // knows of the guest: https://developer.mozilla.org/docs/Web/HTTP/Guides/IFrame_credentialless
  frame.toggleAttribute('credentialless', self.crossOriginIsolated);
  return frame;
}
