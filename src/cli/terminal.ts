/** Where a command reads its environment and writes what it has to say. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether what is written may be coloured. */
  readonly colour: boolean;
  /** Writes lines of the result. */
  out(text: string): void;
  /** Writes lines about the run itself: mistakes, warnings. */
  err(text: string): void;
}

/** A command: its arguments without its name, to its exit code. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** This process's own. */
export function processTerminal(): Terminal {
  const {env, stdout, stderr} = process;
  return {
    env,
    colour: mayColour(stdout, env),
    out: text => void stdout.write(`${text}\n`),
    err: text => void stderr.write(`${text}\n`),
  };
}

/** Whether a person reads it at a terminal, and does not mind colour (https://no-color.org). */
export function mayColour({isTTY}: {isTTY?: boolean}, env: Terminal['env']): boolean {
  return isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
