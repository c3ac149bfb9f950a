import {format, resolveConfig} from 'prettier';

/*
 * What the manifest says of the elements, as the README prints it between `<!-- tag: what -->` and
 * `<!-- end -->`: written there by `npm run tables`, and held to it by `test/readme.test.ts`.
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
        code(name),
        code(fieldName),
        description,
      ]),
      ...properties.map(({name, description = ''}) => ['', code(name), description]),
    ];
  },
  methods: ({members}) => [
    ['Method', ''],
    ...members
      .filter(({kind, description}) => kind === 'method' && description)
      .map(({name, description = ''}) => [code(`${name}()`), description]),
  ],
  events: ({events}) => named('Event', events),
  slots: ({slots}) => named('Slot', slots),
  styles: ({cssParts, cssProperties, cssStates}) => [
    ['Part, property or state', ''],
    ...cssParts.map(({name, description = ''}) => [code(`::part(${name})`), description]),
    ...cssProperties.map(({name, description = ''}) => [code(name), description]),
    ...cssStates.map(({name, description = ''}) => [code(`:state(${name})`), description]),
  ],
};

/** The README with the tables of both elements as the manifest has them. */
export async function withElementTables(readme: string, {modules}: Manifest): Promise<string> {
  const elements = modules.flatMap(({declarations}) => declarations);
  const filled = readme.replace(
    /(<!-- (kaltura-room(?:-creator)?): (\w+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, tag: string, what: string, end: string) => {
      const element = elements.find(({tagName}) => tagName === tag);
      const rows = element && TABLES[what]?.(element);
      if (!rows) throw new Error(`The manifest has no ${what} of ${tag}`);
      return `${start}\n${table(rows)}\n\n${end}`;
    },
  );
  return format(filled, {...(await resolveConfig('README.md')), parser: 'markdown'});
}

const code = (text: string) => (text ? `\`${text}\`` : '');

const named = (what: string, items: readonly Item[]): Rows => [
  [what, ''],
  ...items.map(({name, description = ''}) => [code(name), description]),
];

function table([head = [], ...rows]: Rows): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map(
      cells =>
        `| ${cells.map(cell => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`,
    )
    .join('\n');
}
