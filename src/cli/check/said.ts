import * as z from 'zod/mini';
import {Envelope} from '../../contract/schemas.js';
import type {Answer} from './exchange.js';
import {secretsOf, type Plan} from './plan.js';

const LIMIT = 200;
/** Text this long, with a digit and without a space, may be a KS, a token or a signature. */
const OPAQUE = /(?=[\w+/=-]*\d)[\w+/=-]{24,}/g;
/** What is shorter would be found in any text. */
const SHORTEST = 4;

/** An answer's status, and why it says no: its code and text, without what could be a secret. */
export function saidOf({status, json}: Answer, plan: Plan): string {
  const {success, errorCode, error} = z.safeParse(Envelope, json).data ?? {};
  const texts = success === false ? [errorCode, error] : [];
  const why = texts.filter(text => typeof text === 'string' && text !== '').join(': ');
  return why === '' ? String(status) : `${status}, ${tame(why, plan)}`;
}

/** On one line, cut to a length, and moving no cursor. */
function tame(text: string, plan: Plan): string {
  // Of a cookie, the name may be said.
  const values = plan.headers.flatMap(([, value]) => [
    value,
    ...value.split(/[\s;,]+/).map(part => part.slice(part.indexOf('=') + 1)),
  ]);
  const line = [...secretsOf(plan), ...values]
    .filter(secret => secret.length >= SHORTEST)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
    .replace(OPAQUE, '…')
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return line.length > LIMIT ? `${line.slice(0, LIMIT)}…` : line;
}
