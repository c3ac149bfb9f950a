import type {Row} from './row.js';
import {checking} from './rows/checking.js';
import {creating} from './rows/creating.js';
import {editing} from './rows/editing.js';
import {filtering} from './rows/filtering.js';
import {joining} from './rows/joining.js';
import {leavingNothing} from './rows/leaving-nothing.js';
import {refusing} from './rows/refusing.js';
import {scripts} from './rows/scripts.js';

/** What must hold in WordPress; the last takes the plugin away. */
export const rows: readonly Row[] = [
  ...joining,
  ...refusing,
  ...filtering,
  ...creating,
  ...scripts,
  ...editing,
  ...checking,
  ...leavingNothing,
];
