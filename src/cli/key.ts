import {calculateJwkThumbprint, exportJWK, generateKeyPair} from 'jose';
import {assertMaxPositionals, readArguments} from './arguments.js';
import type {Command} from './terminal.js';

const HELP = `kaltura-room key

Prints a new RSA private key as one line of JWK, for the server option
lti13.privateKeys. The key ID is the thumbprint of the key (RFC 7638).

To store the key in the environment of the server:
  export LTI13_KEY="$(npx kaltura-room key)"

To use it in the options of the server:
  privateKeys: [JSON.parse(process.env.LTI13_KEY)]

To replace a key without interruption:
  1. Add the new key at the end of privateKeys.
  2. When KAF has read the key set again, move the new key to the front.
  3. When the last token of the old key has expired, remove the old key.

Options:
  -h, --help  Prints this help`;

/** Prints a new private key for LTI 1.3 as a JWK. */
export const key: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {help: {type: 'boolean', short: 'h'}});
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  assertMaxPositionals(0, positionals);
  const {privateKey} = await generateKeyPair('RS256', {modulusLength: 2048, extractable: true});
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  terminal.out(JSON.stringify({...jwk, kid, alg: 'RS256', use: 'sig'}));
  terminal.err(
    'This is a private key: anyone who has it can sign in to your rooms as any user. Store it with your other secrets.',
  );
  return 0;
};
