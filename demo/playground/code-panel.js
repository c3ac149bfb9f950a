// @ts-check
import {make} from './dom.js';
import {highlighted} from './highlight.js';
import {tabs} from './tabs.js';

/**
 * The snippets in tabs, each file with a button that copies it.
 * @param {HTMLElement} place
 * @param {HTMLElement} status says that something was copied
 * @returns {(snippets: import('./snippets.js').Snippet[]) => void} shows others
 */
export function codePanel(place, status, /** @type {import('./snippets.js').Snippet[]} */ first) {
  const panels = first.map(({id, label}) => ({
    id: `code-${id}`,
    label,
    panel: make('div', {class: 'files'}),
    shown: '',
  }));
  place.append(tabs('Code for', panels), ...panels.map(({panel}) => panel));
  const show = (/** @type {import('./snippets.js').Snippet[]} */ snippets) => {
    for (const [index, one] of panels.entries()) {
      const {note, files = []} = snippets[index] ?? {};
      const text = JSON.stringify([note, files]);
      // What is as it was stays, the focus in it too.
      if (text === one.shown) continue;
      one.shown = text;
      one.panel.replaceChildren(
        ...(note ? [make('p', {class: 'note'}, note)] : []),
        ...files.map(file => fileBlock(file, status)),
      );
    }
  };
  show(first);
  return show;
}

/**
 * @param {import('./snippets.js').File} file
 * @param {HTMLElement} status
 */
function fileBlock({name, text}, status) {
  const says = make('span', {}, 'Copy');
  const which = make('span', {class: 'hidden'}, ` ${name}`);
  const copy = make('button', {type: 'button', class: 'quiet'}, says, which);
  const code = make('code', {}, ...highlighted(text));
  copy.addEventListener('click', async () => {
    status.textContent = '';
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (!isCopied) getSelection()?.selectAllChildren(code);
    status.textContent = isCopied ? `Copied ${name}` : 'Selected: press Ctrl+C to copy it.';
    says.textContent = isCopied ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => (says.textContent = 'Copy'), 2000);
  });
  return make(
    'figure',
    {},
    make('figcaption', {}, make('span', {}, name), copy),
    make('pre', {role: 'group', tabindex: '0', 'aria-label': name}, code),
  );
}
