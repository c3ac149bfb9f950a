// @ts-check
import {createElement} from './dom.js';

/**
 * Creates a tab list. Tab focuses the selected tab. The arrow keys, Home and End select another
 * (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/).
 * @param {string} label accessible name of the list
 * @param {{id: string, label: string, panel: HTMLElement}[]} tabs
 */
export function createTabs(label, tabs) {
  const list = createElement('div', {role: 'tablist', 'aria-label': label, class: 'tabs'});
  const buttons = tabs.map(({id, label: text, panel}) => {
    panel.id ||= `panel-${id}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${id}`);
    const button = createElement(
      'button',
      {type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': panel.id},
      text,
    );
    list.append(button);
    return button;
  });

  function select(/** @type {number} */ selectedIndex) {
    for (const [index, {panel}] of tabs.entries()) {
      const isSelected = index === selectedIndex;
      panel.hidden = !isSelected;
      buttons[index]?.setAttribute('aria-selected', String(isSelected));
      buttons[index]?.setAttribute('tabindex', isSelected ? '0' : '-1');
    }
  }
  select(0);

  list.addEventListener('click', ({target}) => {
    const index = buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
    if (index >= 0) select(index);
  });
  list.addEventListener('keydown', event => {
    const index = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const last = buttons.length - 1;
    const nextIndex = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (index < 0 || nextIndex === undefined) return;
    event.preventDefault();
    select(nextIndex);
    buttons[nextIndex]?.focus();
  });
  return list;
}
