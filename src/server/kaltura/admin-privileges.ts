import * as z from 'zod';
import {UNSAFE_VALUE} from './ks.js';

/** Privileges that the option `adminPrivileges` may add to the admin KS for create-room. */
const ADMIN_PRIVILEGE_NAMES = [
  'disableentitlement',
  'enableentitlement',
  'privacycontext',
] as const;

/** Values by name; `''` for a privilege without a value. */
export type AdminPrivileges = Readonly<
  Partial<Record<(typeof ADMIN_PRIVILEGE_NAMES)[number], string>>
>;

const EXPECTED = `adminPrivileges must be an object of ${ADMIN_PRIVILEGE_NAMES.join(', ')} with string values`;

/** Schema of {@link AdminPrivileges}. */
export const AdminPrivileges = z
  .partialRecord(
    z.enum(ADMIN_PRIVILEGE_NAMES),
    z
      .string(EXPECTED)
      .max(200, 'adminPrivileges must have values of at most 200 characters')
      .refine(
        value => !UNSAFE_VALUE.test(value),
        'adminPrivileges must have values without , : ; * and control characters',
      ),
    EXPECTED,
  )
  .transform((privileges): AdminPrivileges => privileges);
