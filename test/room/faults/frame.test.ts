import {frameRows} from '../../support/fault-rows.js';
import {verifyRows} from './set-up.js';

verifyRows(frameRows);
