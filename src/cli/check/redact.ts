import * as z from 'zod/mini';
import {Envelope} from '../../contract/schemas.js';
import {toSingleLine} from '../../server/single-line.js';
import {getSecrets, type CheckPlan} from './check-plan.js';
import type {HttpResponse} from './requests/http.js';

const MAX_LENGTH = 200;
/** Text of this length with a digit and without spaces may be a KS, a token or a signature. */
const OPAQUE = /(?=[\w+/=-]*\d)[\w+/=-]{24,}/g;
/** Shorter values occur in ordinary text by chance. */
const MIN_SECRET_LENGTH = 4;
const REDACTED = '…';

/** Describes a response by its status and its error, with possible secrets redacted. */
export function describeResponse({status, json}: HttpResponse, plan: CheckPlan): string {
  const {success, errorCode, error} = z.safeParse(Envelope, json).data ?? {};
  const texts = success === false ? [errorCode, error] : [];
  const reason = texts.filter(text => typeof text === 'string' && text !== '').join(': ');
  return reason === '' ? String(status) : `${status}, ${redact(reason, plan)}`;
}

/**
 * Removes secrets, header values and opaque text. The result is one line of limited length, without
 * control characters.
 */
function redact(text: string, plan: CheckPlan): string {
  // Only the value of a cookie is secret, not its name.
  const headerValues = plan.headers.flatMap(([, value]) => [
    value,
    ...value.split(/[\s;,]+/).map(part => part.slice(part.indexOf('=') + 1)),
  ]);
  const redacted = [...getSecrets(plan), ...headerValues]
    .filter(secret => secret.length >= MIN_SECRET_LENGTH)
    .reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text)
    .replace(OPAQUE, REDACTED);
  const line = toSingleLine(redacted).trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
