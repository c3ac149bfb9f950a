import {spawnSync} from 'node:child_process';

/** A language of `demo/backends`, and how the tests run and change its file. */
export interface Language {
  readonly file: string;
  /** Requirements of the machine, for the message of a skipped test. */
  readonly requirements: string;
  /** The commands, or undefined if the machine lacks one. */
  readonly tools: Tools | undefined;
  /** The beginning of the line that declares `authorize`. */
  readonly signature: string;
  /**
   * An `authorize` for the tests. It returns the grant in the header `X-Grant`, which is
   * percent-encoded JSON. It throws the status and code in the header `X-Refuse`.
   */
  readonly authorize: string;
  /** Whether a string can contain a lone surrogate. */
  readonly hasLoneSurrogates: boolean;
  /** Whether the file closes the connection of a request that does not arrive in time. */
  readonly closesSlowRequests: boolean;
}

export interface Tools {
  /** Prepares a copy of the file in `folder`, such as by compiling it. */
  readonly prepare?: (folder: string) => void;
  /** Command that serves on a port of 127.0.0.1, and prints its URL when it listens. */
  readonly serve: (folder: string, port: number) => readonly string[];
  /** Command that reads a JSON list of sessions, and prints a line for each: the KS, or `refused`. */
  readonly encode: (folder: string) => readonly string[];
}

/** Returns whether a command exists and exits with 0. */
export const canRun = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args).status === 0;
