import {format, resolveConfig} from 'prettier';

/*
 * Generates the README's tables of the elements from the manifest, between `<!-- tag: table -->` and
 * `<!-- end -->`. `npm run tables` writes them and `test/docs/readme.test.ts` compares them.
 */

interface Item {
  readonly name: string;
  readonly description?: string;
  readonly fieldName?: string;
  readonly kind?: string;
  readonly readonly?: boolean;
}

interface Declaration extends Readonly<
  Record<
    'attributes' | 'members' | 'events' | 'slots' | 'cssParts' | 'cssProperties' | 'cssStates',
    readonly Item[]
  >
> {
  readonly tagName: string;
}

export interface Manifest {
  readonly modules: readonly {readonly declarations: readonly Declaration[]}[];
}

type Rows = readonly (readonly string[])[];

const TABLES: Readonly<Record<string, (element: Declaration) => Rows>> = {
  attributes({attributes, members}) {
    const properties = members.filter(
      ({name, kind, readonly}) =>
        kind === 'field' && !readonly && !attributes.some(({fieldName}) => fieldName === name),
    );
    return [
      ['Attribute', 'Property', ''],
      ...attributes.map(({name, fieldName = '', description = ''}) => [
        formatCode(name),
        formatCode(fieldName),
        description,
      ]),
      ...properties.map(({name, description = ''}) => ['', formatCode(name), description]),
    ];
  },
  methods: ({members}) => [
    ['Method', ''],
    ...members
      .filter(({kind, description}) => kind === 'method' && description)
      .map(({name, description = ''}) => [formatCode(`${name}()`), description]),
  ],
  events: ({events}) => buildItemRows('Event', events),
  slots: ({slots}) => buildItemRows('Slot', slots),
  styles: ({cssParts, cssProperties, cssStates}) => [
    ['Part, property or state', ''],
    ...cssParts.map(({name, description = ''}) => [formatCode(`::part(${name})`), description]),
    ...cssProperties.map(({name, description = ''}) => [formatCode(name), description]),
    ...cssStates.map(({name, description = ''}) => [formatCode(`:state(${name})`), description]),
  ],
};

/** Returns the README with the current tables of both elements. */
export async function updateElementTables(readme: string, {modules}: Manifest): Promise<string> {
  const elements = modules.flatMap(({declarations}) => declarations);
  const filled = readme.replace(
    /(<!-- (kaltura-room(?:-creator)?): (\w+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, tag: string, tableName: string, end: string) => {
      const element = elements.find(({tagName}) => tagName === tag);
      const rows = element && TABLES[tableName]?.(element);
      if (!rows) throw new Error(`The manifest has no ${tableName} of ${tag}`);
      return `${start}\n${formatTable(rows)}\n\n${end}`;
    },
  );
  return format(filled, {...(await resolveConfig('README.md')), parser: 'markdown'});
}

const formatCode = (text: string) => (text ? `\`${text}\`` : '');

const buildItemRows = (header: string, items: readonly Item[]): Rows => [
  [header, ''],
  ...items.map(({name, description = ''}) => [formatCode(name), description]),
];

function formatTable([head = [], ...rows]: Rows): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map(
      cells =>
        `| ${cells.map(cell => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`,
    )
    .join('\n');
}
