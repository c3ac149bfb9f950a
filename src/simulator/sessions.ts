import {decodeKs, encodeKs, type KsContent, type SessionType} from '../server/kaltura/ks.js';
import {ExpiringMap} from './expiring-map.js';

/** The status of a KS, and its content if it is valid. */
export type KsReading =
  | {readonly status: 'valid'; readonly content: KsContent}
  | {readonly status: 'missing' | 'malformed' | 'expired' | 'ended'};

/** The Kaltura account that the simulator stands in for. */
export interface Account {
  readonly partnerId: number;
  readonly adminSecret: string;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** A session to start. */
export interface NewSession {
  readonly userId: string;
  readonly type: SessionType;
  /** Lifetime, in seconds. */
  readonly expiry: number;
  readonly privileges: KsContent['privileges'];
}

/** Time, in seconds, for which an ended group of sessions stays ended. */
const ENDED_GROUP_LIFETIME_S = 86_400;

/** The sessions of the account. */
export class Sessions {
  readonly #account: Account;
  readonly #ended: ExpiringMap<true>;

  constructor(account: Account) {
    this.#account = account;
    this.#ended = new ExpiringMap(account.now);
  }

  /** Returns whether these are the partner ID and the admin secret of the account. */
  isAccount(partnerId: string, secret: string): boolean {
    return partnerId === String(this.#account.partnerId) && secret === this.#account.adminSecret;
  }

  /**
   * Creates a KS.
   * @throws RoomError `ks-invalid` for a privilege that `encodeKs` refuses to write
   */
  start({expiry, ...session}: NewSession): {readonly ks: string; readonly content: KsContent} {
    const {partnerId, adminSecret} = this.#account;
    const content = {partnerId, ...session, expiry: this.nowSeconds + expiry};
    return {ks: encodeKs(content, adminSecret), content};
  }

  /** Decodes a KS, and checks that its session is neither expired nor ended. */
  read(ks: string | undefined): KsReading {
    if (!ks) return {status: 'missing'};
    const content = this.#decode(ks);
    if (!content) return {status: 'malformed'};
    if (getEndKeys(ks, content).some(({key}) => this.#ended.has(key))) return {status: 'ended'};
    if (!(content.expiry > this.nowSeconds)) return {status: 'expired'};
    return {status: 'valid', content};
  }

  /** Ends the session of a valid KS. If the KS has a `sessionid`, it ends all sessions with that ID. */
  end(ks: string, content: KsContent): void {
    for (const {key, expiresAt} of getEndKeys(ks, content))
      this.#ended.set(key, true, 1000 * (expiresAt ?? this.nowSeconds + ENDED_GROUP_LIFETIME_S));
  }

  /** The account's clock, in whole seconds since 1970. */
  get nowSeconds(): number {
    return Math.floor(this.#account.now() / 1000);
  }

  #decode(ks: string): KsContent | undefined {
    try {
      const content = decodeKs(ks, this.#account.adminSecret);
      return content.partnerId === this.#account.partnerId ? content : undefined;
    } catch {
      return undefined;
    }
  }
}

/**
 * Returns the keys under which the end of this session is recorded. The key of a KS is made of its
 * bytes, because the same KS may have different padding.
 */
function getEndKeys(
  ks: string,
  {expiry, privileges}: KsContent,
): readonly {readonly key: string; readonly expiresAt?: number}[] {
  const {sessionid} = privileges;
  return [
    {key: `ks:${Buffer.from(ks, 'base64url').toString('base64url')}`, expiresAt: expiry},
    ...(sessionid ? [{key: `sessionid:${sessionid}`}] : []),
  ];
}
