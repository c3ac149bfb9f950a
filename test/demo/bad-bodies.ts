/*
 * Bodies that no backend may take. Each list holds bodies as they are sent: text as it is, the
 * rest as JSON.
 */

const roomId = '1_townhall';
const name = 'Room';

/** Good ones, for whatever else is wrong. */
export const GOOD = {'/token': {roomId}, '/rooms': {name}} as const;

/** What is no JSON object, though a reader that takes more than JSON may find the good one in it. */
export const noObjects = (good: object): string[] => {
  const json = JSON.stringify(good);
  return [
    ...['', json.slice(0, -1), `${json}{}`, `${json}x`, json.replace('}', ',}')],
    ...[json.replaceAll('"', "'"), json.replace(/"(\w+)":/, '$1:'), `/**/${json}`, `)]}'\n${json}`],
    ...[`[${json}]`, '[]', 'null', JSON.stringify(json), '7', '['.repeat(30_000)],
  ];
};

/** Fields that neither route knows; the last is longer than any answer may be. */
export const UNKNOWN_FIELDS = ['userId', 'privileges', 'ks', '__proto__', 'k'.repeat(60_000)];

const roomIds = [
  ...['', '../x', '1_ABCD1234', '1_abcd12345', '1_abcd1234\n', '1_abcd1234,roomModerator:1'],
  ...['١_abcd1234', 7, null, true, ['1_abcd1234'], {}],
];

/** Fields that are malformed or missing. */
export const BAD_FIELDS = {
  '/token': [
    {},
    ...roomIds.map(bad => ({roomId: bad})),
    ...['true', 1, null, []].map(bad => ({roomId, roomModerator: bad})),
    ...['true', 1, null, []].map(bad => ({roomId, chatModerator: bad})),
    ...[7, true, null, ['en'], {}, 'x'.repeat(36)].map(bad => ({roomId, lang: bad})),
  ],
  '/rooms': [
    {description: 'No name'},
    ...['', ' \n', 7, null, 'x'.repeat(257)].map(bad => ({name: bad})),
    ...[7, null, 'x'.repeat(5001)].map(bad => ({name, description: bad})),
    ...[['a'], null, 'x'.repeat(2001)].map(bad => ({name, tags: bad})),
    ...['../x', '', null].map(bad => ({name, templateRoomEntryId: bad})),
    ...['jane', {}, null, [7]].map(bad => ({name, roomModeratorUserIds: bad})),
    {name, chatModeratorUserIds: ['jane', 'a b']},
    {name, chatModeratorUserIds: Array.from({length: 101}, () => 'jane')},
  ],
} as const;
