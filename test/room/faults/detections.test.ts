import {expect} from '@open-wc/testing';
import {detections} from './detections.js';
import {frameRows, pageRows, tokenRows} from '../../support/fault-rows.js';
import {engine, runConcurrently, verifyRow, getRowForEngine} from './set-up.js';

/* Each row fails without the code that detects its fault. */

const rows = [...tokenRows, ...frameRows, ...pageRows];
const cuts = detections
  .filter(({only}) => only?.includes(engine) ?? true)
  .flatMap(({rows: faults, ...cut}) => faults.map(fault => ({fault, cut})));

runConcurrently(
  cuts.map(({fault, cut}) => ({
    name: `fails without ${cut.what}: ${fault}`,
    run: async () => {
      const row = rows.find(row => row.fault === fault);
      if (!row) throw new Error(`there is no row "${fault}"`);
      const red: unknown = await verifyRow(getRowForEngine(row), cut).catch(
        (cause: unknown) => cause,
      );
      // Other errors do not count, such as a cut that matches no code.
      expect(red).to.have.property('name', 'AssertionError');
    },
  })),
);
