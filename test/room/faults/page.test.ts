import {pageRows} from '../../support/fault-rows.js';
import {verifyRows} from './set-up.js';

verifyRows(pageRows);
