import {run} from '../../src/cli/run.js';

/** Runs a command of `kaltura-room` in this process. */
export async function runCli(
  args: readonly string[],
  env: Record<string, string> = {},
  colour = false,
) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    env,
    colour,
    out: text => void out.push(text),
    err: text => void err.push(text),
  });
  return {code, out: out.join('\n'), err: err.join('\n')};
}
