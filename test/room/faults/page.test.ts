import {pageRows} from './rows.js';
import {verifyRows} from './set-up.js';

verifyRows(pageRows);
