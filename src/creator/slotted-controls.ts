import {getKey} from './keyboard.js';

/*
 * The page's own controls in the default slot. They belong to no form in the shadow root, so the
 * browser neither validates nor collects them.
 */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const CONTROL = ':is(input, select, textarea):enabled';
/** An element of the creator in its default slot. */
const IN_DEFAULT_SLOT = ':scope > :not([slot])';
const UNCHECKED = ':is([type=checkbox], [type=radio]):not(:checked)';
const BUTTON = ':is([type=submit], [type=button], [type=reset], [type=image])';

/** The types of inputs in which Enter does not submit a form. */
const TYPES_WITHOUT_SUBMIT = ['button', 'submit', 'reset', 'image', 'file', 'color', 'range'];

/** Returns whether all controls are valid. The browser reports the first invalid one. */
export const reportValidity = (element: Element): boolean =>
  getControls(element).every(control => control.reportValidity());

/** Collects the values of the controls, like a form. */
export function collectFormData(element: Element): FormData {
  const formData = new FormData();
  for (const control of getControls(element)) {
    if (!control.name || control.matches(UNCHECKED) || control.matches(BUTTON)) continue;
    for (const value of getValues(control)) formData.append(control.name, value);
  }
  return formData;
}

/** Returns whether a key in a slotted control submits the form. */
export function isSubmitKey(event: KeyboardEvent): boolean {
  const {repeat, defaultPrevented} = event;
  const {localName, type, form} = event.target as Control;
  const isSubmittingInput = localName === 'input' && !TYPES_WITHOUT_SUBMIT.includes(type);
  // A control that has a form submits that one.
  return getKey(event) === 'Enter' && !repeat && !defaultPrevented && isSubmittingInput && !form;
}

const getControls = (element: Element) => [
  ...element.querySelectorAll<Control>(
    `${IN_DEFAULT_SLOT}${CONTROL}, ${IN_DEFAULT_SLOT} ${CONTROL}`,
  ),
];

function getValues(control: Control): readonly (string | File)[] {
  // By property: a control from a popup is not an instance of this window's classes.
  if ('selectedOptions' in control) return Array.from(control.selectedOptions, ({value}) => value);
  if ('files' in control && control.files) return [...control.files];
  return [control.value];
}
