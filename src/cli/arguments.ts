import {parseArgs, type ParseArgsConfig} from 'node:util';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;
/** The result of Node's own parser for these options. */
type ParsedArguments<Options extends OptionsConfig> = ReturnType<
  typeof parseArgs<{args: string[]; options: Options; allowPositionals: true}>
>;

/**
 * A command was called with wrong arguments. The message has no final full stop, and contains no
 * value of an option, which may be a secret.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Parses the arguments of a command.
 * @throws UsageError if an option is unknown, or lacks its value
 */
export function readArguments<const Options extends OptionsConfig>(
  args: readonly string[],
  options: Options,
): ParsedArguments<Options> {
  try {
    return parseArgs({args: [...args], options, allowPositionals: true});
  } catch (cause) {
    // The first sentence names the option. The others explain how Node parses arguments.
    const [reason = ''] = String((cause as Error).message).split(/[.\n]/);
    throw new UsageError(reason, {cause});
  }
}

/** @throws UsageError if there are more than `max` arguments, apart from options */
export function assertMaxPositionals(max: number, positionals: readonly string[]): void {
  if (positionals.length <= max) return;
  throw new UsageError(
    max === 0
      ? `The command takes only options; got ${positionals.length} other arguments`
      : `The command takes at most ${max} argument; got ${positionals.length}. Put quotes around an argument with spaces`,
  );
}
