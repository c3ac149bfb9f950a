import * as z from 'zod';
import {RoomError} from '../../contract/room-error.js';
import type {Settings} from '../options.js';
import {postJson} from './post-json.js';

const KalturaApiException = z.object({
  objectType: z.literal('KalturaAPIException'),
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/),
});

/**
 * Calls an action of Kaltura's API, such as `session.start`
 * (https://developer.kaltura.com/api-docs). Only for actions that may be called twice.
 * @throws RoomError `kaltura-refused` for a KalturaAPIException, which comes with HTTP 200;
 * `kaltura-invalid` where the answer is not what `answer` says; what {@link postJson} throws
 */
export async function callApi<Answer extends z.ZodType>(
  action: string,
  parameters: object,
  answer: Answer,
  settings: Settings,
): Promise<z.output<Answer>> {
  const path = action.replace('.', '/action/');
  const url = `${settings.apiUrl}/api_v3/service/${path}`;
  const body = {format: 1, partnerId: settings.partnerId, ...parameters};
  const {json} = await postJson(url, body, {...settings, repeatable: true});
  const exception = KalturaApiException.safeParse(json);
  if (exception.success)
    throw new RoomError('kaltura-refused', `${action} answered ${exception.data.code}`);
  const parsed = answer.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new RoomError('kaltura-invalid', `${action} answered neither what it should nor an error`);
}
