/** What has been made of the styles in each document, for all elements in it. */
const sheets = new WeakMap<Document, Map<object, CSSStyleSheet>>();

/**
 * Styles an element in whatever document it is: a style sheet that was made in one is none in
 * another, such as that of a popup (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets).
 */
export function adoptStyles({ownerDocument, shadowRoot}: Element, styles: {cssText: string}): void {
  const {defaultView} = ownerDocument;
  if (!defaultView || !shadowRoot) return;
  const made = sheets.get(ownerDocument) ?? new Map<object, CSSStyleSheet>();
  sheets.set(ownerDocument, made);
  const sheet = made.get(styles) ?? new defaultView.CSSStyleSheet();
  if (!made.has(styles)) sheet.replaceSync(styles.cssText);
  made.set(styles, sheet);
  shadowRoot.adoptedStyleSheets.push(sheet);
}
