import {tokenRows} from './rows.js';
import {holds} from './set-up.js';

holds(tokenRows);
