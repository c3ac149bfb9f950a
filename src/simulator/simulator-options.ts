import type {AppToken} from './api/app-tokens.js';
import {toSingleLine} from '../server/single-line.js';
import {parseInstance, type InstanceOptions} from './instance-options.js';

/** Default partner ID. */
export const DEVELOPMENT_PARTNER_ID = 12345;
/** Default admin secret. It is public, so no other account may use it. */
export const DEVELOPMENT_ADMIN_SECRET = '0123456789abcdef0123456789abcdef';

/** Options of a simulator. Each has a default. */
export interface SimulatorOptions {
  /** Port to listen on. By default, and for 0, a free port. */
  readonly port?: number;
  /** Loopback host to listen on; `127.0.0.1` by default. */
  readonly host?: string;
  /** ID of the account; {@link DEVELOPMENT_PARTNER_ID} by default. */
  readonly partnerId?: number;
  /** Admin secret of the account; {@link DEVELOPMENT_ADMIN_SECRET} by default. */
  readonly adminSecret?: string;
  /** App tokens of the account, in addition to the built-in tokens. */
  readonly appTokens?: readonly AppToken[];
  /** Rules of the KAF instance that Kaltura does not document. */
  readonly instance?: InstanceOptions;
  /** Path of a JSON file that keeps the created rooms for the next run; none by default. */
  readonly stateFile?: string;
  /**
   * Receives each refused request, with a reason in one line that contains no secret, KS or token. The
   * status is 200 for refusals of the API and of create-room, as Kaltura answers them.
   */
  readonly onRefusal?: ((status: 200 | 403 | 404 | 500, reason: string) => void) | undefined;
  /** Returns the time in milliseconds since the epoch. Replaces the clock in tests. */
  readonly now?: () => number;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * Validates the options, and adds the defaults.
 * @throws Error for an invalid option
 */
export function parseOptions(options: SimulatorOptions) {
  const {
    port = 0,
    host = '127.0.0.1',
    partnerId = DEVELOPMENT_PARTNER_ID,
    adminSecret = DEVELOPMENT_ADMIN_SECRET,
    appTokens = [],
    stateFile,
    onRefusal,
    now = Date.now,
  } = options;
  // The secret is public and its sessions open every room, so no other machine may connect.
  if (!LOOPBACK.test(host))
    throw new Error(`host must be a loopback host, such as 127.0.0.1; got ${host}`);
  if (!Number.isSafeInteger(partnerId) || partnerId < 1)
    throw new Error(`partnerId must be a positive whole number; got ${partnerId}`);
  if (!adminSecret) throw new Error('adminSecret must not be empty');
  return {
    port,
    host,
    account: {partnerId, adminSecret, now},
    appTokens,
    instance: parseInstance(options.instance),
    stateFile,
    // The reason may quote the request.
    onRefusal: onRefusal && toSingleLines(onRefusal),
  };
}

type RefusalListener = NonNullable<SimulatorOptions['onRefusal']>;

/** Returns a listener that gets each reason in one line. */
const toSingleLines =
  (onRefusal: RefusalListener): RefusalListener =>
  (status, reason) =>
    onRefusal(status, toSingleLine(reason));
