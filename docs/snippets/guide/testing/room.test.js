// @ts-nocheck
// #region test
// @vitest-environment jsdom
import {beforeEach, expect, it, vi} from 'vitest';
import 'kaltura-room/define';
import {showRoom} from './show-room.js';

beforeEach(() => document.body.replaceChildren());

it('opens the room of the course', () => {
  showRoom({roomId: '1_townhall', onClose: () => {}});
  const room = document.querySelector('kaltura-room');
  expect(room.roomId).toBe('1_townhall');
});

it('calls onClose when the guest has left', () => {
  const onClose = vi.fn();
  showRoom({roomId: '1_townhall', onClose});
  document
    .querySelector('kaltura-room')
    .dispatchEvent(new Event('kaltura-room-left'));
  expect(onClose).toHaveBeenCalledOnce();
});
// #endregion test
