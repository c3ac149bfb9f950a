import type {Row} from './host.js';
import {createRoom} from './rows/create-room.js';
import {upstreamFailures} from './rows/upstream-failures.js';
import {launch} from './rows/launch.js';
import {concurrency} from './rows/concurrency.js';
import {preflights} from './rows/preflight.js';
import {refusals} from './rows/refusals.js';
import {authentication} from './rows/authentication.js';

/** All tests. */
export const rows: readonly Row[] = [
  ...launch,
  ...authentication,
  ...createRoom,
  ...refusals,
  ...preflights,
  ...upstreamFailures,
  ...concurrency,
];
