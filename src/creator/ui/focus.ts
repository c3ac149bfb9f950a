import type {LitElement} from 'lit';
import type {Field, ListField} from '../validation.js';

/* Each function moves the focus after the next update, which renders the target. */

/** Moves the focus to the first element that matches. */
export async function focusPart(host: LitElement, selector: string): Promise<void> {
  await host.updateComplete;
  findPart(host, selector)?.focus();
}

/** Moves the focus only if the update has removed the element that had it. */
export async function focusPartIfLost(host: LitElement, selector: string): Promise<void> {
  await host.updateComplete;
  const {activeElement, body} = host.ownerDocument;
  if (activeElement === body) findPart(host, selector)?.focus();
}

/** Moves the focus to the first invalid field, else to the error summary or the submit button. */
export async function focusFirstError(
  host: LitElement,
  model: {readonly firstInvalidField: Field | undefined},
): Promise<void> {
  await host.updateComplete;
  const {firstInvalidField} = model;
  const selectors = firstInvalidField
    ? [`[name=${firstInvalidField}]`, '[part~=notice] button', '[part~=notice]']
    : ['[role=alert]', '[part~=submit]'];
  for (const selector of selectors) {
    const part = findPart(host, selector);
    if (part) return part.focus();
  }
}

/** After a chip was removed: moves the focus to the next one, or to the input of the list. */
export async function focusChip(host: LitElement, list: ListField, index: number): Promise<void> {
  await host.updateComplete;
  const input = findPart(host, `#${list}`);
  const buttons = input?.parentElement?.querySelectorAll<HTMLElement>('[part=remove]');
  if (host.shadowRoot?.activeElement !== input) (buttons?.[index] ?? input)?.focus();
}

const findPart = (host: LitElement, selector: string) =>
  host.renderRoot.querySelector<HTMLElement>(selector);
