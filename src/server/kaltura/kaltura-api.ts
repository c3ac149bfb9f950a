import * as z from 'zod';
import {RoomError} from '../../contract/room-error.js';
import {postJson, type PostOptions} from './post-json.js';

/** Maximum difference between the clocks of Kaltura and this server, in seconds. */
export const CLOCK_SKEW_S = 120;

/** Which account the API is called for, and how. */
export interface KalturaApiOptions extends PostOptions {
  readonly partnerId: number;
  /** Origin of Kaltura's API. */
  readonly apiUrl: string;
}

const KalturaApiException = z.object({
  objectType: z.literal('KalturaAPIException'),
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/),
});

/** Kaltura's API refused a call. */
export class KalturaApiError extends RoomError {
  /** Kaltura's own code, such as `START_SESSION_ERROR`. */
  readonly apiCode: string;

  constructor(action: string, apiCode: string) {
    super('kaltura-refused', `${action} answered ${apiCode}`);
    this.apiCode = apiCode;
  }
}

/** Kaltura's API (https://developer.kaltura.com/api-docs), for one account. */
export class KalturaApi {
  readonly #options: KalturaApiOptions;

  constructor(options: KalturaApiOptions) {
    this.#options = options;
  }

  get partnerId(): number {
    return this.#options.partnerId;
  }

  /**
   * Calls an idempotent action, such as `session.start`.
   * @param schema the expected answer
   * @throws KalturaApiError for a KalturaAPIException, which Kaltura answers with HTTP 200;
   * RoomError `kaltura-invalid` for an unexpected answer; the errors of {@link postJson}
   */
  async call<Answer extends z.ZodType>(
    action: string,
    parameters: object,
    schema: Answer,
  ): Promise<z.output<Answer>> {
    const {apiUrl, partnerId} = this.#options;
    const url = `${apiUrl}/api_v3/service/${action.replace('.', '/action/')}`;
    const body = {format: 1, partnerId, ...parameters};
    const {json} = await postJson(url, body, true, this.#options);
    const exception = KalturaApiException.safeParse(json);
    if (exception.success) throw new KalturaApiError(action, exception.data.code);
    const answer = schema.safeParse(json);
    if (answer.success) return answer.data;
    throw new RoomError(
      'kaltura-invalid',
      `${action} must answer its result or a KalturaAPIException; got another JSON value`,
    );
  }
}
