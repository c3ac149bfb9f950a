import {tokenRows} from './rows.js';
import {verifyRows} from './set-up.js';

verifyRows(tokenRows);
