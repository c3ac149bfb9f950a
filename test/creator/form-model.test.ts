import {expect} from '@open-wc/testing';
import {
  FormConfig,
  type FieldAttributes,
  type TemplatesState,
} from '../../src/creator/form-config.js';
import {FormModel} from '../../src/creator/form-model.js';
import {RoomError} from '../../src/contract/room-error.js';

const CLASSIC = {id: '1_classic0', name: 'Classic'};

function createModel(attributes: FieldAttributes = {}) {
  const source: {state: TemplatesState} = {state: {status: 'ready', list: []}};
  const config = new FormConfig(source);
  const changes = {count: 0};
  const configure = (next: FieldAttributes) =>
    config.configure(next, new Map(Object.entries(next)));
  configure(attributes);
  return {
    model: new FormModel(config, () => void changes.count++),
    config,
    configure,
    source,
    changes,
  };
}

describe('FormModel', () => {
  describe('values', () => {
    it('returns the defaults until the guest edits a field', () => {
      const {model, configure} = createModel({defaults: {name: 'Given', description: 'About'}});
      model.edit({name: 'Mine'});
      configure({defaults: {name: 'New', description: 'New'}});
      expect(model.values.name).to.equal('Mine');
      expect(model.values.description).to.equal('New');
    });

    for (const attribute of ['hiddenFields', 'readonlyFields'])
      it(`returns the defaults for ${attribute}`, () => {
        const {model} = createModel({defaults: {name: 'Given'}, [attribute]: 'name'});
        model.edit({name: 'Mine'});
        expect(model.values.name).to.equal('Given');
      });

    for (const {templates, templateId} of [
      {templates: {status: 'ready', list: [CLASSIC]}, templateId: CLASSIC.id},
      {templates: {status: 'loading'}, templateId: CLASSIC.id},
      {templates: {status: 'failed'}, templateId: ''},
      {templates: {status: 'ready', list: []}, templateId: ''},
    ] satisfies {templates: TemplatesState; templateId: string}[])
      it(`returns "${templateId}" for a chosen template: ${JSON.stringify(templates)}`, () => {
        const {model, source} = createModel();
        model.edit({templateRoomEntryId: CLASSIC.id});
        source.state = templates;
        expect(model.values.templateRoomEntryId).to.equal(templateId);
      });
  });

  describe('setFrozen()', () => {
    it('ignores every kind of input', () => {
      const {model} = createModel({defaults: {tags: 'a'}});
      model.setFrozen(true);
      model.edit({name: 'Mine'});
      model.addText('tags', 'b,');
      model.removeItem('tags', 0);
      model.addUser('roomModeratorUserIds', {id: 'ann'});
      expect(model.values.name).to.equal('');
      expect(model.values.tags).to.deep.equal(['a']);
      expect(model.values.roomModeratorUserIds).to.deep.equal([]);
      expect(model.announcement).to.be.undefined;
    });
  });

  describe('commitPendingInput()', () => {
    it('adds the text to its list', () => {
      const {model} = createModel();
      model.setPendingInput('tags', ' a ');
      model.commitPendingInput();
      expect(model.values.tags).to.deep.equal(['a']);
      expect(model.pendingInput).to.deep.equal({});
    });

    it('turns an unfinished search into an error, until its text changes', () => {
      const {model, config} = createModel({defaults: {name: 'Room'}});
      config.setUserSearch(true);
      model.setPendingInput('roomModeratorUserIds', 'an');
      model.commitPendingInput();
      expect(model.validate().errors).to.deep.equal({
        roomModeratorUserIds: {sentence: 'moderatorsHint'},
      });
      model.setPendingInput('roomModeratorUserIds', 'ann');
      expect(model.validate().room).to.deep.equal({name: 'Room'});
    });
  });

  describe('visibleErrors', () => {
    it('contains a field after the guest has edited and left it', () => {
      const {model} = createModel();
      model.markVisited('name');
      expect(model.visibleErrors).to.deep.equal({});
      model.edit({name: ' '});
      expect(model.visibleErrors).to.deep.equal({});
      model.markVisited('name');
      expect(model.visibleErrors).to.deep.equal({name: {sentence: 'nameError', items: []}});
    });

    it("contains the server's error while the field has the value that was sent", () => {
      const {model} = createModel();
      model.edit({name: 'Room'});
      const error = new RoomError('invalidRequest', '"name" is not allowed');
      model.setServerError({error, values: model.values});
      expect(model.visibleErrors).to.deep.equal({name: {sentence: 'rejected', items: []}});
      model.edit({name: 'Other'});
      expect(model.visibleErrors).to.deep.equal({});
      expect(model.hasServerFieldError).to.be.true;
    });

    it("does not contain the server's error of a hidden field", () => {
      const {model} = createModel({hiddenFields: 'tags', defaults: {tags: 'a'}});
      const error = new RoomError('invalidRequest', '"tags" is not allowed');
      model.setServerError({error, values: model.values});
      expect(model.visibleErrors).to.deep.equal({});
      expect(model.hasServerFieldError).to.be.false;
    });
  });

  describe('getInput() and restoreInput()', () => {
    it('restore the edits, the pending input and the names of the users in the lists', () => {
      const {model} = createModel();
      model.edit({name: 'Room'});
      model.addUser('roomModeratorUserIds', {id: 'ann', name: 'Ann'});
      model.addUser('roomModeratorUserIds', {id: 'bob', name: 'Bob'});
      model.removeItem('roomModeratorUserIds', 1);
      model.setPendingInput('tags', 'half');
      const input = model.getInput();
      expect(input).to.deep.equal({
        edits: {name: 'Room', roomModeratorUserIds: ['ann']},
        pendingInput: {tags: 'half'},
        userNames: {ann: 'Ann'},
      });
      const {model: restored} = createModel();
      restored.restoreInput(input);
      expect(restored.getInput()).to.deep.equal(input);
    });

    it('keep what the guest has already entered', () => {
      const {model} = createModel();
      model.edit({name: 'Mine'});
      model.restoreInput({edits: {name: 'Stored'}, pendingInput: {tags: 'half'}, userNames: {}});
      expect(model.values.name).to.equal('Mine');
      expect(model.pendingInput).to.deep.equal({});
    });
  });

  describe('markVisited()', () => {
    it('leaves the draft alone unless the guest has edited the field', () => {
      const {model, changes} = createModel();
      model.markVisited('name');
      expect(changes.count).to.equal(0);
      model.edit({name: 'Room'});
      const before = changes.count;
      model.markVisited('name');
      expect(changes.count).to.equal(before + 1);
    });
  });

  describe('addText()', () => {
    it('adds an item to defaults that repeat each other', () => {
      const {model} = createModel({defaults: {roomModeratorUserIds: ['a', 'a', 'a']}});
      model.addText('roomModeratorUserIds', 'b');
      expect(model.values.roomModeratorUserIds).to.deep.equal(['a', 'b']);
    });
  });

  describe('copyRoomModeratorsToChat()', () => {
    it('adds a typed ID, and copies it', () => {
      const {model} = createModel();
      model.setPendingInput('roomModeratorUserIds', 'ann');
      model.copyRoomModeratorsToChat();
      expect(model.values.chatModeratorUserIds).to.deep.equal(['ann']);
    });

    it('keeps half a search, without an error', () => {
      const {model, config} = createModel();
      config.setUserSearch(true);
      model.addUser('roomModeratorUserIds', {id: 'ann'});
      model.setPendingInput('roomModeratorUserIds', 'bo');
      model.copyRoomModeratorsToChat();
      expect(model.values.chatModeratorUserIds).to.deep.equal(['ann']);
      expect(model.visibleErrors).to.deep.equal({});
      expect(model.getInput().pendingInput).to.deep.equal({roomModeratorUserIds: 'bo'});
    });
  });
});
