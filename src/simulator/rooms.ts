import {randomInt} from 'node:crypto';
import * as z from 'zod';
import {RoomId} from '../contract/schemas.js';
import {readState, writeState} from './state-file.js';

const RoomSchema = z.object({
  id: RoomId,
  name: z.string(),
  description: z.string(),
  /** One comma-separated text, as create-room takes it. */
  tags: z.string(),
  templateRoomEntryId: z.string(),
  /** Unix seconds; 0 for a room of a state file that was written before it was kept. */
  createdAt: z.number().default(0),
  /** The user ID of the admin KS that created it; `''` where it named nobody. */
  ownerId: z.string(),
  roomModeratorUserIds: z.array(z.string()).readonly(),
  chatModeratorUserIds: z.array(z.string()).readonly(),
});

/** A room as the simulator keeps it. */
export type Room = Readonly<z.infer<typeof RoomSchema>>;

/** A room template that create-room may name. */
export interface Template {
  readonly id: string;
  readonly name: string;
}

/** The templates there are; the first is the default. */
export const TEMPLATES = [
  {id: '1_classic0', name: 'Classic room'},
  {id: '1_webinar0', name: 'Webinar stage'},
] as const satisfies readonly Template[];

const builtIn = (id: string, name: string, description: string): Room => ({
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

/** The rooms that exist from the start. Nobody owns them, so a moderator is who the KS says. */
export const BUILT_IN_ROOMS: readonly Room[] = [
  builtIn('1_townhall', 'Town hall', 'Once a month, everybody in one room.'),
  builtIn('1_standup0', 'Daily stand-up', 'Fifteen minutes, three questions.'),
];

const StateSchema = z.object({rooms: z.array(RoomSchema)});

/** The rooms, in memory and, where there is a state file, on disk. */
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
   * Reads the rooms of an earlier run. The file is written back at once, so that a path that cannot
   * be written is known at the start and not at the first room.
   * @param now the clock, in milliseconds since 1970
   * @throws Error naming the file when it is broken, or cannot be read or written
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

  /** Gives a room its ID and time. It exists once it is saved, so an ID that was answered is never lost. */
  async add(room: Omit<Room, 'id' | 'createdAt'>): Promise<Room> {
    if (this.#isClosed) throw new Error('The simulator is closed');
    const added = {id: newRoomId(), createdAt: Math.floor(this.#now() / 1000), ...room};
    // One write after the other, each on top of the one before: none can undo another.
    const writing = this.#writing.then(async () => {
      const created = [...this.#created, added];
      await this.#write(created);
      this.#created = created;
    });
    this.#writing = writing.catch(() => {});
    await writing;
    return added;
  }

  /** Takes no more rooms, and waits until those already taken are saved. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#writing;
  }

  async #write(rooms: readonly Room[]): Promise<void> {
    if (this.#file) await writeState(this.#file, {rooms});
  }
}

const newRoomId = (): string =>
  `1_${randomInt(2 ** 40)
    .toString(36)
    .padStart(8, '0')}`;
