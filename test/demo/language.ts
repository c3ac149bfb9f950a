import {spawnSync} from 'node:child_process';

/** A language of `demo/backends`, and how its file is run, changed and called. */
export interface Language {
  readonly file: string;
  /** What a machine must have, for a reader. */
  readonly needs: string;
  /** The commands, or undefined where the machine lacks one. */
  readonly tools: Tools | undefined;
  /** The line that begins `authorize`. */
  readonly signature: string;
  /**
   * An `authorize` of the tests: the grant is JSON in `X-Grant`, percent-encoded; a status and a
   * code in `X-Refuse` are thrown.
   */
  readonly authorize: string;
  /** Whether its strings can hold half a surrogate pair. */
  readonly halves: boolean;
}

export interface Tools {
  /** Prepares the file that was copied into `folder`, where it must be. */
  readonly prepare?: (folder: string) => void;
  /** Serves on a port of 127.0.0.1; says so when it listens. */
  readonly serve: (folder: string, port: number) => readonly string[];
  /** Reads a JSON list of sessions, and writes for each a line: the KS, or `refused`. */
  readonly encode: (folder: string) => readonly string[];
}

/** Whether the command is there and ends well. */
export const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args).status === 0;
