import {VERSION} from '../version.js';
import {UsageError} from './arguments.js';
import {check} from './check/command.js';
import {doctor} from './doctor.js';
import {key} from './key.js';
import {openapi} from './openapi/command.js';
import {scriptTag} from './script-tag.js';
import {simulate} from './simulate.js';
import type {Command, Terminal} from './terminal.js';

const COMMANDS: Readonly<Record<string, Command>> = {
  check,
  doctor,
  key,
  openapi,
  simulate,
  'script-tag': scriptTag,
};

const HELP = `kaltura-room <command> [options]

Commands:
  check <token-url>  Checks a host backend, in any language
  doctor             Checks that Kaltura accepts the account in the environment
  simulate           Runs a stand-in for Kaltura on this machine
  key                Prints a new private key for LTI 1.3
  script-tag <url>   Prints a script tag for the elements, with its hash
  openapi            Prints the contract of a host backend as OpenAPI 3.1

Options:
  -h, --help         Prints this help
  --version          Prints the version

Run kaltura-room <command> --help for the options of a command.`;

/**
 * Runs the command that the arguments name.
 * @returns the exit code: 0 for success, 1 for a failure, 2 for wrong usage
 */
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
    terminal.err(`Unknown command.\n\n${HELP}`);
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
    terminal.err(`${message}.\nRun kaltura-room ${name} --help for its options.`);
    return 2;
  }
}
