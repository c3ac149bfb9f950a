import {decodeKs, encodeKs, type KsContent, type SessionType} from '../server/ks.js';

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

/** A partner's `ksMaxExpiryInSeconds`, to which session.start shortens without a word. */
const MAX_EXPIRY_S = 86_400;

/** The sessions of the one account. Which ones were ended is remembered until it closes. */
export class Sessions {
  readonly #account: Account;
  readonly #ended = new Set<string>();

  constructor(account: Account) {
    this.#account = account;
  }

  /** Whether these are the account's partner ID and admin secret. */
  isAccount(partnerId: string, secret: string): boolean {
    return partnerId === String(this.#account.partnerId) && secret === this.#account.adminSecret;
  }

  /**
   * Writes a KS that ends `expiry` seconds from now.
   * @throws RoomError `ks-invalid` for a privilege that `encodeKs` refuses to write
   */
  start(userId: string, type: SessionType, expiry: number, privileges: string): string {
    const {partnerId, adminSecret} = this.#account;
    return encodeKs(
      {
        partnerId,
        userId,
        type,
        expiry: this.#seconds() + Math.min(expiry, MAX_EXPIRY_S),
        privileges: parsePrivileges(privileges),
      },
      adminSecret,
    );
  }

  /** Reads a KS and says whether it still counts. */
  read(ks: string | undefined): KsReading {
    if (!ks) return {status: 'missing'};
    const content = this.#decode(ks);
    if (!content) return {status: 'malformed'};
    if (endings(ks, content).some(key => this.#ended.has(key))) return {status: 'ended'};
    if (!(content.expiry > this.#seconds())) return {status: 'expired'};
    return {status: 'valid', content};
  }

  /** Ends the session of a valid KS and, where it names a `sessionid`, all of that group. */
  end(ks: string, content: KsContent): void {
    for (const key of endings(ks, content)) this.#ended.add(key);
  }

  #decode(ks: string): KsContent | undefined {
    try {
      const content = decodeKs(ks, this.#account.adminSecret);
      return content.partnerId === this.#account.partnerId ? content : undefined;
    } catch {
      return undefined;
    }
  }

  #seconds(): number {
    return Math.floor(this.#account.now() / 1000);
  }
}

/** What ending this session puts on the list. Bytes, not text: padding does not make another KS. */
function endings(ks: string, {privileges}: KsContent): readonly string[] {
  const itself = `ks:${Buffer.from(ks, 'base64url').toString('base64url')}`;
  return privileges['sessionid'] ? [itself, `sessionid:${privileges['sessionid']}`] : [itself];
}

/** Takes a privileges string apart as Kaltura does (`kSessionBase::generateKsV2`). */
function parsePrivileges(privileges: string): Record<string, string> {
  const pairs = privileges
    .split(',')
    .map(privilege => privilege.trim())
    .filter(privilege => privilege !== '')
    .map(privilege => (privilege === '*' ? 'all:*' : privilege))
    .map((privilege): [string, string] => {
      const colon = privilege.indexOf(':');
      return colon < 0 ? [privilege, ''] : [privilege.slice(0, colon), privilege.slice(colon + 1)];
    });
  return Object.fromEntries(pairs);
}
