/** The environment and the output of a command. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the output may have colours. */
  readonly colour: boolean;
  /** Writes lines of the result. */
  out(text: string): void;
  /** Writes errors and notices. */
  err(text: string): void;
}

/** Runs with the arguments after the command's name, and returns the exit code. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Returns the terminal of this process. */
export function getProcessTerminal(): Terminal {
  const {env, stdout, stderr} = process;
  return {
    env,
    colour: supportsColour(stdout, env),
    out: text => void stdout.write(`${text}\n`),
    err: text => void stderr.write(`${text}\n`),
  };
}

/** Returns whether a stream is a terminal with colours, and the user wants them (https://no-color.org). */
export function supportsColour({isTTY}: {isTTY?: boolean}, env: Terminal['env']): boolean {
  return isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
