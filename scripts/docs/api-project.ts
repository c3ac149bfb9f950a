import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {
  Application,
  Comment,
  Converter,
  IntrinsicType,
  Logger,
  LogLevel,
  OptionDefaults,
  ReflectionFlag,
  ReflectionKind,
  ReflectionType,
  TSConfigReader,
  type CommentDisplayPart,
  type DeclarationReflection,
  type ProjectReflection,
  type Reflection,
  type TypeDocOptions,
} from 'typedoc';
import type {PluginOptions} from 'typedoc-plugin-markdown';
import {ROOM_ERROR_CODES} from '../../src/contract/error-catalog.js';
import {KAF_ROLES} from '../../src/server/authorize.js';
import {ENDPOINTS} from '../../src/simulator/index.js';

/*
 * The modules of the package, as TypeDoc reads them from the sources. Their Markdown comes from
 * `typedoc-plugin-markdown`.
 */

/** An exported module: its source, and the page of the site that documents it. */
export interface ApiModule {
  readonly name: string;
  readonly source: string;
  readonly page: string;
}

/** The documented modules. A type that several modules export belongs to the first of them. */
export const API_MODULES: readonly ApiModule[] = [
  {name: 'browser', source: 'src/index.ts', page: '/reference/browser-api'},
  {name: 'server', source: 'src/server/index.ts', page: '/reference/server-api'},
  {name: 'redis', source: 'src/server/redis.ts', page: '/reference/server-api'},
  {name: 'csp', source: 'src/csp/index.ts', page: '/reference/csp-api'},
  {name: 'simulator', source: 'src/simulator/index.ts', page: '/reference/simulator-api'},
];

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The exported modules, and the problems: exports and options without a sentence, and dead links. */
export interface ApiProject {
  readonly project: ProjectReflection;
  /** Markdown by the name of the module. */
  readonly pages: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Collects warnings and errors instead of printing them. */
class ProblemLogger extends Logger {
  readonly problems: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn && !NEEDS_NO_SENTENCE.test(message)) this.problems.push(message);
  }
}

/**
 * Members that another sentence explains: constants, kinds of a union, headers, and bodies, whose fields
 * the HTTP API documents.
 */
const NEEDS_NO_SENTENCE =
  /^(?:browser\.\S+\.__type|browser\.\w+EventMap|server\.(?:SESSION_TYPE|AccessRequest)|csp\.pageHeaders|simulator\.(?:APP_TOKEN_STATUS|TEMPLATES|Fault))\..* does not have any documentation$/;

/** Tags of the custom elements manifest. */
const MANIFEST_TAGS = [
  '@fires',
  '@slot',
  '@csspart',
  '@cssprop',
  '@cssstate',
  '@customElement',
] as const;

/** Schemas of the HTTP API, whose fields its page documents. */
const HTTP_SCHEMAS = [
  'TokenRequest',
  'KsLaunch',
  'LtiLaunch',
  'Lti13Launch',
  'Launch',
  'CreateRequest',
];

/** Long unions, by the names of their types. TypeDoc loses the names of optional ones. */
const NAMED_UNIONS: Readonly<Record<string, readonly string[]>> = {
  Endpoint: ENDPOINTS,
  KafRole: KAF_ROLES,
  RoomErrorCode: ROOM_ERROR_CODES,
};

/** Fewer members than these are easy to read. */
const LONG_UNION = 5;

/** Reads the exported modules, and renders a page for each. */
export async function readApiProject(): Promise<ApiProject> {
  const out = await mkdtemp(join(tmpdir(), 'kaltura-room-docs-'));
  const options: TypeDocOptions & PluginOptions = {
    entryPoints: API_MODULES.map(({source}) => join(root, source)),
    tsconfig: join(root, 'src/tsconfig.json'),
    basePath: root,
    plugin: ['typedoc-plugin-markdown'],
    outputs: [{name: 'markdown', path: out}],
    readme: 'none',
    logLevel: 'Warn',
    blockTags: [...OptionDefaults.blockTags, ...MANIFEST_TAGS],
    sortEntryPoints: false,
    // The compiler checks the sources elsewhere.
    skipErrorChecking: true,
    disableSources: true,
    excludeExternals: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    sort: ['source-order'],
    groupOrder: [
      ...['Functions', 'Classes', 'Interfaces', 'Type Aliases', 'Variables'],
      ...['Constructors', 'Properties', 'Accessors', 'Methods'],
    ],
    validation: {notExported: false, invalidLink: true, notDocumented: true},
    flattenOutputFiles: true,
    outputFileStrategy: 'modules',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    hidePageTitle: true,
    hideGroupHeadings: true,
    useCustomAnchors: true,
    useHTMLEncodedBrackets: true,
  };
  try {
    const app = await Application.bootstrapWithPlugins(options, [new TSConfigReader()]);
    const logger = new ProblemLogger();
    app.logger = logger;
    app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({project}) => simplify(project));
    const project = await app.convert();
    if (!project) throw new Error(`TypeDoc failed: ${logger.problems.join('\n')}`);
    app.validate(project);
    await app.generateOutputs(project);
    const pages = await Promise.all(
      API_MODULES.map(
        async ({name, page}) =>
          [name, tidy(await readFile(join(out, `${name}.md`), 'utf8'), page)] as const,
      ),
    );
    return {project, pages: new Map(pages), problems: logger.problems};
  } finally {
    await rm(out, {recursive: true, force: true});
  }
}

/** Removes what a reader cannot use. */
function simplify(project: ProjectReflection): void {
  for (const module of project.getReflectionsByKind(ReflectionKind.Module))
    module.name = API_MODULES.find(({source}) => isSource(module, source))?.name ?? module.name;
  for (const reflection of project.getReflectionsByKind(ReflectionKind.All)) {
    const declaration = reflection as DeclarationReflection;
    // Every property is read-only, so the flag carries no information.
    declaration.flags.setFlag(ReflectionFlag.Readonly, false);
    hideDefaultValue(declaration);
    for (const tag of declaration.comment?.blockTags ?? []) toSentence(tag.content);
    if (declaration.kind === ReflectionKind.Parameter) toSentence(declaration.comment?.summary);
    if (isElement(declaration) || isSchema(declaration)) project.removeReflection(declaration);
    else if (isBody(declaration)) linkToHttpApi(declaration);
    else if (isFetch(declaration)) {
      project.removeReflection((declaration.type as ReflectionType).declaration);
      declaration.type = new IntrinsicType('typeof fetch');
    } else if (isCreateRequest(declaration)) declaration.type = new IntrinsicType('CreateRequest');
  }
}

/** Returns whether a module is in a file. TypeDoc names modules by the path of their file. */
const isSource = ({name}: Reflection, source: string) =>
  source.replace(/(\/index)?\.ts$/, '') === name;

/** The elements have pages of their own. */
const isElement = ({kind, name}: DeclarationReflection) =>
  kind === ReflectionKind.Class && name.endsWith('Element');

/** A schema has the name of the type that is exported. */
const isSchema = ({kind, type}: DeclarationReflection) =>
  kind === ReflectionKind.TypeAlias && String(type).startsWith('Zod');

const isBody = ({kind, name}: DeclarationReflection) =>
  kind === ReflectionKind.TypeAlias && HTTP_SCHEMAS.includes(name);

/** Replaces the type of a schema by a link to its fields. */
function linkToHttpApi(declaration: DeclarationReflection): void {
  declaration.type = new IntrinsicType('object');
  declaration.comment = new Comment([
    ...(declaration.comment?.summary ?? []),
    {
      kind: 'text',
      text: ` See [its fields](/reference/http-api#${declaration.name.toLowerCase()}).`,
    },
  ]);
}

/** Returns whether a member has the type of the global `fetch`, with its several signatures. */
const isFetch = ({name, type}: DeclarationReflection) =>
  name === 'fetch' &&
  type instanceof ReflectionType &&
  (type.declaration.signatures?.length ?? 0) > 1;

/** TypeDoc shows the fields of this schema instead of its name. */
const isCreateRequest = ({kind, type}: DeclarationReflection) =>
  kind === ReflectionKind.Property && String(type).includes('templateRoomEntryId?:');

/** Hides a default value, which is code. The sentence of an option has its default. */
function hideDefaultValue(declaration: DeclarationReflection): void {
  if (declaration.defaultValue === undefined) return;
  delete declaration.defaultValue;
  if (declaration.kind === ReflectionKind.Parameter)
    declaration.flags.setFlag(ReflectionFlag.Optional, true);
}

/** Makes a sentence of a note, such as `the admin secret`. */
function toSentence(parts: readonly CommentDisplayPart[] = []): void {
  const [first] = parts;
  const last = parts.at(-1);
  if (first?.kind === 'text')
    first.text = first.text.replace(/^[a-z]/, letter => letter.toUpperCase());
  if (last && !/[.:]\s*$/.test(last.text)) {
    if (last.kind === 'text') last.text = `${last.text.trimEnd()}.`;
    else (parts as CommentDisplayPart[]).push({kind: 'text', text: '.'});
  }
}

/** Makes the Markdown of the plugin shorter, and links to the pages of the site. */
function tidy(markdown: string, ownPage: string): string {
  return (
    markdown
      .replace(/^\*\*\*\n\n/gm, '')
      .replace(/^#+ Overrides\n\n.*\n\n/gm, '')
      // A sentence or a list below says more.
      .replace(/^> (?:`const` )?\*\*[\w\\]+\*\*(?: =|:) (?:`object`|.{500,})\n\n/gm, '')
      // The heading of a property has its name, and `?` if it is optional.
      .replace(/^> (?:`optional` )?\*\*[\w\\?-]+\*\*: /gm, '')
      .replace(/"[\w.-]+"(?: \\\| "[\w.-]+")+|(?:`"[\w.-]+"` \\\| )+`"[\w.-]+"`/g, nameUnion)
      .replace(/\]\((\w+)\.md(#[^)]*)?\)/g, (link, name: string, anchor = '') => {
        const page = API_MODULES.find(module => module.name === name)?.page;
        return page ? `](${page}${anchor})` : link;
      })
      // A parameter has no anchor, and its slug could be the anchor of a property.
      .replace(/^#{3,6} ([a-z_\\][^\n{]*)$/gm, '**$1**')
      // The plugin skips a level in the members of a type.
      .replace(/^### Type Declaration\n(?:(?!#{1,3} ).*\n)*/gm, section =>
        section.replace(/^#{5} /gm, '#### '),
      )
      .replace(/^## .*\n\nRe-exports \[.*\]\((.*)#.*\)\n*/gm, (section, page: string) =>
        page === ownPage ? '' : section,
      )
      .trimEnd()
      .concat('\n')
  );
}

/** Replaces a long union by the name of its type, or by `string`. */
function nameUnion(union: string): string {
  const members = Array.from(union.matchAll(/"([\w.-]+)"/g), ([, member = '']) => member);
  if (members.length < LONG_UNION) return union;
  const [name] =
    Object.entries(NAMED_UNIONS).find(
      ([, names]) =>
        names.length === members.length && members.every(member => names.includes(member)),
    ) ?? [];
  return name ? `[\`${name}\`](#${name.toLowerCase()})` : '`string`';
}
