import {decodeKs, encodeKs, type KsContent, type SessionType} from '../server/kaltura/ks.js';
import {ExpiringMap} from './expiring-map.js';

/** What the simulator makes of a KS that it was handed. */
export type KsReading =
  | {readonly status: 'valid'; readonly content: KsContent}
  | {readonly status: 'missing' | 'malformed' | 'expired' | 'ended'};

/** What a simulator's sessions stand on. */
export interface Account {
  readonly partnerId: number;
  readonly adminSecret: string;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** A session that is to be started. */
export interface NewSession {
  readonly userId: string;
  readonly type: SessionType;
  /** In seconds from now. */
  readonly expiry: number;
  readonly privileges: KsContent['privileges'];
}

/** How long a group of sessions that was ended stays so; a session alone does until it expires. */
const GROUP_ENDED_S = 86_400;

/** The sessions of the one account. */
export class Sessions {
  readonly #account: Account;
  readonly #ended: ExpiringMap<true>;

  constructor(account: Account) {
    this.#account = account;
    this.#ended = new ExpiringMap(account.now);
  }

  /** Whether these are the account's partner ID and admin secret. */
  isAccount(partnerId: string, secret: string): boolean {
    return partnerId === String(this.#account.partnerId) && secret === this.#account.adminSecret;
  }

  /**
   * Writes a KS.
   * @throws RoomError `ks-invalid` for a privilege that `encodeKs` refuses to write
   */
  start({expiry, ...session}: NewSession): {readonly ks: string; readonly content: KsContent} {
    const {partnerId, adminSecret} = this.#account;
    const content = {partnerId, ...session, expiry: this.nowSeconds + expiry};
    return {ks: encodeKs(content, adminSecret), content};
  }

  /** Reads a KS and says whether it still counts. */
  read(ks: string | undefined): KsReading {
    if (!ks) return {status: 'missing'};
    const content = this.#decode(ks);
    if (!content) return {status: 'malformed'};
    if (endings(ks, content).some(({key}) => this.#ended.has(key))) return {status: 'ended'};
    if (!(content.expiry > this.nowSeconds)) return {status: 'expired'};
    return {status: 'valid', content};
  }

  /** Ends the session of a valid KS and, where it names a `sessionid`, all of that group. */
  end(ks: string, content: KsContent): void {
    for (const {key, until} of endings(ks, content))
      this.#ended.set(key, true, 1000 * (until ?? this.nowSeconds + GROUP_ENDED_S));
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

/** What ending this session puts on the list. Bytes, not text: padding does not make another KS. */
function endings(
  ks: string,
  {expiry, privileges}: KsContent,
): readonly {readonly key: string; readonly until?: number}[] {
  const itself = `ks:${Buffer.from(ks, 'base64url').toString('base64url')}`;
  return [
    {key: itself, until: expiry},
    ...(privileges['sessionid'] ? [{key: `sessionid:${privileges['sessionid']}`}] : []),
  ];
}
