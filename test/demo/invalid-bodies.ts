/*
 * Bodies that every backend must reject. A body that is a string is sent as it is, any other as JSON.
 */

const roomId = '1_townhall';
const name = 'Room';

/** A valid body of each route, for tests in which another part of the request is invalid. */
export const VALID_BODIES = {'/token': {roomId}, '/rooms': {name}} as const;

/** Builds texts that are not a JSON object, although a lenient parser may find a valid body in them. */
export function buildMalformedJson(validBody: object): string[] {
  const json = JSON.stringify(validBody);
  return [
    '',
    json.slice(0, -1),
    `${json}{}`,
    `${json}x`,
    json.replace('}', ',}'),
    json.replaceAll('"', "'"),
    json.replace(/"(\w+)":/, '$1:'),
    `/**/${json}`,
    `)]}'\n${json}`,
    `[${json}]`,
    '[]',
    'null',
    JSON.stringify(json),
    '7',
    '['.repeat(30_000),
  ];
}

/** Fields that neither route accepts. The last one is longer than any error message may be. */
export const UNKNOWN_FIELDS = ['userId', 'privileges', 'ks', '__proto__', 'k'.repeat(60_000)];

const invalidRoomIds = [
  '',
  '../x',
  '1_ABCD1234',
  '1_abcd12345',
  '1_abcd1234\n',
  '1_abcd1234,roomModerator:1',
  '١_abcd1234',
  7,
  null,
  true,
  ['1_abcd1234'],
  {},
];
const invalidFlags = ['true', 1, null, []];
const invalidLanguages = [7, true, null, ['en'], {}, 'x'.repeat(36)];

/** Bodies with a malformed or missing field. */
export const INVALID_FIELDS = {
  '/token': [
    {},
    ...invalidRoomIds.map(value => ({roomId: value})),
    ...invalidFlags.map(value => ({roomId, roomModerator: value})),
    ...invalidFlags.map(value => ({roomId, chatModerator: value})),
    ...invalidLanguages.map(value => ({roomId, lang: value})),
  ],
  '/rooms': [
    {description: 'No name'},
    ...['', ' \n', 7, null, 'x'.repeat(257)].map(value => ({name: value})),
    ...[7, null, 'x'.repeat(5001)].map(value => ({name, description: value})),
    ...[['a'], null, 'x'.repeat(2001)].map(value => ({name, tags: value})),
    ...['../x', '', null].map(value => ({name, templateRoomEntryId: value})),
    ...['jane', {}, null, [7]].map(value => ({name, roomModeratorUserIds: value})),
    {name, chatModeratorUserIds: ['jane', 'a b']},
    {name, chatModeratorUserIds: Array.from({length: 101}, () => 'jane')},
  ],
} as const;
