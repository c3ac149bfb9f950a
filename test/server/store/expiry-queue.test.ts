import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {ExpiryQueue, type Expiring} from '../../../src/server/store/expiry-queue.js';

const step = fc.record({
  method: fc.constantFrom('add' as const, 'reschedule' as const, 'remove' as const),
  /** Selects the item to change. */
  choice: fc.nat(),
  expiresAt: fc.nat({max: 20}),
});

describe('ExpiryQueue', () => {
  it('returns the item that expires first after every change', () => {
    fc.assert(
      fc.property(fc.array(step, {maxLength: 60}), steps => {
        const queue = new ExpiryQueue<Expiring>();
        const items: Expiring[] = [];
        for (const {method, choice, expiresAt} of steps) {
          const item = items[choice % Math.max(1, items.length)];
          if (method === 'add') {
            const added = {expiresAt, index: 0};
            items.push(added);
            queue.add(added);
          } else if (item && method === 'reschedule') {
            queue.reschedule(item, expiresAt);
          } else if (item) {
            items.splice(items.indexOf(item), 1);
            queue.remove(item);
          }
          const earliest = items.length
            ? Math.min(...items.map(other => other.expiresAt))
            : undefined;
          assert.equal(queue.first?.expiresAt, earliest);
        }
      }),
    );
  });
});
