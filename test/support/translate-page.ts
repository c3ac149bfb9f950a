/**
 * Replaces the texts in a shadow tree, as a browser does that translates a page: each text node becomes
 * an element with another text.
 */
export function translateTexts({shadowRoot}: Element): void {
  const walker = document.createTreeWalker(shadowRoot!, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts.filter(({data}) => data.trim())) {
    const font = document.createElement('font');
    font.append(document.createElement('font'));
    font.firstElementChild!.textContent = `<${text.data}>`;
    text.replaceWith(font);
  }
}
