import {expect} from '@open-wc/testing';
import {RoomError, type RoomErrorCode} from '../../src/contract/room-error.js';
import {parseServerFieldError} from '../../src/creator/server-field-error.js';

const parse = (message: string, code: RoomErrorCode = 'invalidRequest') =>
  parseServerFieldError(new RoomError(code, message));

describe('parseServerFieldError()', () => {
  for (const {message, field, item} of [
    {message: 'Mandatory parameter "name" is missing', field: 'name', item: undefined},
    {message: 'body.tags: expected text', field: 'tags', item: undefined},
    {
      message: 'body.chatModeratorUserIds.12: expected a user ID',
      field: 'chatModeratorUserIds',
      item: 12,
    },
    {message: "'roomModeratorUserIds[0]' is unknown", field: 'roomModeratorUserIds', item: 0},
    {message: 'the description is too long', field: 'description', item: undefined},
    {message: 'name, name and "tags"', field: 'tags', item: undefined},
    {
      message: 'POST https://www.example.com/name answered 400 invalidRequest: tags',
      field: 'tags',
      item: undefined,
    },
  ])
    it(`finds ${field} in: ${message}`, () => {
      expect(parse(message)).to.deep.equal({field, item});
    });

  for (const message of ['name and tags', 'rename it', 'names', 'no reason'])
    it(`finds no field in: ${message}`, () => {
      expect(parse(message)).to.be.undefined;
    });

  it('ignores other codes', () => {
    expect(parse('"name" is missing', 'internalError')).to.be.undefined;
  });
});
