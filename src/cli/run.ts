import {UsageError} from './arguments.js';
import {check} from './check/command.js';
import {key} from './key.js';
import {openapi} from './openapi/command.js';
import {scriptTag} from './script-tag.js';
import {simulate} from './simulate.js';
import {VERSION} from '../version.js';
import type {Command, Terminal} from './terminal.js';

const COMMANDS: Readonly<Record<string, Command>> = {
  ...{check, simulate, key, openapi},
  'script-tag': scriptTag,
};

const HELP = `kaltura-room <command>

  check <token-url>   says line by line what is right and wrong with a host backend, in any language
  simulate            runs a stand-in for Kaltura, for those without an account
  key                 prints a new private key for LTI 1.3
  script-tag <url>    prints the script tag for the elements, with what holds it to its bytes
  openapi             prints the contract of a host backend, as OpenAPI 3.1
  --version           prints the version

kaltura-room <command> --help says more.`;

/** Runs the command that `args` name. The exit code is 0, 1 where it failed, 2 for wrong usage. */
export async function run([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(HELP);
    return 0;
  }
  if (name === '--version') {
    terminal.out(VERSION);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    terminal.err(`There is no such command.\n\n${HELP}`);
    return 2;
  }
  try {
    return await command(args, terminal);
  } catch (error) {
    const {message} = error as Error;
    if (!(error instanceof UsageError)) {
      terminal.err(message);
      return 1;
    }
    terminal.err(`${message}.\nkaltura-room ${name} --help says how to call it.`);
    return 2;
  }
}
