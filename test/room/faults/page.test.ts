import {pageRows} from '../../support/fault-rows.js';
import {verifyRows} from './set-up.js';

describe('<kaltura-room> with a fault of the page', () => {
  verifyRows(pageRows);
});
