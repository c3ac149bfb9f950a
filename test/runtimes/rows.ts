import type {Row} from './host.js';
import {createRoom} from './rows/create-room.js';
import {kalturaFailing} from './rows/kaltura-failing.js';
import {launch} from './rows/launch.js';
import {many} from './rows/many.js';
import {preflights} from './rows/preflight.js';
import {refusals} from './rows/refusals.js';
import {waysIn} from './rows/ways-in.js';

/** The suite: what must hold wherever the host backend runs. */
export const rows: readonly Row[] = [
  ...launch,
  ...waysIn,
  ...createRoom,
  ...refusals,
  ...preflights,
  ...kalturaFailing,
  ...many,
];
