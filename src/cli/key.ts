import {calculateJwkThumbprint, exportJWK, generateKeyPair} from 'jose';
import {atMost, readArguments} from './arguments.js';
import type {Command} from './terminal.js';

const HELP = `kaltura-room key

Prints a new RSA private key as one line of JWK, for the server option lti13.privateKeys. Its key ID
is its thumbprint (RFC 7638). To change keys: add the new one at the end of the list; when KAF has
read the key set again, put it first; a launch later, take the old one out.

  LTI13_KEY="$(npx kaltura-room key)"     in the environment of the server, say
  privateKeys: [JSON.parse(process.env.LTI13_KEY)]`;

/** Prints a new private key for LTI 1.3, as a JWK. */
export const key: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {help: {type: 'boolean', short: 'h'}});
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  atMost(0, positionals);
  const {privateKey} = await generateKeyPair('RS256', {modulusLength: 2048, extractable: true});
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  terminal.out(JSON.stringify({...jwk, kid, alg: 'RS256', use: 'sig'}));
  terminal.err(
    'This is a private key: whoever has it can sign anybody in to your rooms. Keep it where your other secrets are.',
  );
  return 0;
};
