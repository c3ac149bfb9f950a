// @ts-check
import {createElement} from './dom.js';
import {highlight} from './highlight.js';
import {createTabs} from './tabs.js';

const COPIED_NOTICE_MS = 2000;

/**
 * Renders snippets in tabs. Each file has a button that copies it.
 * @param {HTMLElement} container
 * @param {HTMLElement} status announces that a file was copied
 * @param {import('./snippets.js').Snippet[]} initialSnippets
 * @returns {(snippets: import('./snippets.js').Snippet[]) => void} renders other snippets
 */
export function createCodePanel(container, status, initialSnippets) {
  const panels = initialSnippets.map(({id, label}) => ({
    id: `code-${id}`,
    label,
    panel: createElement('div', {class: 'files'}),
    content: '',
  }));
  container.append(createTabs('Code for', panels), ...panels.map(({panel}) => panel));
  const render = (/** @type {import('./snippets.js').Snippet[]} */ snippets) => {
    for (const [index, entry] of panels.entries()) {
      const {note, files = []} = snippets[index] ?? {};
      const content = JSON.stringify([note, files]);
      // An unchanged panel keeps its elements, so that a focused button keeps the focus.
      if (content === entry.content) continue;
      entry.content = content;
      entry.panel.replaceChildren(
        ...(note ? [createElement('p', {class: 'note'}, note)] : []),
        ...files.map(file => createFileBlock(file, status)),
      );
    }
  };
  render(initialSnippets);
  return render;
}

/** Copies a text, and returns whether the browser allowed it. */
async function copy(/** @type {string} */ text) {
  try {
    // Insecure pages have no clipboard.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {import('./snippets.js').File} file
 * @param {HTMLElement} status
 */
function createFileBlock({name, text}, status) {
  const label = createElement('span', {}, 'Copy');
  const hiddenName = createElement('span', {class: 'hidden'}, ` ${name}`);
  const copyButton = createElement('button', {type: 'button', class: 'quiet'}, label, hiddenName);
  const code = createElement('code', {}, ...highlight(text));
  copyButton.addEventListener('click', async () => {
    status.textContent = '';
    const isCopied = await copy(text);
    // The visitor can still copy the selection with the keyboard or a menu.
    if (!isCopied) getSelection()?.selectAllChildren(code);
    status.textContent = isCopied
      ? `Copied ${name}`
      : `The browser does not allow copying. ${name} is selected, so that you can copy it.`;
    label.textContent = isCopied ? 'Copied' : 'Selected';
    setTimeout(() => (label.textContent = 'Copy'), COPIED_NOTICE_MS);
  });
  return createElement(
    'figure',
    {},
    createElement('figcaption', {}, createElement('span', {}, name), copyButton),
    createElement('pre', {role: 'group', tabindex: '0', 'aria-label': name}, code),
  );
}
