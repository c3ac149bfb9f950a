import {randomUUID} from 'node:crypto';
import {RoomError} from '../contract/room-error.js';
import {CLOCK_TOLERANCE_S} from './kaltura/create-room.js';
import type {KalturaClient} from './kaltura/kaltura-client.js';
import {getClockSkew} from './kaltura/post-json.js';
import type {SharedStore} from './store/shared-store.js';

/** Result of one check: `credentials`, `kaf`, `clock` or `store`. */
export interface ReadinessCheck {
  /**
   * Subject of the check:
   * - `credentials`: Kaltura accepts the credentials
   * - `kaf`: the KAF instance answers
   * - `clock`: the clocks of KAF and of this server agree
   * - `store`: the store keeps, replaces and removes a value
   */
  readonly name: 'credentials' | 'kaf' | 'clock' | 'store';
  /** Whether the check passed. */
  readonly passed: boolean;
  /** A sentence for the operator, without secrets. */
  readonly message: string;
}

/** Result of `ready()`. */
export interface Readiness {
  /** Whether every check passed. */
  readonly isReady: boolean;
  /** All checks, whether they passed or not. */
  readonly checks: readonly ReadinessCheck[];
}

/** Settings that the checks use. */
export interface ReadinessOptions {
  readonly kafUrl: string;
  readonly upstreamTimeout: number;
  readonly store: SharedStore;
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

const STORE_TTL_S = 60;

/** Runs all checks at the same time. It never rejects. */
export async function checkReadiness(
  kaltura: KalturaClient,
  options: ReadinessOptions,
): Promise<Readiness> {
  const version = requestVersion(options);
  const checks = await Promise.all([
    runCheck('credentials', () => kaltura.verifyCredentials()),
    runCheck('kaf', async () => checkVersion(await version)),
    runCheck('clock', async () => checkClock(await version, options.now())),
    runCheck('store', () => checkStore(options.store)),
  ]);
  return {isReady: checks.every(({passed}) => passed), checks};
}

/** @param check returns a sentence about what it saw, or throws */
async function runCheck(
  name: ReadinessCheck['name'],
  check: () => Promise<string>,
): Promise<ReadinessCheck> {
  try {
    return {name, passed: true, message: await check()};
  } catch (error) {
    const message =
      error instanceof RoomError
        ? `${error.code}: ${error.message}`
        : `failed with ${error instanceof Error ? error.name : 'a value that is no Error'}`;
    return {name, passed: false, message};
  }
}

/** Requests the version of the KAF instance. KAF answers 500 while it is being set up. */
async function requestVersion({
  kafUrl,
  upstreamTimeout,
  fetch,
}: ReadinessOptions): Promise<Response> {
  const url = `${kafUrl}/version`;
  try {
    const signal = AbortSignal.timeout(upstreamTimeout * 1000);
    const response = await fetch(url, {redirect: 'manual', signal});
    await response.body?.cancel();
    return response;
  } catch (cause) {
    throw new RoomError('kaltura-unreachable', `GET ${url} got no answer`, {cause});
  }
}

function checkVersion({status}: Response): string {
  if (status === 200) return 'KAF answers';
  throw new RoomError('kaltura-invalid', `GET /version of KAF must answer 200; got ${status}`);
}

function checkClock(version: Response, now: number): string {
  if (!version.headers.has('date'))
    throw new RoomError('kaltura-invalid', 'KAF must answer a Date header; got none');
  const skew = getClockSkew(version, now);
  if (Math.abs(skew) <= CLOCK_TOLERANCE_S) return `KAF's clock is ${skew} s ahead of this server's`;
  throw new RoomError(
    'internalError',
    `clocks must differ by at most ${CLOCK_TOLERANCE_S} s; KAF's is ${skew} s ahead of this server's. Set this server's clock by NTP`,
  );
}

async function checkStore(store: SharedStore): Promise<string> {
  const key = `readiness:${randomUUID()}`;
  const existing = await store.setIfAbsent(key, 'first', STORE_TTL_S);
  const isReplaced = await store.compareAndSwap(key, 'first', 'second', STORE_TTL_S);
  const value = await store.get(key);
  const isRemoved = await store.compareAndSwap(key, 'second', undefined, 0);
  if (existing === undefined && isReplaced && value === 'second' && isRemoved)
    return 'the store keeps, replaces and removes a value';
  throw new RoomError('internalError', 'the store must return the value that it was given');
}
