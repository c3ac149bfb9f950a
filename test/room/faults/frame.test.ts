import {frameRows} from './rows.js';
import {holds} from './set-up.js';

holds(frameRows);
