import {randomUUID} from 'node:crypto';
import {readFile, rename, rm, writeFile} from 'node:fs/promises';
import * as z from 'zod';

/**
 * Reads and validates the state file.
 * @returns its content; undefined if the file does not exist yet
 * @throws Error with the name of the file, if it cannot be read or is invalid
 */
export async function readState<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (isNotFound(cause)) return undefined;
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(
      `The simulator cannot read its state file ${file}: ${reason}. Correct the file, or delete it to start without its rooms.`,
      {cause},
    );
  }
}

/**
 * Replaces the state file in one step. A reader, and the next run after a crash, find the old or the
 * new content, but never a part of it.
 * @throws Error with the name of the file
 */
export async function writeState(file: string, state: unknown): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(state, null, 2)}\n`);
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, {force: true});
    throw new Error(`The simulator cannot write its state file ${file}: ${String(cause)}`, {cause});
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
