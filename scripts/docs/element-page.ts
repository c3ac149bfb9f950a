import {
  ReflectionKind,
  type Comment,
  type DeclarationReflection,
  type ProjectReflection,
} from 'typedoc';
import {buildTable, code, joinBlocks, toLine} from './markdown.js';
import type {Attribute, ElementDeclaration, Member} from './manifest.js';

/** Pages that document types, by the name of the type. */
const TYPE_PAGES: Readonly<Record<string, string>> = {
  RoomError: '/reference/browser-api#roomerror',
  RoomWarningCode: '/reference/error-codes#warnings',
  Launch: '/reference/http-api#launch',
  FetchLaunch: '/reference/browser-api#fetchlaunch',
  RequestHeaders: '/reference/browser-api#requestheaders',
  CreateRequest: '/reference/http-api#createrequest',
  RoomTemplate: '/reference/browser-api#roomtemplate',
  LoadTemplates: '/reference/browser-api#loadtemplates',
  SearchUsers: '/reference/browser-api#searchusers',
};

/**
 * Builds the reference of an element.
 * @param project contains the classes of its events
 */
export function buildElementPage(element: ElementDeclaration, project: ProjectReflection): string {
  const {attributes, members, events, slots, cssParts, cssProperties, cssStates} = element;
  const fields = members.filter(({kind}) => kind === 'field');
  const settable = fields.filter(({readonly}) => !readonly);
  const hasAttribute = ({name}: Member) => attributes.some(({fieldName}) => fieldName === name);
  return `${joinBlocks(
    '## Attributes',
    'Each attribute has a property.',
    ...attributes.map(attribute => buildAttribute(attribute, settable)),
    '## Properties',
    'These properties have no attribute.',
    ...fields.filter(field => !hasAttribute(field)).map(field => buildProperty(field)),
    '## Methods',
    ...members.filter(({kind}) => kind === 'method').map(buildMethod),
    '## Events',
    ...events.map(event => buildEvent(event, project)),
    '## Slots',
    buildTable(
      ['Slot', 'Content'],
      slots.map(({name, description}) => [name ? code(name) : '(default)', toLine(description)]),
    ),
    '## CSS parts',
    'Style them with `::part(name)`.',
    buildTable(
      ['Part', 'Content'],
      cssParts.map(({name, description}) => [code(name), toLine(description)]),
    ),
    '## CSS custom properties',
    buildTable(
      ['Property', 'Sets'],
      cssProperties.map(({name, description}) => [code(name), toLine(description)]),
    ),
    '## CSS states',
    'Select them with `:state(name)`.',
    buildTable(
      ['State', 'Meaning'],
      cssStates.map(({name, description}) => [code(name), toLine(description)]),
    ),
  )}\n`;
}

function buildAttribute(attribute: Attribute, fields: readonly Member[]): string {
  const {name, fieldName, type, description} = attribute;
  const field = fields.find(field => field.name === fieldName);
  return joinBlocks(
    `### ${name} {#${name}}`,
    joinFacts(
      `Property ${code(fieldName)}`,
      linkType(type?.text),
      attribute.default && `Default ${code(attribute.default)}`,
      field?.reflects && 'Reflects',
    ),
    toLine(description),
  );
}

function buildProperty({name, type, readonly, static: isStatic, description}: Member): string {
  return joinBlocks(
    `### ${name} {#property-${name}}`,
    joinFacts(linkType(type?.text), isStatic && 'Static', readonly && 'Read-only'),
    toLine(description),
  );
}

function buildMethod({name, description, return: result}: Member): string {
  const type = result?.type.text;
  return joinBlocks(
    `### ${name}() {#method-${name}}`,
    type && type !== 'void' && joinFacts(`Returns ${linkType(type)}`),
    toLine(description),
  );
}

function buildEvent(
  {name, type, description}: ElementDeclaration['events'][number],
  project: ProjectReflection,
): string {
  return joinBlocks(
    `### ${name} {#event-${name}}`,
    joinFacts(`Class ${linkType(type?.text)}`),
    toLine(description),
    listEventFields(type?.text, project)
      .map(field => `- ${code(field.name)} (${linkType(getType(field))}): ${getSentence(field)}`)
      .join('\n'),
  );
}

/** Returns the properties that an event of this package adds to `Event`. */
function listEventFields(
  className: string | undefined,
  project: ProjectReflection,
): readonly DeclarationReflection[] {
  const [event] = project
    .getReflectionsByKind(ReflectionKind.Class)
    .filter(({name}) => name === className) as DeclarationReflection[];
  return (event?.children ?? []).filter(
    ({kind, flags}) =>
      (kind === ReflectionKind.Property || kind === ReflectionKind.Accessor) && !flags.isStatic,
  );
}

const getType = ({type, getSignature}: DeclarationReflection): string =>
  String(type ?? getSignature?.type ?? '');

const getSentence = ({comment, getSignature}: DeclarationReflection): string =>
  toLine(toText(comment ?? getSignature?.comment));

const toText = (comment: Comment | undefined): string =>
  (comment?.summary ?? []).map(({text}) => text).join('');

/** Joins facts about an item to one line. */
const joinFacts = (...facts: readonly (string | false | undefined)[]): string =>
  facts.filter(Boolean).join(' · ');

/** Formats a type, with a link if a page documents it. */
function linkType(text = ''): string {
  const type = text.replaceAll('"', "'");
  const documented = Object.keys(TYPE_PAGES).find(name => new RegExp(`\\b${name}\\b`).test(type));
  if (/^Room\w+Event$/.test(type))
    return `[${code(type)}](/reference/browser-api#${type.toLowerCase()})`;
  return documented ? `[${code(type)}](${TYPE_PAGES[documented]})` : code(type);
}
