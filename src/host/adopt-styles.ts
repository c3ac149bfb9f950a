/** What each window has made of the styles, for all elements in it. */
const sheets = new WeakMap<Window, Map<object, CSSStyleSheet>>();

/**
 * Styles an element in whatever document it is: a style sheet that was made in one is none in
 * another, such as that of a popup (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets).
 */
export function adoptStyles({ownerDocument, shadowRoot}: Element, styles: {cssText: string}): void {
  const {defaultView} = ownerDocument;
  if (!defaultView || !shadowRoot) return;
  const made = sheets.get(defaultView) ?? new Map<object, CSSStyleSheet>();
  sheets.set(defaultView, made);
  const sheet = made.get(styles) ?? new defaultView.CSSStyleSheet();
  if (!made.has(styles)) sheet.replaceSync(styles.cssText);
  made.set(styles, sheet);
  shadowRoot.adoptedStyleSheets.push(sheet);
}
