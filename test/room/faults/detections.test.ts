import {expect} from '@open-wc/testing';
import {detections} from './detections.js';
import {frameRows, pageRows, tokenRows} from './rows.js';
import {engine, fewAtATime, hold, rowHere} from './set-up.js';

/* Taking out any one detection turns its rows red. */

const rows = [...tokenRows, ...frameRows, ...pageRows];
const cuts = detections
  .filter(({only}) => only?.includes(engine) ?? true)
  .flatMap(({rows: faults, ...cut}) => faults.map(fault => ({fault, cut})));

fewAtATime(
  cuts.map(({fault, cut}) => ({
    name: `without ${cut.what}, red: ${fault}`,
    run: async () => {
      const row = rows.find(row => row.fault === fault);
      if (!row) throw new Error(`there is no row "${fault}"`);
      const red: unknown = await hold(rowHere(row), cut).catch((cause: unknown) => cause);
      // Anything else is no verdict, such as that there is nothing to cut.
      expect(red).to.have.property('name', 'AssertionError');
    },
  })),
);
