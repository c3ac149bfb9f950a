import {atMost, readArguments} from '../arguments.js';
import type {Command} from '../terminal.js';
import {openApiDocument} from './document.js';

const HELP = `kaltura-room openapi

Prints the contract between a page and its host backend as an OpenAPI 3.1 document, made from the
schemas that the elements themselves use. The package has it as kaltura-room/openapi.json too.`;

/** Prints the contract as OpenAPI 3.1. */
export const openapi: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {help: {type: 'boolean', short: 'h'}});
  if (!values.help) atMost(0, positionals);
  terminal.out(values.help ? HELP : JSON.stringify(openApiDocument(), null, 2));
  return 0;
};
