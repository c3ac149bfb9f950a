import {kafOrigin} from '../../contract/kaf-origin.js';
import type {Plan} from './plan.js';

/** What keeps an address from being one at KAF: at an https origin, and at the one that was named. */
export function kafFault(url: URL | undefined, {kafUrl}: Plan): string | undefined {
  if (!url || !kafOrigin(url.origin) || url.username || url.password) return 'no https address';
  return kafUrl === undefined || url.origin === kafUrl
    ? undefined
    : 'another origin than --kaf-url';
}
