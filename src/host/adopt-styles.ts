/**
 * Styles an element in whatever document it is: a style sheet that was made in one is none in
 * another, such as that of a popup (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets).
 */
export function adoptStyles(
  {ownerDocument, shadowRoot}: Element,
  {cssText}: {cssText: string},
): void {
  const {defaultView} = ownerDocument;
  if (!defaultView || !shadowRoot) return;
  const sheet = new defaultView.CSSStyleSheet();
  sheet.replaceSync(cssText);
  shadowRoot.adoptedStyleSheets = [sheet];
}
