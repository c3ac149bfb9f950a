import {hash} from 'node:crypto';

/**
 * Returns a hash of values, in their order. Keys in the store are hashes, so that they reveal no
 * user, room or secret.
 */
export const hashParts = (...parts: unknown[]): string =>
  hash('sha256', JSON.stringify(parts), 'base64url');
