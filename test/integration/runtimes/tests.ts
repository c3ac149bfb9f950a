import type {HostTest} from './host.js';
import {authenticationTests} from './tests/authentication.js';
import {concurrencyTests} from './tests/concurrency.js';
import {launchTests} from './tests/launches.js';
import {preflightTests} from './tests/preflights.js';
import {rejectedRequestTests} from './tests/rejected-requests.js';
import {roomCreationTests} from './tests/room-creation.js';
import {upstreamFailureTests} from './tests/upstream-failures.js';

/** All tests. */
export const tests: readonly HostTest[] = [
  ...launchTests,
  ...authenticationTests,
  ...roomCreationTests,
  ...rejectedRequestTests,
  ...preflightTests,
  ...upstreamFailureTests,
  ...concurrencyTests,
];
