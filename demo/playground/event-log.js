// @ts-check
import {found, make} from './dom.js';
import {redacted, withoutSecrets} from './redact.js';

const FIELDS = 'confirmed id name height code subject data room reference'.split(' ');

/**
 * Writes down what the elements say.
 * @param {HTMLElement} list
 * @param {[Element, import('./manifest.js').Declaration][]} elements
 */
export function logEvents(list, elements) {
  const box = found(list.parentElement);
  for (const [element, {events}] of elements)
    for (const {name} of events)
      if (name.startsWith('kaltura-')) element.addEventListener(name, event => show(event));

  /** @param {Event & {error?: {code: string, message: string}}} event */
  function show(event) {
    const {error, type} = event;
    const detail = error
      ? `${error.code}: ${withoutSecrets(error.message)}`
      : FIELDS.filter(key => key in event)
          .map(key => [key, Reflect.get(event, key)])
          .filter(([, value]) => value !== undefined && value !== null)
          .map(([key, value]) => `${key}: ${redacted(value)}`)
          .join(', ');
    const tone = /error$/.test(type) ? 'bad' : /warning$/.test(type) ? 'odd' : 'good';
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    list.append(
      make(
        'li',
        {class: tone},
        make('time', {}, new Date().toLocaleTimeString()),
        ' ',
        make('b', {}, type),
        ' ',
        make('span', {}, detail),
      ),
    );
    // A meeting may say much.
    if (list.childElementCount > 200) list.firstElementChild?.remove();
    if (isAtEnd) box.scrollTop = box.scrollHeight;
  }
}
