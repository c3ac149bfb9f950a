import {memoryStore} from '../../../src/server/store/memory-store.js';
import {
  SESSION_TYPE,
  decodeKs,
  encodeKs,
  type KalturaRoomsOptions,
} from '../../../src/server/index.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {SECRET, createTestBackend, json, type KalturaCall} from '../set-up.js';

/** The result of a request to KAF to create a room. */
export type KafResult =
  | 'created'
  /** The room exists, but the host backend does not know. */
  | 'answer-lost'
  | 'answer-malformed'
  | 'process-killed-after'
  /** The request did not arrive, which the host backend cannot tell from a lost answer. */
  | 'request-lost'
  | 'process-killed-before'
  /** No room exists, and the host backend knows. */
  | 'rejected'
  | 'rate-limited'
  | 'unreachable';

export interface FakeRoom {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: string;
  readonly userId: string;
  readonly createdAt: number;
}

/** The APIs of Kaltura and KAF that create and list rooms, with a clock that the test sets. */
export class FakeKaltura {
  readonly rooms: FakeRoom[] = [];
  /** The results of the next requests to create a room. Later requests create their room. */
  nextResults: KafResult[] = [];
  /** Responds to `room_room.list` instead of the list of rooms. */
  respondToList: ((call: KalturaCall) => Response | Promise<Response>) | undefined;
  seconds = 1_900_000_000;
  creates = 0;
  lists = 0;
  readonly filters: unknown[] = [];

  readonly now = (): number => this.seconds * 1000;

  /** Responds as `fetch` of a host backend. */
  readonly fetch: typeof fetch = (input, init = {}) => {
    const body = JSON.parse(init.body as string) as Record<string, unknown>;
    return this.respond({url: input as string, init, body});
  };

  readonly respond = async (call: KalturaCall): Promise<Response> => {
    if (call.url.endsWith('/room_room/action/list')) return this.#list(call);
    if (call.url.endsWith('/session/action/start')) {
      const {userId, privileges} = call.body as {userId: string; privileges: string};
      return json(this.startSession(userId, privileges));
    }
    return this.#create(call);
  };

  /** Adds a room that no request of the host backend created. */
  add(room: Partial<FakeRoom>): string {
    const id = `1_${String(this.rooms.length).padStart(8, '0')}`;
    const defaults = {name: 'Room', description: '', tags: '', userId: 'jane@example.com'};
    this.rooms.push({id, createdAt: this.seconds, ...defaults, ...room});
    return id;
  }

  /**
   * Returns an admin KS.
   * @param names privileges without values, such as `disableentitlement:`
   */
  startSession(userId: string, names = ''): string {
    const expiry = this.seconds + 60;
    const privileges = Object.fromEntries(
      names
        .split(',')
        .filter(Boolean)
        .map(name => [name.replace(/:$/, ''), '']),
    );
    return encodeKs(
      {partnerId: 12345, userId, type: SESSION_TYPE.admin, expiry, privileges},
      SECRET,
    );
  }

  async #create({body}: KalturaCall): Promise<Response> {
    this.creates++;
    const result = this.nextResults.shift() ?? 'created';
    if (result === 'request-lost') throw createResetError();
    if (result === 'process-killed-before') return neverSettle();
    if (result === 'unreachable')
      throw new TypeError('fetch failed', {cause: {code: 'ECONNREFUSED'}});
    if (result === 'rejected')
      return json({success: false, errorCode: 'internalError', error: 'not today'});
    if (result === 'rate-limited') return new Response('', {status: 429});
    const {name, description = '', tags = '', ks} = body as Record<string, string>;
    const {userId} = decodeKs(ks ?? '', SECRET);
    const id = this.add({name: name ?? '', description, tags, userId});
    if (result === 'answer-lost') throw createResetError();
    if (result === 'process-killed-after') return neverSettle();
    return result === 'answer-malformed' ? new Response('<h1>') : json({success: true, data: {id}});
  }

  async #list(call: KalturaCall): Promise<Response> {
    this.lists++;
    this.filters.push(call.body['filter']);
    if (this.respondToList) return this.respondToList(call);
    const {nameEqual, userIdEqual, createdAtGreaterThanOrEqual} = call.body['filter'] as {
      nameEqual: string;
      userIdEqual: string;
      createdAtGreaterThanOrEqual: number;
    };
    const {pageSize, pageIndex} = call.body['pager'] as {pageSize: number; pageIndex: number};
    const found = this.rooms.filter(
      ({name, userId, createdAt}) =>
        name === nameEqual && userId === userIdEqual && createdAt >= createdAtGreaterThanOrEqual,
    );
    const objects = found.slice(pageSize * (pageIndex - 1), pageSize * pageIndex);
    return json({objects, totalCount: found.length, objectType: 'KalturaRoomListResponse'});
  }
}

const createResetError = () => new TypeError('fetch failed', {cause: {code: 'ECONNRESET'}});
/** The result of every call of a process that was killed. */
export const neverSettle = (): Promise<never> => new Promise(() => {});

/** Seconds after which every lease has ended, with the timeouts of these tests. */
export const LEASE_S = 60;

/** Creates a Kaltura, a store and one process of a host; `start` starts another process. */
export function createTestHost(options: Partial<KalturaRoomsOptions> = {}) {
  const kaltura = new FakeKaltura();
  const store: SharedStore = memoryStore({now: kaltura.now});
  const start = (more: Partial<KalturaRoomsOptions> = {}) => {
    const {post, log, kalturaCalls} = createTestBackend(
      {store, now: kaltura.now, upstreamTimeout: 0.05, ...options, ...more},
      kaltura.respond,
    );
    const create = async (key: string | undefined, body: object = {name: 'Room'}) => {
      const headers = {
        'content-type': 'application/json',
        ...(key !== undefined && {'idempotency-key': key}),
      };
      const {status, answer, response} = await post('/rooms', body, {headers});
      const retryAfter = response.headers.get('retry-after');
      const {errorCode: code, error: message = '', outcome} = answer;
      return {status, id: answer.data?.['id'], code, message, outcome, retryAfter};
    };
    return {create, log, kalturaCalls};
  };
  return {kaltura, store, start, ...start()};
}
