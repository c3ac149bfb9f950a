import {parseArgs, type ParseArgsConfig} from 'node:util';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;
/** What the arguments say, as Node's own parser has it. */
type Parsed<Options extends OptionsConfig> = ReturnType<
  typeof parseArgs<{args: string[]; options: Options; allowPositionals: true}>
>;

/** A command was called wrongly; the message says how to call it, and repeats no value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads a command's arguments.
 * @throws UsageError for an option that is unknown, or lacks its value
 */
export function readArguments<const Options extends OptionsConfig>(
  args: readonly string[],
  options: Options,
): Parsed<Options> {
  try {
    return parseArgs({args: [...args], options, allowPositionals: true});
  } catch (cause) {
    // The first sentence names the option; the rest explains Node's own rules.
    const [reason = ''] = String((cause as Error).message).split(/[.\n]/);
    throw new UsageError(reason, {cause});
  }
}

/** @throws UsageError where there are more of them than `most` */
export function atMost(most: number, positionals: readonly string[]): void {
  if (positionals.length > most)
    throw new UsageError(
      most === 0
        ? 'No argument is expected beside the options'
        : 'Too many arguments: quote those with spaces',
    );
}
