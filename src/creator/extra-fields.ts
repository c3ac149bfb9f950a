/** A form control of the page's own. */
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The form controls that the page put into an element, each with its own check. */
const controlsIn = (element: Element) => [
  ...element.querySelectorAll<Control>(':is(input, select, textarea):enabled'),
];

/** Whether they are all right; the browser says of the first that is not. */
export const areValid = (element: Element): boolean =>
  controlsIn(element).every(control => control.reportValidity());

/** What is in them, as in a form: they may be in no form, or in another one. */
export function formDataOf(element: Element): FormData {
  const data = new FormData();
  for (const control of controlsIn(element)) {
    const {name, type, value} = control;
    const {checked, files, selectedOptions} = control as HTMLInputElement & HTMLSelectElement;
    if (!name || (/^(checkbox|radio)$/.test(type) && !checked)) continue;
    if (/^(submit|button|reset|image)$/.test(type)) continue;
    const values = [...(files ?? selectedOptions ?? [value])];
    for (const one of values) data.append(name, one instanceof HTMLOptionElement ? one.value : one);
  }
  return data;
}
