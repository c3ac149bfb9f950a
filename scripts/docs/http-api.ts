import {buildOpenApiDocument} from '../../src/cli/openapi/document.js';
import {isRoomErrorCode} from '../../src/contract/error-catalog.js';
import {code, joinBlocks} from './markdown.js';

/* The HTTP API, from the OpenAPI document that the package contains. */

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

interface Body {
  readonly content: {
    readonly 'application/json': {
      readonly schema: Schema;
      readonly examples: Readonly<Record<string, {readonly value: unknown}>>;
    };
  };
}

interface Response extends Body {
  readonly description: string;
  readonly headers: Readonly<Record<string, object>>;
}

interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
}

interface Operation {
  readonly summary: string;
  readonly parameters?: readonly object[];
  readonly requestBody: Body;
  readonly responses: Readonly<Record<string, Response>>;
}

interface OpenApi {
  readonly info: {readonly description: string};
  readonly paths: Readonly<Record<string, {readonly post: Operation}>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

/** Schemas with a section of their own. The others are parts of an operation. */
const SCHEMAS = [
  'TokenRequest',
  'Launch',
  'KsLaunch',
  'LtiLaunch',
  'Lti13Launch',
  'CreateRequest',
  'CreatedRoom',
  'Failure',
  'CreationFailure',
];

/** Builds the operations, then the schemas of their bodies. */
export function buildHttpApi(): string {
  const {info, paths, components} = buildOpenApiDocument() as unknown as OpenApi;
  return `${joinBlocks(
    '## Rules',
    info.description,
    ...Object.entries(paths).map(([path, {post}]) => buildOperation(path, post, components)),
    '## Schemas',
    ...SCHEMAS.map(name => buildSchema(name, components.schemas[name] ?? {})),
  )}\n`;
}

function buildOperation(
  path: string,
  {summary, parameters, requestBody, responses}: Operation,
  components: OpenApi['components'],
): string {
  const slug = path.slice(1);
  const successes = Object.entries(responses).filter(([status]) => status < '300');
  const failures = Object.entries(responses).filter(([status]) => status >= '300');
  return joinBlocks(
    `## POST …${path} {#post-${slug}}`,
    `${summary}.`,
    `### Request {#post-${slug}-request}`,
    `- **Body**: ${describeType(requestBody.content['application/json'].schema)}`,
    parameters && Object.values(components.parameters).map(buildParameter).join('\n'),
    buildExamples(requestBody),
    ...successes.map(([status, response]) => buildSuccess(slug, status, response, components)),
    `### Errors of …${path} {#post-${slug}-errors}`,
    failures.map(([status, response]) => buildFailure(status, response)).join('\n'),
  );
}

const buildParameter = ({name, description, schema}: Parameter): string =>
  `- **Header ${code(name)}** (${describeLimits(schema)}): ${description}`;

function buildSuccess(
  slug: string,
  status: string,
  response: Response,
  {schemas}: OpenApi['components'],
): string {
  const {schema} = response.content['application/json'];
  const data = schemas[getRefName(schema)]?.properties?.['data'] ?? {};
  return joinBlocks(
    `### Response ${status} {#post-${slug}-${status}}`,
    response.description,
    `- **Body**: \`{"success": true, "data": …}\`, with ${describeType(data)} in \`data\`\n- **Headers**: ${Object.keys(response.headers).map(code).join(', ')}`,
    buildExamples(response),
  );
}

function buildFailure(status: string, {description, headers}: Response): string {
  const linked = description.replace(/`([\w-]+)`/g, (text, name: string) =>
    isRoomErrorCode(name) ? `[${text}](/reference/error-codes#${name})` : text,
  );
  const others = Object.keys(headers).filter(name => name !== 'Cache-Control');
  return `- **${status}**: ${linked}${others.length ? `. With ${others.map(code).join(', ')}` : ''}`;
}

const buildExamples = ({content}: Body): string =>
  joinBlocks(
    ...Object.values(content['application/json'].examples).map(
      ({value}) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``,
    ),
  );

function buildSchema(name: string, schema: Schema): string {
  const {properties = {}, required = [], anyOf} = schema;
  const fields = Object.entries(properties).map(([field, property]) => {
    const facts = [describeType(property), required.includes(field) ? 'required' : 'optional'];
    return `- ${code(field)} (${facts.join(', ')})${property.description ? `: ${escapeText(property.description)}` : ''}`;
  });
  return joinBlocks(
    `### ${name} {#${name.toLowerCase()}}`,
    schema.description && escapeText(schema.description),
    anyOf ? anyOf.map(part => `- ${describeType(part)}`).join('\n') : fields.join('\n'),
  );
}

/** Describes the type of a value, with a link to its schema. */
function describeType(schema: Schema): string {
  const {$ref, anyOf, items, type, enum: values} = schema;
  if ($ref) {
    const name = getRefName(schema);
    if (name === 'ErrorCode') return '[an error code](/reference/error-codes)';
    return `[${code(name)}](#${name.toLowerCase()})`;
  }
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (values) return values.map(value => code(JSON.stringify(value))).join(' or ');
  if (anyOf)
    return anyOf
      .filter(part => part.type !== 'null')
      .map(describeType)
      .join(' or ');
  const names = [type ?? 'value'].flat().filter(name => name !== 'null');
  const kind = items ? `list of ${describeType(items)}` : names.join(' or ');
  return [kind, describeLimits(schema)].filter(Boolean).join(', ');
}

function describeLimits({pattern, minLength, maxLength, maxItems}: Schema): string {
  const isVisible = minLength !== undefined && minLength > 0;
  return [
    maxLength && `${isVisible ? `${minLength} to` : 'at most'} ${maxLength} characters`,
    maxItems && `at most ${maxItems}`,
    pattern && code(pattern),
  ]
    .filter(Boolean)
    .join(', ');
}

const getRefName = ({$ref = ''}: Schema): string => $ref.split('/').at(-1) ?? '';

/** Makes code of placeholders in braces, which Markdown could take for something else. */
const escapeText = (text: string): string => text.replace(/\S*\{\S+\}\S*?(?=[.,]?(?:\s|$))/g, code);
