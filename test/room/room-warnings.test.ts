import {expect} from '@open-wc/testing';
import type {RoomWarningEvent} from '../../src/index.js';
import {RoomWarnings} from '../../src/room/room-warnings.js';

describe('RoomWarnings', () => {
  function setup() {
    const host = Object.assign(new EventTarget(), {requestUpdate() {}});
    const emitted: string[] = [];
    host.addEventListener('kaltura-room-warning', event => {
      emitted.push((event as RoomWarningEvent).code);
    });
    return {warnings: new RoomWarnings(host), emitted};
  }

  it('emits a warning once until it is resolved', () => {
    const {warnings, emitted} = setup();
    warnings.raise('room-unreachable');
    warnings.raise('room-unreachable');
    expect(emitted).to.deep.equal(['room-unreachable']);
    expect(warnings.active).to.deep.equal(['room-unreachable']);
  });

  it('hides a dismissed warning while its cause lasts', () => {
    const {warnings, emitted} = setup();
    warnings.raise('room-unreachable');
    warnings.dismiss('room-unreachable');
    warnings.raise('room-unreachable');
    expect(emitted).to.deep.equal(['room-unreachable']);
    expect(warnings.active).to.deep.equal([]);
  });

  it('raises a dismissed warning again after its cause was gone', () => {
    const {warnings, emitted} = setup();
    warnings.raise('room-unreachable');
    warnings.dismiss('room-unreachable');
    warnings.resolve('room-unreachable');
    warnings.raise('room-unreachable');
    expect(emitted).to.deep.equal(['room-unreachable', 'room-unreachable']);
    expect(warnings.active).to.deep.equal(['room-unreachable']);
  });
});
