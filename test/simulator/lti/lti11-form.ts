import type {Simulator} from '../../../src/simulator/index.js';
import {signHmacSha1, buildSignatureBase} from '../../../src/simulator/lti/oauth1.js';

export type Form = Readonly<Record<string, string>>;

/** Creates the parameters of a launch into the town hall, without a signature. */
export const createLaunchForm = ({partnerId}: Simulator, nowMs = Date.now()): Form => ({
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  resource_link_id: 'townhall',
  context_id: 'course-1',
  user_id: 'jane',
  roles: 'Learner',
  custom_entryId: '1_townhall',
  oauth_callback: 'about:blank',
  oauth_consumer_key: String(partnerId),
  oauth_nonce: crypto.randomUUID(),
  oauth_signature_method: 'HMAC-SHA1',
  oauth_timestamp: String(Math.floor(nowMs / 1000)),
  oauth_version: '1.0',
});

export const getViewRoomUrl = ({url}: Simulator): string => `${url}/embeddedrooms/index/view-room`;

/** Creates a signed launch into the town hall with some changes; `undefined` removes a parameter. */
export function createSignedForm(
  simulator: Simulator,
  changes: Readonly<Record<string, string | undefined>> = {},
  {secret = simulator.adminSecret, url = getViewRoomUrl(simulator)} = {},
): Form {
  const entries = Object.entries({...createLaunchForm(simulator), ...changes});
  const fields = entries.filter((field): field is [string, string] => field[1] !== undefined);
  const signed = [...fields, ...new URL(url).searchParams];
  const signature = signHmacSha1(buildSignatureBase('POST', url, signed), secret);
  return {...Object.fromEntries(fields), oauth_signature: signature};
}

/** Posts a form, as a frame does. */
export async function postForm(
  url: string,
  form: Form | URLSearchParams,
  headers: Readonly<Record<string, string>> = {},
): Promise<{status: number; page: string; headers: Headers}> {
  const body = new URLSearchParams(form);
  const response = await fetch(url, {method: 'POST', body, headers, redirect: 'manual'});
  return {status: response.status, page: await response.text(), headers: response.headers};
}
