import {frameRows} from './rows.js';
import {verifyRows} from './set-up.js';

verifyRows(frameRows);
