import type {AppToken} from './api/app-tokens.js';

/** The account's partner ID unless another is asked for. */
export const DEVELOPMENT_PARTNER_ID = 12345;
/** The account's admin secret unless another is asked for: public, so worth nothing anywhere else. */
export const DEVELOPMENT_ADMIN_SECRET = '0123456789abcdef0123456789abcdef';

/** How to run a simulator; every option has a default. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** A loopback host; `127.0.0.1` unless another is named. */
  readonly host?: string;
  readonly partnerId?: number;
  readonly adminSecret?: string;
  /** App tokens that the account has beside those that are there from the start. */
  readonly appTokens?: readonly AppToken[];
  /** A JSON file that keeps the created rooms from one run to the next; none by default. */
  readonly stateFile?: string;
  /** Is told of each room that was refused, and why: it holds no secret, KS or token. */
  readonly onRefusal?: ((status: 403 | 404 | 500, why: string) => void) | undefined;
  /** The clock, in milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * The options with what stands for those left out.
 * @throws Error where an option makes no sense
 */
export function withDefaults(options: SimulatorOptions) {
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
  // Its secret is public and its sessions open every room, so it is for this machine alone.
  if (!LOOPBACK.test(host))
    throw new Error(
      `The simulator listens on a loopback host only, such as 127.0.0.1; got ${host}`,
    );
  if (!Number.isSafeInteger(partnerId) || partnerId < 1)
    throw new Error(`partnerId must be a positive whole number; got ${partnerId}`);
  if (!adminSecret) throw new Error('adminSecret must not be empty');
  return {port, host, account: {partnerId, adminSecret, now}, appTokens, stateFile, onRefusal};
}
