import type {Instance} from '../instance-options.js';
import {Refusal} from '../kaf/refusal.js';
import type {Participant} from '../kaf/view-room.js';

/*
 * Parameters that launches by LTI 1.1 and by LTI 1.3 have in common.
 */

/** Parameters by name. A repeated parameter is refused, so each name has one value. */
export type Parameters = Readonly<Record<string, string>>;

/**
 * Reads the parameters in the query and, for a POST, in the form.
 * @throws Refusal if a parameter is repeated, or the body is not a form
 */
export async function readParameters(request: Request): Promise<Parameters> {
  const form = request.method === 'POST' ? await readForm(request) : [];
  const parameters = new Map<string, string>();
  for (const [name, value] of [...new URL(request.url).searchParams, ...form]) {
    // The signer and the reader of a launch may use different values of a repeated parameter.
    if (parameters.has(name))
      throw new Refusal(500, `The parameter "${name.slice(0, 50)}" is repeated.`);
    parameters.set(name, value);
  }
  return Object.fromEntries(parameters);
}

async function readForm(request: Request): Promise<Iterable<[string, string]>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type))
    throw new Refusal(500, 'The body must be a form, sent as application/x-www-form-urlencoded.');
  return new URLSearchParams(await request.text());
}

/**
 * Parses the parameters of a room. Kaltura documents two spellings of each, such as `entryId` and
 * `entry_id`.
 * @param prefix of all names: `custom_` in a form of LTI 1.1
 * @throws Refusal if two spellings have different values, or the room is missing
 */
export function parseRoomParameters(
  parameters: Parameters,
  prefix = '',
): Pick<Participant, 'entryId' | 'roomModerator' | 'chatModerator'> {
  const read = (camelCase: string, snakeCase: string): string | undefined => {
    const value = parameters[prefix + camelCase];
    const alternative = parameters[prefix + snakeCase];
    if (value !== undefined && alternative !== undefined && value !== alternative)
      throw new Refusal(
        500,
        `The parameters ${prefix}${camelCase} and ${prefix}${snakeCase} must have the same value.`,
      );
    return value ?? alternative;
  };
  const entryId = read('entryId', 'entry_id');
  if (!entryId)
    throw new Refusal(500, `The parameter ${prefix}entryId or ${prefix}entry_id is missing.`);
  return {
    entryId,
    roomModerator: read('roomModerator', 'room_moderator'),
    chatModerator: read('chatModerator', 'chat_moderator'),
  };
}

/**
 * Checks that a launch has the parameters that the instance requires.
 * @param hasParameter returns whether the launch has the parameter with this LTI 1.1 name
 * @throws Refusal if a parameter is missing
 */
export function checkRequiredParameters(
  {requiredLtiParameters}: Instance,
  hasParameter: (name: string) => boolean,
): void {
  const missing = requiredLtiParameters.filter(name => !hasParameter(name));
  if (missing.length > 0)
    throw new Refusal(403, `The launch must have these parameters: ${missing.join(', ')}.`);
}

/** Context roles of LIS, core and other, that KAF supports. */
const SUPPORTED_ROLES = new Set([
  ...['Administrator', 'ContentDeveloper', 'Instructor', 'Learner', 'Mentor'],
  ...['Manager', 'Member', 'Officer'],
]);

/**
 * Formats of a context role: a name or a URN in LTI 1.1 (LTI 1.1.1, appendix A.2), a URI in LTI 1.3
 * (LTI 1.3, appendix A.2.3). Both may name a sub-role.
 */
const CONTEXT_ROLE = {
  '1.1': /^(?:urn:lti:role:ims\/lis\/)?(?<role>\w+)(?:\/\w+)?$/,
  '1.3':
    /^http:\/\/purl\.imsglobal\.org\/vocab\/lis\/v2\/membership(?:\/(?<principal>\w+))?#(?<role>\w+)$/,
} as const;

/**
 * Checks that one of the roles is a context role that KAF supports. Institution roles do not count.
 * @throws Refusal if no role is supported
 */
export function checkRoles(version: keyof typeof CONTEXT_ROLE, roles: readonly string[]): void {
  const isSupported = roles.some(text => {
    const {principal, role = ''} = CONTEXT_ROLE[version].exec(text.trim())?.groups ?? {};
    return SUPPORTED_ROLES.has(principal ?? role);
  });
  if (!isSupported)
    throw new Refusal(403, 'The roles must include a context role of LIS, such as Learner.');
}
