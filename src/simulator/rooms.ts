import {randomInt} from 'node:crypto';
import * as z from 'zod';
import {RoomId} from '../contract/schemas.js';
import {readState, writeState} from './state-file.js';

const RoomSchema = z.object({
  /** ID of the room. */
  id: RoomId,
  /** Name of the room. */
  name: z.string(),
  /** Description of the room; `''` without one. */
  description: z.string(),
  /** Tags, separated by commas. */
  tags: z.string(),
  /** ID of the template. */
  templateRoomEntryId: z.string(),
  /** Unix time, in seconds; 0 for rooms of a state file from before this field existed. */
  createdAt: z.number().default(0),
  /** User ID of the admin KS that created the room; `''` if the KS has none. */
  ownerId: z.string(),
  /** User IDs of the moderators of the room. */
  roomModeratorUserIds: z.array(z.string()).readonly(),
  /** User IDs of the moderators of the chat. */
  chatModeratorUserIds: z.array(z.string()).readonly(),
});

/**
 * A room of the simulator.
 * @interface
 */
export type Room = Readonly<z.infer<typeof RoomSchema>>;

/** Fields of a room that can change. */
export type RoomChanges = Pick<Room, 'name' | 'description' | 'tags'>;

/** A room template, which create-room accepts by its ID. */
export interface Template {
  /** ID of the template: Kaltura's entry ID. */
  readonly id: string;
  /** Name of the template. */
  readonly name: string;
}

/** The room templates; the first is the default. */
export const TEMPLATES = [
  {id: '1_classic0', name: 'Classic room'},
  {id: '1_webinar0', name: 'Webinar stage'},
] as const satisfies readonly Template[];

const createBuiltInRoom = (id: string, name: string, description: string): Room => ({
  id,
  name,
  description,
  tags: '',
  templateRoomEntryId: TEMPLATES[0].id,
  createdAt: 0,
  ownerId: '',
  roomModeratorUserIds: [],
  chatModeratorUserIds: [],
});

/** The rooms that exist from the start. They have no owner, so only a launch makes moderators. */
export const BUILT_IN_ROOMS: readonly Room[] = [
  createBuiltInRoom('1_townhall', 'Town hall', 'Once a month, everybody in one room.'),
  createBuiltInRoom('1_standup0', 'Daily stand-up', 'Fifteen minutes, three questions.'),
];

const StateSchema = z.object({rooms: z.array(RoomSchema)});

/** The rooms, in memory and in the state file if there is one. */
export class RoomStore {
  readonly #file: string | undefined;
  readonly #now: () => number;
  #created: readonly Room[];
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(file: string | undefined, now: () => number, created: readonly Room[]) {
    this.#file = file;
    this.#now = now;
    this.#created = created;
  }

  /**
   * Reads the rooms of an earlier run. It writes the file back at once, so that a path without write
   * permission fails at the start, and not with the first room.
   * @param now the clock, in milliseconds since 1970
   * @throws Error with the name of the file, if it is invalid or cannot be read or written
   */
  static async open(file?: string, now = Date.now): Promise<RoomStore> {
    const state = file && (await readState(file, StateSchema));
    const store = new RoomStore(file, now, state ? state.rooms : []);
    await store.#write(store.#created);
    return store;
  }

  get all(): readonly Room[] {
    return [...BUILT_IN_ROOMS, ...this.#created];
  }

  find(id: string): Room | undefined {
    return this.all.find(room => room.id === id);
  }

  /**
   * Adds a room with a new ID and the current time.
   * @throws Error as {@link RoomStore.delete}
   */
  async add(room: Omit<Room, 'id' | 'createdAt'>): Promise<Room> {
    const added = {id: createRoomId(), createdAt: Math.floor(this.#now() / 1000), ...room};
    await this.#change(created => [...created, added]);
    return added;
  }

  /**
   * Changes fields of a created room, and returns the room.
   * @throws Error as {@link RoomStore.delete}
   */
  async update(id: string, changes: RoomChanges): Promise<Room> {
    await this.#change(created =>
      created.map(room => (room.id === id ? {...room, ...changes} : room)),
    );
    const room = this.find(id);
    if (!room) throw new Error(`The room ${id} was deleted`);
    return room;
  }

  /**
   * Deletes a created room.
   * @throws Error if the rooms cannot be saved, or the store is closed
   */
  async delete(id: string): Promise<void> {
    await this.#change(created => created.filter(room => room.id !== id));
  }

  /** Rejects further rooms, and waits until all accepted rooms are saved. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#writing;
  }

  /**
   * Replaces the created rooms. A change counts only when it is saved, so that no ID is lost after a
   * response contained it.
   */
  async #change(change: (created: readonly Room[]) => readonly Room[]): Promise<void> {
    if (this.#isClosed) throw new Error('The simulator is closed');
    // Each write waits for the previous write and includes its rooms, so that no write undoes another.
    const writing = this.#writing.then(async () => {
      const created = change(this.#created);
      await this.#write(created);
      this.#created = created;
    });
    this.#writing = writing.catch(() => {});
    await writing;
  }

  async #write(rooms: readonly Room[]): Promise<void> {
    if (this.#file) await writeState(this.#file, {rooms});
  }
}

const createRoomId = (): string =>
  `1_${randomInt(2 ** 40)
    .toString(36)
    .padStart(8, '0')}`;
