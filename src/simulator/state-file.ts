import {randomUUID} from 'node:crypto';
import {readFile, rename, rm, writeFile} from 'node:fs/promises';
import * as z from 'zod';

/**
 * What the state file holds, or undefined where there is none yet.
 * @throws Error naming the file, where it cannot be read or does not hold what was expected
 */
export async function readState<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(
      `The simulator cannot read its state file ${file}: ${reason}. Mend it, or delete it to start afresh.`,
      {cause},
    );
  }
}

/**
 * Replaces the state file in one step, so that a reader, or a crash, meets the old or the new one
 * and never half of one.
 * @throws Error naming the file
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

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
