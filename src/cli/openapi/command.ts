import {assertMaxPositionals, readArguments} from '../arguments.js';
import type {Command} from '../terminal.js';
import {buildOpenApiDocument} from './document.js';

const HELP = `kaltura-room openapi

Prints the contract between the elements and a host backend as an OpenAPI 3.1
document. It is generated from the schemas that the elements use. The package
also contains it as kaltura-room/openapi.json.

Options:
  -h, --help  Prints this help`;

/** Prints the contract as OpenAPI 3.1. */
export const openapi: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {help: {type: 'boolean', short: 'h'}});
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  assertMaxPositionals(0, positionals);
  terminal.out(JSON.stringify(buildOpenApiDocument(), null, 2));
  return 0;
};
