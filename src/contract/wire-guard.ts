import {ROOM_ID, ROOM_ID_EXPECTED} from './room-id.js';
import type {CreatedRoom, Envelope, Launch} from './schemas.js';
import {RoomError, type RoomErrorCode} from './room-error.js';
import {KS_V2, redactKs} from './ks-pattern.js';
import {KS_PATH} from './ks-path.js';

/*
 * Validates what the elements read off the wire, without the schema library, which would be a third of
 * `room.js`. A property test compares these functions with the schemas in `schemas.ts`: both accept the
 * same values, return the same data and report the same problem.
 */

/** Returns KAF's envelope; undefined for anything else. */
export function parseEnvelope(value: unknown): Envelope | undefined {
  if (!isObject(value)) return undefined;
  const {success, data, errorCode, error, outcome} = value;
  return typeof success === 'boolean' ? {success, data, errorCode, error, outcome} : undefined;
}

/**
 * Returns the launch in `value`, without fields that are not part of it.
 * @param label names the value in the message of an error
 * @throws RoomError with `code`; it names the first wrong field and never repeats its value
 */
export function parseLaunch(value: unknown, code: RoomErrorCode, label: string): Launch {
  function check<T>(
    path: string,
    field: unknown,
    isExpected: (field: unknown) => field is T,
    expected: string,
  ): T {
    if (isExpected(field)) return field;
    throw new RoomError(code, redactKs(`${label}${path}: ${expected}`));
  }
  const text = (path: string, field: unknown) => check(path, field, isText, 'expected text');
  const time = (field: unknown) =>
    check('.expiresAt', field, optional(isFiniteNumber), 'expected Unix seconds');

  const {auth, ks, kafUrl, ksPath, action, fields, url, expiresAt} = check(
    '',
    value,
    isObject,
    'expected a launch such as {ks, kafUrl}',
  );
  switch (auth) {
    case 'lti-1.1': {
      const signed = Object.entries(check('.fields', fields, isObject, 'expected an object'))
        // The schemas drop this name too.
        .filter(([name]) => name !== '__proto__');
      return {
        auth,
        action: text('.action', action),
        fields: Object.fromEntries(
          signed.map(([name, field]) => [name, text(`.fields.${name}`, field)]),
        ),
        expiresAt: time(expiresAt),
      };
    }
    case 'lti-1.3':
      return {auth, url: text('.url', url), expiresAt: time(expiresAt)};
    default:
      return {
        auth: check('.auth', auth, optional(isKs), 'expected "ks"'),
        ks: check('.ks', ks, isKsV2, 'expected a KS'),
        kafUrl: check('.kafUrl', kafUrl, optional(isText), 'expected text'),
        ksPath: check('.ksPath', ksPath, optional(isKsPath), 'expected a path'),
        expiresAt: time(expiresAt),
      };
  }
}

/**
 * Returns the created room in `value`.
 * @throws RoomError with `code`
 */
export function parseCreatedRoom(value: unknown, code: RoomErrorCode, label: string): CreatedRoom {
  const id = isObject(value) ? value['id'] : undefined;
  if (isText(id) && ROOM_ID.test(id)) return {id};
  throw new RoomError(code, `${label}.id: ${ROOM_ID_EXPECTED}`);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isKs = (value: unknown): value is 'ks' => value === 'ks';
const isKsV2 = (value: unknown): value is string => isText(value) && KS_V2.test(value);
const isKsPath = (value: unknown): value is string => isText(value) && KS_PATH.test(value);
const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field may be absent or null. */
const optional =
  <T>(isExpected: (value: unknown) => value is T) =>
  (value: unknown): value is T | null | undefined =>
    value === undefined || value === null || isExpected(value);
