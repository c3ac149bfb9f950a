// @ts-check
import {createElement, required} from './dom.js';
import {redact, redactText} from './redact.js';

/** Properties of events that the log shows. */
const EVENT_FIELDS = [
  'confirmed',
  'id',
  'name',
  'height',
  'code',
  'subject',
  'data',
  'room',
  'reference',
];

const MAX_ENTRIES = 200;
/** Distance from the end within which the log follows its newest line. */
const NEAR_END_PX = 40;

/**
 * Logs the events of the elements. The log follows its newest line until the visitor scrolls up.
 * @param {HTMLElement} list
 * @param {import('./manifest.js').DeclaredElement[]} elements
 */
export function logEvents(list, elements) {
  const scroller = required(list.parentElement, 'a container of the event list');
  let isFollowing = true;
  const scrollToEnd = () => {
    if (isFollowing) scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener('scroll', () => {
    isFollowing = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  });
  // Lines wrap in another way if the page becomes narrower.
  const resizeObserver = new ResizeObserver(scrollToEnd);
  for (const target of [scroller, list]) resizeObserver.observe(target);
  for (const {element, declaration} of elements)
    for (const {name} of declaration.events)
      if (name.startsWith('kaltura-')) element.addEventListener(name, event => append(event));

  /** @param {Event & {error?: {code: string, message: string}}} event */
  function append(event) {
    list.append(
      createElement(
        'li',
        {class: getTone(event.type)},
        createElement('time', {}, new Date().toLocaleTimeString()),
        ' ',
        createElement('b', {}, event.type),
        ' ',
        createElement('span', {}, describe(event)),
      ),
    );
    if (list.childElementCount > MAX_ENTRIES) list.firstElementChild?.remove();
    scrollToEnd();
  }
}

/** @param {Event & {error?: {code: string, message: string}}} event */
function describe(event) {
  const {error} = event;
  if (error) return `${error.code}: ${redactText(error.message)}`;
  return EVENT_FIELDS.filter(field => field in event)
    .map(field => ({field, value: Reflect.get(event, field)}))
    .filter(({value}) => value !== undefined && value !== null)
    .map(({field, value}) => `${field}: ${redact(value)}`)
    .join(', ');
}

function getTone(/** @type {string} */ type) {
  if (type.endsWith('error')) return 'bad';
  return type.endsWith('warning') ? 'odd' : 'good';
}
