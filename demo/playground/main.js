// @ts-check
import {createAttributeControls} from './attributes.js';
import {createCodePanel} from './code-panel.js';
import {getById, required} from './dom.js';
import {logEvents} from './event-log.js';
import {createHeadersSnippet} from './headers.js';
import {parseControlType, parseManifest} from './manifest.js';
import {createPreview, isDarkScheme} from './preview.js';
import {createScenarioPicker} from './scenario-picker.js';
import {signedInUserLoaded} from './signed-in-user.js';
import {createSnippets} from './snippets.js';
import {createStateControls} from './states.js';
import {enableStaticMode} from './static-mode.js';
import {createTabs} from './tabs.js';
import {createThemeEditor} from './theme.js';

const room = required(document.querySelector('kaltura-room'), '<kaltura-room>');
const creator = required(document.querySelector('kaltura-room-creator'), '<kaltura-room-creator>');
const isStatic = document.documentElement.dataset['backend'] === 'none';
/** Resolves a path against the page, because a static site can be in any folder. */
const resolveUrl = (/** @type {string} */ path) => new URL(path, document.baseURI).href;
const fetchJson = async (/** @type {string} */ path) => (await fetch(resolveUrl(path))).json();

getById('leave').addEventListener('click', () => room.leave());
getById('reload').addEventListener('click', () => room.reload());
getById('fullscreen').addEventListener('click', () => room.requestFullscreen());
getById('clear').addEventListener('click', () => getById('events').replaceChildren());
// The creator sets the property `roomId`. The attribute updates the controls and the snippets too.
creator.addEventListener('kaltura-room-created', ({id}) => room.setAttribute('room-id', id));

if (isStatic) for (const id of ['person', 'static']) getById(id).hidden = true;
const applyScenario = isStatic
  ? enableStaticMode(room, creator, getById('no-server'), getById('hint'))
  : postScenario;

const [manifest, {pageHeaders}, {auth, hasSimulator, scenario}] = await Promise.all([
  fetchJson('dist/custom-elements.json'),
  /** @type {Promise<typeof import('kaltura-room/csp')>} */ (
    import(resolveUrl('dist/csp/index.js'))
  ),
  isStatic ? {auth: 'ks', hasSimulator: false, scenario: null} : fetchJson('api/playground'),
  signedInUserLoaded,
]);

const declarations = parseManifest(manifest);
/** @type {import('./manifest.js').DeclaredElement[]} */
const elements = [room, creator].map(element => ({
  element,
  declaration: /** @type {import('./manifest.js').Declaration} */ (
    declarations.get(element.localName)
  ),
}));
logEvents(getById('events'), elements);

/** The attributes of the page, for "Start over". */
const initialAttributes = elements.map(({element}) => ({
  element,
  attributes: new Map([...element.attributes].map(({name, value}) => [name, value])),
}));

const themeEditor = createThemeEditor(getById('theme'), isDarkScheme, () => update());
const previewForm = /** @type {HTMLFormElement} */ (getById('preview'));
// The theme editor shows the colours of the present scheme.
const preview = createPreview(previewForm, () => themeEditor.update());

for (const {element, declaration} of elements)
  getById(`attributes-${element.localName}`).append(createAttributeControls(element, declaration));
const panels = [
  {id: 'room', label: 'Room', panel: getById('attributes-kaltura-room')},
  {id: 'creator', label: 'Creator', panel: getById('attributes-kaltura-room-creator')},
  {id: 'theme', label: 'Theme', panel: getById('theme')},
];
const scenarioPanel = getById('what-if');
/** @type {ReturnType<typeof createScenarioPicker> | undefined} */
let scenarioPicker;
if (isStatic || hasSimulator) {
  panels.push({id: 'what-if', label: 'What if…', panel: scenarioPanel});
  scenarioPicker = createScenarioPicker(scenarioPanel, {
    applyScenario,
    hint: getById('hint'),
    isStatic,
    current: scenario,
  });
  scenarioPanel.prepend(
    createStateControls(
      room,
      creator,
      elements.map(({declaration}) => declaration),
      scenarioPicker.choose,
      isStatic,
    ),
  );
}
getById('controls-tabs').append(createTabs('Controls', panels));

const renderCode = createCodePanel(getById('code-panel'), getById('copied'), buildSnippets());
for (const {element} of elements)
  new MutationObserver(() => update()).observe(element, {attributes: true});
themeEditor.update();

getById('start-over').addEventListener('click', () => {
  for (const {element, attributes} of initialAttributes) {
    for (const {name} of [...element.attributes])
      if (!attributes.has(name)) element.removeAttribute(name);
    for (const [name, value] of attributes)
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  themeEditor.reset();
  preview.reset();
  void scenarioPicker?.clear();
});
document.documentElement.dataset['playground'] = 'ready';

/** Applies the theme to the preview, and renders the snippets. */
function update() {
  const canvases = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.canvas'));
  for (const {style} of canvases) {
    for (const name of [...style]) if (name.startsWith('--')) style.removeProperty(name);
    for (const [name, value] of themeEditor.theme) style.setProperty(name, value);
  }
  renderCode(buildSnippets());
}

function buildSnippets() {
  const {lang, dir, scheme, shown} = preview.getSettings();
  const areBothShown = shown === 'both';
  const shownElements = elements
    .filter(({element}) => areBothShown || element.localName === shown)
    .map(({element, declaration: {tagName, attributes}}) => ({
      tagName,
      attributes: [
        ...(tagName === 'kaltura-room' && areBothShown ? [textAttribute('id', room.id)] : []),
        ...attributes
          .filter(({name}) => element.hasAttribute(name))
          .filter(({name}) => areBothShown || name !== 'for')
          .map(({name, type}) => ({
            name,
            value: element.getAttribute(name) ?? '',
            kind: parseControlType(type.text).kind,
          })),
        ...(lang ? [textAttribute('lang', lang)] : []),
        ...(dir ? [textAttribute('dir', dir)] : []),
      ],
    }))
    // On the page, the form comes before the room.
    .reverse();
  const values = Object.fromEntries(
    elements.flatMap(({element}) => [...element.attributes].map(({name, value}) => [name, value])),
  );
  return [
    ...createSnippets({elements: shownElements, theme: [...themeEditor.theme], scheme}),
    createHeadersSnippet(pageHeaders, values, auth),
  ];
}

/** @returns {import('./snippets.js').AttributeValue} */
function textAttribute(/** @type {string} */ name, /** @type {string} */ value) {
  return {name, value, kind: 'text'};
}

/** Asks the demo's server to apply a scenario, and returns whether it did. */
async function postScenario(/** @type {string | null} */ id) {
  const response = await fetch(resolveUrl('api/simulator/faults'), {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({scenario: id}),
  }).catch(() => undefined);
  return response?.ok ?? false;
}
