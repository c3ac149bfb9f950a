import * as z from 'zod/mini';
import {kafOrigin} from '../../contract/kaf-origin.js';
import {Envelope} from '../../contract/schemas.js';
import type {CheckPlan} from './check-plan.js';
import {fail, pass, passIf, skip, type CheckResult} from './check.js';
import type {HttpResponse} from './requests/http.js';

/* Rules that checks of several folders apply. */

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
/** As Unix seconds, a time in the year 5138. A larger number is a time in milliseconds. */
const MAX_UNIX_SECONDS = 1e11;

/**
 * HTTP statuses of a refusal because of the user. Laravel answers 419 to a CSRF token that has expired;
 * the elements treat it like 401.
 */
export const USER_REFUSALS: readonly number[] = [401, 403, 419];
/** Result of a check of the launch, if the response contains none. */
export const NO_LAUNCH = skip('the backend returned no launch');
/** Result of a check whose request got a status that depends on the load of the server. */
export const RATE_LIMITED = skip('the response has status 429: too many requests');

/** Checks that no cache may store the response. */
export function checkNoStore({headers}: HttpResponse): CheckResult {
  const hasDirective = /(^|[\s,])no-store($|[\s,])/i.test(headers.get('cache-control') ?? '');
  return passIf(hasDirective, 'no-store', 'no directive no-store');
}

/**
 * Checks that a time is in the future, by at most one day.
 * @param expiry Unix seconds
 * @param serverTime Unix seconds
 */
export function checkExpiry(expiry: number, serverTime: number): CheckResult {
  const left = Math.round(expiry - serverTime);
  if (!Number.isFinite(left)) return fail('not a time');
  if (left <= 0) return fail(`expired ${-left} s ago`);
  if (expiry > MAX_UNIX_SECONDS) return fail('milliseconds instead of seconds');
  if (left > DAY_S) return fail(`expires in ${Math.round(left / HOUR_S)} hours`);
  return pass(
    `expires in ${left} s`,
    left > HOUR_S ? 'KAF reads it only when the room opens, so one minute is enough.' : undefined,
  );
}

/** Returns why a URL is not on KAF's https origin; undefined if it is. */
export function validateKafUrl(url: URL | undefined, {kafUrl}: CheckPlan): string | undefined {
  if (!url || !kafOrigin(url.origin) || url.username || url.password) return 'not an https URL';
  return kafUrl === undefined || url.origin === kafUrl
    ? undefined
    : 'another origin than --kaf-url';
}

/** Returns whether a response is a rejection, with an HTTP status or in the envelope. */
export function isRejected({status, json}: HttpResponse): boolean {
  const isFailure = z.safeParse(Envelope, json).data?.success === false;
  return status >= 400 ? status < 500 : status < 300 && isFailure;
}
