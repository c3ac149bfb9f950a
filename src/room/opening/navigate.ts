import type {RoomError} from '../../contract/room-error.js';
import type {Opening} from './opening.js';
import {hearForbidden} from './policy.js';

/**
 * Opens the room in a blank window of the page's own origin, a frame's or a tab's. The KS or the
 * form is in no attribute of the page, and a window's first page is replaced: nothing is added to
 * the history.
 * @param onFailure takes `frame-blocked` where the page's own policy keeps a form back
 */
export function navigate(
  {document, location}: Window,
  {url, fields}: Opening,
  onFailure: (error: RoomError) => void,
): void {
  if (!fields) return location.replace(url);
  const form = Object.assign(document.createElement('form'), {
    method: 'post',
    action: url.href,
    acceptCharset: 'utf-8',
  });
  // All at once: from then on the form's own properties hide behind fields of their names.
  form.append(
    ...Object.entries(fields).map(([name, value]) =>
      Object.assign(document.createElement('input'), {type: 'hidden', name, value}),
    ),
  );
  document.body.append(form);
  hearForbidden(document, 'form-action', onFailure);
  try {
    HTMLFormElement.prototype.submit.call(form);
  } catch {
    // Firefox throws for it, and tells as any browser does.
  }
}
