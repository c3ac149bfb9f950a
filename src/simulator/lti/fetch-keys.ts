import type {JSONWebKeySet} from 'jose';
import * as z from 'zod';
import {Refusal} from '../kaf/refusal.js';

/** How long a platform may take to answer its keys. */
const DEADLINE_MS = 3000;

const KeySet = z.object({keys: z.array(z.looseObject({kty: z.string()}))});

/**
 * A platform's public keys. They are fetched for each launch and kept for none, so a key that
 * replaces another one counts at once.
 * @throws Refusal where the platform does not answer a JWK Set in time
 */
export async function fetchKeys(jwksUrl: string, closing: AbortSignal): Promise<JSONWebKeySet> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(DEADLINE_MS)]);
  try {
    const response = await fetch(jwksUrl, {signal, redirect: 'error'});
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const keySet = KeySet.safeParse(await response.json().catch(() => undefined));
    signal.throwIfAborted();
    if (!keySet.success) throw new Error('it answered no JWK Set');
    return keySet.data;
  } catch (error) {
    const why = signal.aborted ? `no answer within ${DEADLINE_MS / 1000} seconds` : String(error);
    throw new Refusal(403, `The platform's keys could not be fetched: ${why}.`);
  }
}
