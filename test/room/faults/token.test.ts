import {tokenRows} from '../../support/fault-rows.js';
import {verifyRows} from './set-up.js';

verifyRows(tokenRows);
