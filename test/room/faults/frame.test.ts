import {frameRows} from '../../support/fault-rows.js';
import {verifyRows} from './set-up.js';

describe('<kaltura-room> with a fault of KAF or its host', () => {
  verifyRows(frameRows);
});
