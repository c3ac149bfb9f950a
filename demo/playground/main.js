// @ts-check
import {attributeControls} from './attributes.js';
import {codePanel} from './code-panel.js';
import {found} from './dom.js';
import {logEvents} from './event-log.js';
import {headersSnippet} from './headers.js';
import {controlOf, elementsOf} from './manifest.js';
import {preview} from './preview.js';
import {snippets} from './snippets.js';
import {stateControls} from './states.js';
import {tabs} from './tabs.js';
import {themeEditor} from './theme.js';
import {whatIf} from './what-if.js';
import {whoIsKnown} from './who.js';
import {withoutServer} from './without-server.js';

const byId = (/** @type {string} */ id) => found(document.getElementById(id));
const room = found(document.querySelector('kaltura-room'));
const creator = found(document.querySelector('kaltura-room-creator'));
const isStatic = document.documentElement.dataset['backend'] === 'none';
/** Relative to the page, which may be in any folder. */
const at = (/** @type {string} */ path) => new URL(path, document.baseURI).href;

byId('leave').addEventListener('click', () => room.leave());
byId('reload').addEventListener('click', () => room.reload());
byId('fullscreen').addEventListener('click', () => room.requestFullscreen());
byId('clear').addEventListener('click', () => byId('events').replaceChildren());
// The form gives the room its ID as a property; so the controls and the code have it too.
creator.addEventListener('kaltura-room-created', ({id}) => room.setAttribute('room-id', id));

if (isStatic) for (const id of ['person', 'static']) byId(id).hidden = true;

const json = async (/** @type {string} */ path) => (await fetch(at(path))).json();
const play = isStatic ? withoutServer(room, creator, byId('no-server'), byId('hint')) : setScenario;
const [manifest, {pageHeaders}, {auth, hasSimulator, scenario}] = await Promise.all([
  json('dist/custom-elements.json'),
  /** @type {Promise<typeof import('kaltura-room/csp')>} */ (import(at('dist/csp/index.js'))),
  isStatic ? {auth: 'ks', hasSimulator: false, scenario: null} : json('api/playground'),
  whoIsKnown,
]);

const declarations = elementsOf(manifest);
/** @type {[HTMLElement, import('./manifest.js').Declaration][]} */
const elements = [room, creator].map(element => [
  element,
  /** @type {import('./manifest.js').Declaration} */ (declarations.get(element.localName)),
]);
logEvents(byId('events'), elements);

/** As the page has them, to come back to. */
const initial = elements.map(([element]) =>
  [...element.attributes].map(({name, value}) => /** @type {const} */ ([name, value])),
);

// The same custom properties mean the same to both.
const properties = new Map(
  elements
    .flatMap(([, {cssProperties}]) => cssProperties)
    .reverse()
    .map(property => [property.name, property]),
);
const order = ['accent', 'on-accent', 'background', 'color', 'danger', 'radius'];
const rank = (/** @type {string} */ name) => order.indexOf(name.replace('--kaltura-room-', ''));
const editor = themeEditor(
  byId('theme'),
  [...properties.values()].sort((one, other) => rank(one.name) - rank(other.name)),
  () => update(),
);
const stage = preview(found(document.querySelector('#preview')), () => update());

for (const [element, declaration] of elements)
  byId(`attributes-${element.localName}`).append(attributeControls(element, declaration));
const panels = [
  {id: 'room', label: 'Room', panel: byId('attributes-kaltura-room')},
  {id: 'creator', label: 'Creator', panel: byId('attributes-kaltura-room-creator')},
  {id: 'theme', label: 'Theme', panel: byId('theme')},
  ...(isStatic || hasSimulator ? [{id: 'what-if', label: 'What if…', panel: byId('what-if')}] : []),
];
byId('controls-tabs').append(tabs('Controls', panels));
const scenarios =
  isStatic || hasSimulator
    ? whatIf(byId('what-if'), {play, hint: byId('hint'), isStatic, current: scenario})
    : undefined;

if (scenarios)
  byId('what-if').prepend(
    stateControls(
      room,
      creator,
      elements.map(([, one]) => one),
      scenarios.choose,
      isStatic,
    ),
  );

const showCode = codePanel(byId('code-panel'), byId('copied'), code());
for (const [element] of elements)
  new MutationObserver(() => update()).observe(element, {attributes: true});
editor.follow();

byId('start-over').addEventListener('click', () => {
  for (const [index, [element]] of elements.entries()) {
    for (const {name} of [...element.attributes])
      if (!initial[index]?.some(([one]) => one === name)) element.removeAttribute(name);
    for (const [name, value] of initial[index] ?? [])
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  editor.reset();
  stage.reset();
  void scenarios?.clear();
});
document.documentElement.dataset['playground'] = 'ready';

/** Shows what was chosen, on the stage and as code. */
function update() {
  const canvases = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.canvas'));
  for (const {style} of canvases) {
    for (const name of properties.keys()) style.removeProperty(name);
    for (const [name, value] of editor.theme) style.setProperty(name, value);
  }
  showCode(code());
}

function code() {
  const {lang, dir, scheme, shown} = stage.chosen();
  const given = elements
    .filter(([element]) => shown === 'both' || element.localName === shown)
    .map(([element, {tagName, attributes}]) => ({
      tagName,
      attributes: [
        ...(tagName === 'kaltura-room' && shown === 'both' ? [text('id', room.id)] : []),
        ...attributes
          .filter(({name}) => element.hasAttribute(name))
          .filter(({name}) => shown === 'both' || name !== 'for')
          .map(({name, type}) => ({
            ...text(name, element.getAttribute(name) ?? ''),
            kind: controlOf(type.text).kind,
          })),
        ...(lang ? [text('lang', lang)] : []),
        ...(dir ? [text('dir', dir)] : []),
      ],
    }))
    // As on the page: the form, then the room.
    .reverse();
  const values = Object.fromEntries(
    elements.flatMap(([element]) => [...element.attributes].map(({name, value}) => [name, value])),
  );
  return [
    ...snippets({elements: given, theme: [...editor.theme], scheme}),
    headersSnippet(pageHeaders, values, auth),
  ];
}

/** @returns {import('./snippets.js').Given} */
function text(/** @type {string} */ name, /** @type {string} */ value) {
  return {name, value, kind: 'text'};
}

/** Has the demo's server turn the simulator's knobs. */
async function setScenario(/** @type {string | null} */ id) {
  const answer = await fetch(at('api/simulator/faults'), {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({scenario: id}),
  }).catch(() => undefined);
  return answer?.ok ?? false;
}
