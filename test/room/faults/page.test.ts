import {pageRows} from './rows.js';
import {holds} from './set-up.js';

holds(pageRows);
