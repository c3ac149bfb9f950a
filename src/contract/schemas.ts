import * as z from 'zod/mini';
import {RoomError, type RoomErrorCode} from './room-error.js';
import {KS_V2, redactKs} from './ks-pattern.js';
import {ROOM_ID, ROOM_ID_EXPECTED} from './room-id.js';
import {KS_PATH} from './ks-path.js';

/*
 * The wire contract between a page and its host backend: the schema of every body, for both sides. The
 * descriptions are also the error messages. They name what was expected, and never repeat the value.
 *
 * The `__PURE__` annotations let a bundler leave out the schemas that a page does not use.
 */

/* @__NO_SIDE_EFFECTS__ */
const matching = (pattern: RegExp, expected: string) =>
  z.string(expected).check(z.regex(pattern, expected));
/* @__NO_SIDE_EFFECTS__ */
const upTo = (limit: number, ...before: z.core.$ZodCheck<string>[]) =>
  z
    .string('expected text')
    .check(...before, z.maxLength(limit, `expected at most ${limit} characters`));
const text = /* @__PURE__ */ z.string('expected text');
const flag = /* @__PURE__ */ z.optional(z.boolean('expected true or false'));
const expiresAt = /* @__PURE__ */ z.nullish(z.number('expected Unix seconds'));

/** Messages for a body that must contain only the listed fields. */
const only = {
  error: (issue: {code: string; keys?: readonly string[]}) =>
    issue.code === 'unrecognized_keys'
      ? `expected no "${issue.keys?.join('", "')}"`
      : 'expected an object',
};

/** A room's entry ID. */
export const RoomId = /* @__PURE__ */ matching(ROOM_ID, ROOM_ID_EXPECTED);

/** A Kaltura user ID (`kuser::PUSER_ID_REGEXP`), except `*` (everybody) and `0` (no user). */
export const UserId = /* @__PURE__ */ matching(
  /^(?![*0]$)[\w,!#$%&'*+?^`{|}~.@-]{1,320}$/,
  'expected a Kaltura user ID: up to 320 letters, digits and .@_-+ without spaces',
);

const Ks = /* @__PURE__ */ matching(KS_V2, 'expected a KS');

/**
 * The body of `POST {token-url}`. The flags are what the page asks for, not what it gets. `lang` is the
 * language of the page, a BCP 47 tag; a server ignores any other text.
 */
export const TokenRequest = /* @__PURE__ */ z.strictObject(
  {
    roomId: RoomId,
    roomModerator: flag,
    chatModerator: flag,
    lang: /* @__PURE__ */ z.optional(upTo(35)),
  },
  only,
);
export type TokenRequest = z.output<typeof TokenRequest>;

/**
 * A launch by KS: the page opens `{kafUrl}{ksPath}{ks}`. The default of `ksPath` is
 * `/embeddedrooms/index/view-room/ks/`.
 */
export const KsLaunch = /* @__PURE__ */ z.object(
  {
    auth: /* @__PURE__ */ z.nullish(z.literal('ks', 'expected "ks"')),
    ks: Ks,
    kafUrl: /* @__PURE__ */ z.nullish(text),
    ksPath: /* @__PURE__ */ z.nullish(matching(KS_PATH, 'expected a path')),
    expiresAt,
  },
  'expected a launch such as {ks, kafUrl}',
);
export type KsLaunch = z.output<typeof KsLaunch>;

/** A launch by LTI 1.1: the page posts the signed `fields` to `action` in its frame. */
export const LtiLaunch = /* @__PURE__ */ z.object({
  auth: z.literal('lti-1.1'),
  action: text,
  fields: z.catchall(z.object({}, 'expected an object'), text),
  expiresAt,
});
export type LtiLaunch = z.output<typeof LtiLaunch>;

/** A launch by LTI 1.3: the page opens `url`, KAF's OIDC initiation. */
export const Lti13Launch = /* @__PURE__ */ z.object({
  auth: z.literal('lti-1.3'),
  url: text,
  expiresAt,
});
export type Lti13Launch = z.output<typeof Lti13Launch>;

/**
 * The `data` that answers a token request, told apart by `auth` (by KS where it is absent);
 * `expiresAt` is in Unix seconds.
 */
export const Launch = /* @__PURE__ */ z.union(
  [KsLaunch, LtiLaunch, Lti13Launch],
  'expected a launch',
);
export type Launch = z.output<typeof Launch>;

/**
 * Returns the schema for the kind of launch that `value` says it is. Unlike the union of them, it can
 * name the very field that is wrong.
 */
export function launchSchema(
  value: unknown,
): typeof KsLaunch | typeof LtiLaunch | typeof Lti13Launch {
  const auth = (value as {auth?: unknown} | null | undefined)?.auth;
  return auth === 'lti-1.1' ? LtiLaunch : auth === 'lti-1.3' ? Lti13Launch : KsLaunch;
}

/* @__NO_SIDE_EFFECTS__ */
const userIds = () =>
  z.optional(
    z.array(UserId, 'expected a list of user IDs').check(z.maxLength(100, 'expected at most 100')),
  );

/** The body of `POST {create-url}`: KAF's create-room without the KS. */
export const CreateRequest = /* @__PURE__ */ z.strictObject(
  {
    name: /* @__PURE__ */ upTo(256, z.trim(), z.minLength(1, 'expected a name')),
    description: /* @__PURE__ */ z.optional(upTo(5000)),
    tags: /* @__PURE__ */ z.optional(upTo(2000)),
    templateRoomEntryId: /* @__PURE__ */ z.optional(RoomId),
    roomModeratorUserIds: /* @__PURE__ */ userIds(),
    chatModeratorUserIds: /* @__PURE__ */ userIds(),
  },
  only,
);
export type CreateRequest = z.output<typeof CreateRequest>;

/** The `data` that answers a create request. */
export const CreatedRoom = /* @__PURE__ */ z.object({id: RoomId});
export type CreatedRoom = z.output<typeof CreatedRoom>;

const anything = /* @__PURE__ */ z.optional(z.unknown());

/**
 * KAF's envelope, which every answer wears: `data` where `success`, else why not. After a failed
 * creation, `outcome` says whether a room may exist: `not-created` or `unknown`.
 */
export const Envelope = /* @__PURE__ */ z.object(
  {
    success: z.boolean('expected true or false'),
    data: anything,
    errorCode: anything,
    error: anything,
    outcome: anything,
  },
  'expected an object',
);

export type Envelope = z.output<typeof Envelope>;

/**
 * Parses a value that crosses a boundary. Each value is parsed once, on entry.
 * @throws RoomError with `code`, naming the first field that is wrong and never its value.
 */
export function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  code: RoomErrorCode,
  what: string,
): z.output<Schema> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const {path = [], message} = result.error.issues[0] ?? {};
  throw new RoomError(code, redactKs(`${[what, ...path].join('.')}: ${message}`));
}
