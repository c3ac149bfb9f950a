import {RoomError} from '../errors.js';
import type {Opening} from './launch.js';

/**
 * Opens the room in a blank window of the page's own origin, a frame's or a tab's. The KS or the
 * form is in no attribute of the page, and a window's first page is replaced: nothing is added to
 * the history.
 * @param onForbidden takes `frame-blocked` where the page's own policy keeps a form back
 */
export function navigate(
  {document, location}: Window,
  {url, fields}: Opening,
  onForbidden: (error: RoomError) => void,
): void {
  if (!fields) return location.replace(url);
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url.href;
  form.acceptCharset = 'utf-8';
  // All at once: from then on the form's own properties hide behind fields of their names.
  form.append(
    ...Object.entries(fields).map(([name, value]) =>
      Object.assign(document.createElement('input'), {type: 'hidden', name, value}),
    ),
  );
  const forbidden = () =>
    onForbidden(
      new RoomError('frame-blocked', `${url.origin} is blocked by this page's CSP (form-action)`),
    );
  document.addEventListener('securitypolicyviolation', ({disposition, effectiveDirective}) => {
    if (disposition === 'enforce' && effectiveDirective === 'form-action') forbidden();
  });
  document.body.append(form);
  try {
    HTMLFormElement.prototype.submit.call(form);
  } catch {
    // Firefox throws as well.
    forbidden();
  }
}
