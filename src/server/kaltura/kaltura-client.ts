import * as z from 'zod';
import {KS_V2} from '../../contract/ks-pattern.js';
import {RoomError} from '../../contract/room-error.js';
import type {AdminPrivileges} from './admin-privileges.js';
import {startAppTokenSession} from './app-token.js';
import {listSecrets, type Credentials} from './credentials.js';
import {KalturaApi, KalturaApiError, type KalturaApiOptions} from './kaltura-api.js';
import {SESSION_TYPE, encodeKs, type NewSession} from './ks.js';
import {postJson, type PostResult} from './post-json.js';
import {startSession} from './start-session.js';

/** The account, its KAF instance, and how sessions are created. */
export interface KalturaClientOptions extends KalturaApiOptions {
  /** Origin of the KAF instance. */
  readonly kafUrl: string;
  readonly credentials?: Credentials | undefined;
  /** In seconds. */
  readonly sessionLifetime: number;
  /** Privileges of the admin KS for create-room. */
  readonly adminPrivileges: AdminPrivileges;
}

/** A Kaltura session. */
export interface Session {
  readonly ks: string;
  /** Unix time, in seconds. */
  readonly expiresAt: number;
}

const SessionInfo = z.object({objectType: z.literal('KalturaSessionInfo')});

/** User of the sessions that verify the credentials. */
const VERIFICATION_USER_ID = 'kaltura-room-readiness';

/** One Kaltura account: its API, its KAF instance, and sessions for both. */
export class KalturaClient {
  readonly api: KalturaApi;
  readonly #options: KalturaClientOptions;

  constructor(options: KalturaClientOptions) {
    this.api = new KalturaApi(options);
    this.#options = options;
  }

  /**
   * Creates a USER session, which may reach a browser.
   * @throws RoomError `kaltura-…` if a call to Kaltura fails; `ks-invalid` for an
   * unsafe privilege; `endpoint-not-found` without credentials for USER sessions
   */
  createUserSession(userId: string, privileges: NewSession['privileges']): Promise<Session> {
    return this.#createSession({userId, type: SESSION_TYPE.user, privileges});
  }

  /**
   * Creates an ADMIN session, which must never leave this server.
   * @throws RoomError as {@link createUserSession}
   */
  createAdminSession(
    userId: string,
    privileges: NewSession['privileges'] = this.#options.adminPrivileges,
  ): Promise<Session> {
    return this.#createSession({userId, type: SESSION_TYPE.admin, privileges});
  }

  /**
   * Posts JSON to a path of the KAF instance, once.
   * @throws RoomError as {@link postJson}
   */
  postToKaf(path: string, body: object): Promise<PostResult> {
    return postJson(`${this.#options.kafUrl}${path}`, body, false, this.#options);
  }

  /**
   * Verifies that Kaltura accepts the credentials. It sends no admin secret that a launch does not send.
   * @returns a sentence about what was verified
   * @throws RoomError `kaltura-…`
   */
  async verifyCredentials(): Promise<string> {
    const {credentials} = this.#options;
    if (!credentials)
      return 'no credentials are set: LTI signs launches, and rooms cannot be created';
    if (credentials.strategy === 'app-token') {
      const {user, admin} = credentials.appTokens;
      if (user) await this.createUserSession(VERIFICATION_USER_ID, {actionslimit: '-1'});
      if (admin) await this.createAdminSession(VERIFICATION_USER_ID);
      return `Kaltura accepts the app tokens for ${[user && 'users', admin && 'admins'].filter(Boolean).join(' and ')}`;
    }
    try {
      // Kaltura can decrypt the KS only if the admin secret is right.
      const {ks} = await this.createUserSession(VERIFICATION_USER_ID, {});
      await this.api.call('session.get', {ks}, SessionInfo);
    } catch (error) {
      if (!(error instanceof KalturaApiError)) throw error;
      throw new RoomError(
        'kaltura-refused',
        `adminSecret must be the admin secret of account ${this.#options.partnerId}; ${error.message}`,
        {cause: error},
      );
    }
    return 'Kaltura accepts the admin secret';
  }

  /** Replaces each secret of the account and each KS in a text. Kaltura quotes a KS that it refuses. */
  redact(text: string, ks: string): string {
    return [ks, ...listSecrets(this.#options.credentials)]
      .reduce((left, secret) => left.replaceAll(secret, '[secret]'), text)
      .replace(/djJ8\S+/g, '[KS]');
  }

  async #createSession(session: NewSession): Promise<Session> {
    const {partnerId, credentials, sessionLifetime, now} = this.#options;
    if (credentials?.strategy === 'app-token') {
      const {user, admin} = credentials.appTokens;
      const token = session.type === SESSION_TYPE.admin ? admin : user;
      if (token) return startAppTokenSession(this.api, token, session, sessionLifetime, now);
    } else if (credentials) {
      const {adminSecret, strategy} = credentials;
      if (strategy === 'session.start')
        return startSession(this.api, adminSecret, session, sessionLifetime, now);
      const expiresAt = Math.floor(now() / 1000) + sessionLifetime;
      const ks = encodeKs({...session, partnerId, expiry: expiresAt}, adminSecret);
      if (!KS_V2.test(ks))
        throw new RoomError(
          'internalError',
          `KS must have at most 4096 characters; got ${ks.length}. Shorten returnUrl or launchPrivileges`,
        );
      return {ks, expiresAt};
    }
    const name = session.type === SESSION_TYPE.admin ? 'ADMIN' : 'USER';
    throw new RoomError('endpoint-not-found', `credentials for ${name} sessions are missing`);
  }
}
