/** The style sheets made so far: one for each document and set of styles. */
const sheets = new WeakMap<Document, Map<object, CSSStyleSheet>>();

/**
 * Styles an element in its current document. A constructed style sheet works only in the document
 * that made it, so an element that moves to a popup needs a new sheet
 * (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets).
 */
export function adoptStyles({ownerDocument, shadowRoot}: Element, styles: {cssText: string}): void {
  const {defaultView} = ownerDocument;
  // A server and jsdom have no style sheets to adopt.
  if (!defaultView || !shadowRoot?.adoptedStyleSheets) return;
  const documentSheets = sheets.get(ownerDocument) ?? new Map<object, CSSStyleSheet>();
  sheets.set(ownerDocument, documentSheets);
  const sheet = documentSheets.get(styles) ?? new defaultView.CSSStyleSheet();
  if (!documentSheets.has(styles)) sheet.replaceSync(styles.cssText);
  documentSheets.set(styles, sheet);
  shadowRoot.adoptedStyleSheets.push(sheet);
}
