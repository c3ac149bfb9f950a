import type {RoomError} from '../../contract/room-error.js';
import type {LaunchTarget} from './launch-target.js';
import {onPolicyViolation} from './policy-violations.js';

/**
 * Navigates a blank window, a frame's or a tab's, to a launch target. The KS or the form appears in no
 * attribute of the page. The window's blank page is replaced, so the history gets no entry.
 * @param onBlocked gets `frame-blocked` if the page's own policy forbids the form
 */
export function navigate(
  target: Window,
  {url, fields}: LaunchTarget,
  onBlocked: (error: RoomError) => void,
): void {
  if (!fields) return target.location.replace(url);
  const {document} = target;
  const form = Object.assign(document.createElement('form'), {
    method: 'post',
    action: url.href,
    acceptCharset: 'utf-8',
  });
  // Appended last: a field named `action` or `method` would hide the form's property of that name.
  form.append(
    ...Object.entries(fields).map(([name, value]) =>
      Object.assign(document.createElement('input'), {type: 'hidden', name, value}),
    ),
  );
  document.body.append(form);
  onPolicyViolation(document, 'form-action', onBlocked);
  try {
    HTMLFormElement.prototype.submit.call(form);
  } catch {
    // Firefox throws, and reports the violation like other browsers.
  }
}
