import * as z from 'zod';
import {KAF_ROLES} from '../server/authorize.js';
import {VIEW_ROOM_PATH, VIEW_ROOM_PATH_PATTERN} from '../server/view-room-path.js';
import {getClaimPath} from './lti/claim-names.js';

/**
 * Rules of the KAF instance that Kaltura does not document. By default, the simulator accepts the
 * launches that a KAF instance most plausibly accepts.
 */
export interface InstanceOptions {
  /** Path of the room page, `/embeddedrooms/index/view-room` by default. Other paths respond with 404. */
  readonly viewRoomPath?: string;
  /** Place of the KS in the address of the room page: `…/ks/{KS}` (`path`, the default) or `?ks={KS}`. */
  readonly ksIn?: 'path' | 'query';
  /**
   * Privileges that a KS must have, such as `userId`, `email`, `locale` or `returnUrl`. Without them, the
   * room page shows Access Denied. None by default.
   */
  readonly requiredPrivileges?: readonly string[];
  /**
   * Parameters that an LTI launch must have, by their names in LTI 1.1, such as
   * `launch_presentation_locale`. A launch by LTI 1.3 must have the same values as claims
   * (`launch_presentation.locale`). None by default.
   */
  readonly requiredLtiParameters?: readonly string[];
  /**
   * Roles of which a KS must have one. By default, a KS may have one of KAF's five roles or none. LTI
   * launches have no KAF role.
   */
  readonly allowedRoles?: readonly string[];
  /** Whether create-room requires the privilege `disableentitlement`; false by default. */
  readonly hasEntitlement?: boolean;
}

/** {@link InstanceOptions} with defaults. */
export type Instance = z.output<typeof InstanceSchema>;

const mustBe = (option: string, expected: string) => ({
  error: ({input}: {input?: unknown}) =>
    `instance.${option} must be ${expected}; got ${JSON.stringify(input)}`,
});

const PATH = mustBe('viewRoomPath', 'a path such as /embeddedrooms/index/view-room');
const PRIVILEGES = mustBe('requiredPrivileges', 'an array of privilege names, such as userId');
const PARAMETERS = mustBe(
  'requiredLtiParameters',
  'an array of LTI 1.1 names that LTI 1.3 has a claim for, such as launch_presentation_locale',
);
const ROLES = mustBe('allowedRoles', 'an array of KAF roles, such as viewerRole');

const InstanceSchema = z.strictObject(
  {
    viewRoomPath: z.string(PATH).regex(VIEW_ROOM_PATH_PATTERN, PATH).default(VIEW_ROOM_PATH),
    ksIn: z.enum(['path', 'query'], mustBe('ksIn', '"path" or "query"')).default('path'),
    requiredPrivileges: z
      .array(z.string(PRIVILEGES).regex(/^[A-Za-z][A-Za-z0-9]*$/, PRIVILEGES), PRIVILEGES)
      .default([]),
    requiredLtiParameters: z
      .array(
        z.string(PARAMETERS).refine(name => getClaimPath(name) !== undefined, PARAMETERS),
        PARAMETERS,
      )
      .default([]),
    allowedRoles: z.array(z.string(ROLES).min(1, ROLES), ROLES).optional(),
    hasEntitlement: z.boolean(mustBe('hasEntitlement', 'a boolean')).default(false),
  },
  {
    error: ({code, keys, input}) =>
      code === 'unrecognized_keys'
        ? `instance must have known options only; got ${keys.join(', ')}`
        : `instance must be an object; got ${JSON.stringify(input)}`,
  },
);

/**
 * Validates the options of the KAF instance, and adds the defaults.
 * @throws Error for an invalid option
 */
export function parseInstance(options: InstanceOptions = {}): Instance {
  const {success, data, error} = InstanceSchema.safeParse(options);
  if (!success) throw new Error(error.issues[0]?.message, {cause: error});
  return data;
}

/** Returns whether the instance admits a KS with this `role` privilege. */
export function isAllowedRole({allowedRoles}: Instance, role: string | undefined): boolean {
  const roles: readonly string[] = allowedRoles ?? KAF_ROLES;
  return role === undefined ? !allowedRoles : roles.includes(role);
}
