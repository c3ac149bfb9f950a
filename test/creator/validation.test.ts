import {expect} from '@open-wc/testing';
import {
  EMPTY_VALUES,
  FIELDS,
  isField,
  isListField,
  isUserField,
  normalizeList,
  parseFormValues,
  parseList,
  splitList,
  validate,
  type FormValues,
  type ValidationRules,
} from '../../src/creator/validation.js';

const NO_RULES: ValidationRules = {required: [], templateIds: [], areTemplatesLoaded: true};
const TEMPLATE = '1_template';

const validateValues = (values: Partial<FormValues>, rules: Partial<ValidationRules> = {}) =>
  validate({...EMPTY_VALUES, ...values}, {...NO_RULES, ...rules});

describe('isField(), isListField(), isUserField()', () => {
  it('distinguish lists and lists of users from other fields', () => {
    expect(FIELDS.filter(isField)).to.deep.equal(FIELDS);
    expect(FIELDS.filter(isListField)).to.deep.equal([
      'tags',
      'roomModeratorUserIds',
      'chatModeratorUserIds',
    ]);
    expect(FIELDS.filter(isUserField)).to.deep.equal([
      'roomModeratorUserIds',
      'chatModeratorUserIds',
    ]);
    expect(isField('other')).to.be.false;
  });
});

describe('validate()', () => {
  it('builds a request of the trimmed values, with tags as text', () => {
    const values: FormValues = {
      name: ' Room ',
      description: ' About ',
      tags: ['a', 'b c'],
      templateRoomEntryId: TEMPLATE,
      roomModeratorUserIds: ['ann'],
      chatModeratorUserIds: ['bob', 'eve'],
    };
    expect(validateValues(values)).to.deep.equal({
      room: {...values, name: 'Room', description: 'About', tags: 'a,b c'},
    });
  });

  it('omits empty fields from the request', () => {
    expect(validateValues({name: 'Room', description: ' '})).to.deep.equal({room: {name: 'Room'}});
  });

  for (const {name, values, rules, errors} of [
    {name: 'no name', values: {}, errors: {name: {sentence: 'nameError', items: []}}},
    {
      name: 'a name without a visible character',
      values: {name: '\u200b\u2800'},
      errors: {name: {sentence: 'nameError'}},
    },
    {
      name: 'a name that is too long',
      values: {name: 'x'.repeat(257)},
      errors: {name: {sentence: 'nameError', items: []}},
    },
    {
      name: 'a description that is too long',
      values: {name: 'Room', description: 'x'.repeat(5001)},
      errors: {description: {sentence: 'descriptionError', items: []}},
    },
    {
      name: 'tags that are too long',
      values: {name: 'Room', tags: ['x'.repeat(1000), 'y'.repeat(1000)]},
      errors: {tags: {sentence: 'tagsError', items: []}},
    },
    {
      name: 'invalid user IDs, by their indexes',
      values: {
        name: 'Room',
        roomModeratorUserIds: ['a b', 'ann', 'c d'],
        chatModeratorUserIds: ['bob', 'e f'],
      },
      errors: {
        roomModeratorUserIds: {sentence: 'userIdError', items: [0, 2]},
        chatModeratorUserIds: {sentence: 'userIdError', items: [1]},
      },
    },
    {
      name: 'too many user IDs',
      values: {name: 'Room', chatModeratorUserIds: Array<string>(101).fill('ann')},
      errors: {chatModeratorUserIds: {sentence: 'userIdError', items: []}},
    },
    {
      name: 'a malformed template',
      values: {name: 'Room', templateRoomEntryId: 'none'},
      errors: {templateRoomEntryId: {sentence: 'templateError', items: []}},
    },
    {
      name: 'a template that is not available',
      values: {name: 'Room', templateRoomEntryId: TEMPLATE},
      rules: {templateIds: ['1_another0']},
      errors: {templateRoomEntryId: {sentence: 'templateError'}},
    },
    {
      name: 'empty required fields',
      values: {name: 'Room', description: ' '},
      rules: {required: ['description', 'tags', 'templateRoomEntryId']},
      errors: {
        description: {sentence: 'required'},
        tags: {sentence: 'required'},
        templateRoomEntryId: {sentence: 'required'},
      },
    },
    {
      name: 'a required template while none is loaded',
      values: {name: 'Room'},
      rules: {required: ['templateRoomEntryId'], areTemplatesLoaded: false},
      errors: {templateRoomEntryId: {sentence: 'templateRequired'}},
    },
  ] satisfies {
    name: string;
    values: Partial<FormValues>;
    rules?: Partial<ValidationRules>;
    errors: object;
  }[])
    it(`reports ${name}`, () => {
      expect(validateValues(values, rules)).to.deep.equal({errors});
    });

  for (const {name, values, rules} of [
    {name: 'an available template', values: {}, rules: {templateIds: ['1_another0', TEMPLATE]}},
    {name: 'every template if none is known', values: {}, rules: {}},
    {name: 'no template', values: {templateRoomEntryId: ''}, rules: {templateIds: [TEMPLATE]}},
    {
      name: 'a filled template before any is loaded',
      values: {},
      rules: {required: ['templateRoomEntryId'], areTemplatesLoaded: false},
    },
    {
      name: 'filled required fields',
      values: {tags: ['a']},
      rules: {required: ['name', 'tags']},
    },
  ] satisfies {name: string; values: Partial<FormValues>; rules: Partial<ValidationRules>}[])
    it(`accepts ${name}`, () => {
      const result = validateValues(
        {name: 'Room', templateRoomEntryId: TEMPLATE, ...values},
        rules,
      );
      expect(result.errors).to.be.undefined;
    });
});

describe('splitList()', () => {
  it('splits tags at commas, line breaks and tabs', () => {
    expect(splitList('tags', 'a;b,c،d\re\nf\tg')).to.deep.equal(['a;b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('splits user IDs at semicolons too', () => {
    expect(splitList('roomModeratorUserIds', 'a;b,c،d\re\nf\tg')).to.deep.equal([
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    ]);
  });

  for (const {text, items} of [
    {text: 'Jane Doe <jane@example.com>', items: ['jane@example.com']},
    {
      text: 'ann; Doe, Jane <jane@example.com>; bob',
      items: ['ann', 'jane@example.com', ' bob'],
    },
    {
      text: 'Doe, Jane <jane@example.com>;Bob <bob@example.com>',
      items: ['jane@example.com', 'bob@example.com'],
    },
    {
      text: 'jane@example.com <jane@example.com>\tbob@example.com <bob@example.com>',
      items: ['jane@example.com', 'bob@example.com'],
    },
    {text: '<jane@example.com>', items: ['jane@example.com']},
    {text: 'Jane <jane>', items: ['Jane <jane>']},
    {text: 'Jane <jane@>', items: ['Jane <jane@>']},
    {text: 'Jane <@example.com>', items: ['Jane <@example.com>']},
    {text: 'Jane <a b@example.com>', items: ['Jane <a b@example.com>']},
    {text: 'Jane <jane@exam ple.com>', items: ['Jane <jane@exam ple.com>']},
  ])
    it(`splits user IDs in ${JSON.stringify(text)}`, () => {
      expect(splitList('chatModeratorUserIds', text)).to.deep.equal(items);
    });

  it('removes no name of tags', () => {
    expect(splitList('tags', 'Jane <jane@example.com>')).to.deep.equal(['Jane <jane@example.com>']);
  });
});

describe('parseList()', () => {
  it('removes every invisible character from user IDs', () => {
    expect(
      parseList('roomModeratorUserIds', 'a\u200bn\u2800n\u00ad,b\u0000\u200fob'),
    ).to.deep.equal(['ann', 'bob']);
  });

  it('removes only invisible spaces from tags', () => {
    expect(parseList('tags', 'a\u200bb\u2060c\ufeff,d\u200de')).to.deep.equal(['abc', 'd\u200de']);
  });

  it('splits 200,000 characters without a closing ">"', () => {
    const text = `<${'@'.repeat(200_000)}`;
    // A backtracking pattern would exceed the timeout of the test.
    expect(parseList('roomModeratorUserIds', text)).to.deep.equal([text]);
  });
});

describe('normalizeList()', () => {
  it('trims items, and removes empty and repeated ones', () => {
    expect(normalizeList([' a ', 'b', '', ' ', 'a'])).to.deep.equal(['a', 'b']);
  });
});

describe('parseFormValues()', () => {
  for (const {name, value, parsed} of [
    {name: 'no fields', value: {}, parsed: {}},
    {
      name: 'texts',
      value: {name: 'Room', description: ''},
      parsed: {name: 'Room', description: ''},
    },
    {name: 'tags as text', value: {tags: ' a,b,,a'}, parsed: {tags: ['a', 'b']}},
    {name: 'a tag with a semicolon', value: {tags: 'a;b'}, parsed: {tags: ['a;b']}},
    {name: 'tags as a list', value: {tags: ['a,b', ' c ']}, parsed: {tags: ['a', 'b', 'c']}},
    {
      name: 'user IDs as they are',
      value: {roomModeratorUserIds: [' ann', 'ann']},
      parsed: {roomModeratorUserIds: [' ann', 'ann']},
    },
  ])
    it(`parses ${name}`, () => {
      expect(parseFormValues(value)).to.deep.equal(parsed);
    });

  for (const {name, value} of [
    {name: 'null', value: null},
    {name: 'undefined', value: undefined},
    {name: 'text', value: 'name'},
    {name: 'an unknown field', value: {name: 'Room', other: 'x'}},
    {name: 'an unknown field with a list', value: {other: []}},
    {name: 'a list as a name', value: {name: ['Room']}},
    {name: 'text as user IDs', value: {roomModeratorUserIds: 'ann'}},
    {name: 'user IDs that are no text', value: {chatModeratorUserIds: ['ann', 1]}},
    {name: 'tags that are no text', value: {tags: ['a', 1]}},
    {name: 'tags that are a number', value: {tags: 1}},
  ])
    it(`returns undefined for ${name}`, () => {
      expect(parseFormValues(value)).to.be.undefined;
    });
});
