// @ts-check
import {make} from './dom.js';

/**
 * Tabs as ARIA has them: one stop for Tab, the arrows, Home and End choose.
 * @param {string} label what is chosen
 * @param {{id: string, label: string, panel: HTMLElement}[]} items
 */
export function tabs(label, items) {
  const list = make('div', {role: 'tablist', 'aria-label': label, class: 'tabs'});
  const buttons = items.map(({id, label: text, panel}) => {
    panel.id ||= `panel-${id}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${id}`);
    const button = make(
      'button',
      {type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': panel.id},
      text,
    );
    list.append(button);
    return button;
  });

  function select(/** @type {number} */ chosen) {
    for (const [index, {panel}] of items.entries()) {
      const isChosen = index === chosen;
      panel.hidden = !isChosen;
      buttons[index]?.setAttribute('aria-selected', String(isChosen));
      buttons[index]?.setAttribute('tabindex', isChosen ? '0' : '-1');
    }
  }
  select(0);

  list.addEventListener('click', ({target}) => {
    const index = buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
    if (index >= 0) select(index);
  });
  list.addEventListener('keydown', event => {
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const last = buttons.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    select(to);
    buttons[to]?.focus();
  });
  return list;
}
