import * as z from 'zod/mini';
import {Envelope, launchSchema, type Launch} from '../../contract/schemas.js';
import {decodeKs, type KsContent} from '../../server/kaltura/ks.js';
import type {CheckPlan} from './check-plan.js';
import {toResponse, type HttpResponse, type HttpResult} from './requests/http.js';

/** All responses, and the launch and the KS that they contain. Checks send no further requests. */
export class Evidence {
  readonly plan: CheckPlan;
  /** Result of each request, by the ID of the request. */
  readonly results: ReadonlyMap<string, HttpResult>;
  /** The response to a valid request for a launch, if its status is 200. */
  readonly launchResponse: HttpResponse | undefined;
  /** The `data` in the envelope of that response. */
  readonly launchData: unknown;
  /** The launch, if `launchData` is valid. */
  readonly launch: Launch | undefined;
  /** The content of the KS, if the admin secret decrypts it. */
  readonly ks: KsContent | undefined;

  constructor(plan: CheckPlan, results: ReadonlyMap<string, HttpResult>) {
    this.plan = plan;
    this.results = results;
    const response = toResponse(results.get('launch'));
    this.launchResponse = response?.status === 200 ? response : undefined;
    this.launchData = parseData(this.launchResponse);
    this.launch = parseLaunch(this.launchData);
    this.ks = decryptKs(this.launch, plan.adminSecret);
  }

  /** Returns the response to a request; undefined if it was not sent, or got no response. */
  getResponse(id: string): HttpResponse | undefined {
    return toResponse(this.results.get(id));
  }

  /** The launch for the request with moderator rights. */
  get moderatorLaunch(): Launch | undefined {
    return parseLaunch(parseData(this.getResponse('moderator')));
  }

  /** Whether the token endpoint responds. */
  get isReachable(): boolean {
    return this.getResponse('launch') !== undefined;
  }

  /**
   * The server's clock when it created the launch, in Unix seconds. Checks of lifetimes use it, so
   * that a wrong clock fails one check only.
   */
  get serverTime(): number {
    const {launchResponse} = this;
    return (parseDate(launchResponse) ?? launchResponse?.receivedAt ?? Date.now()) / 1000;
  }
}

/** Returns the `data` of a response whose envelope reports success. */
export function parseData(response: HttpResponse | undefined): unknown {
  const envelope = z.safeParse(Envelope, response?.json).data;
  return envelope?.success ? envelope.data : undefined;
}

/** Returns the `Date` header in milliseconds since the epoch. */
export function parseDate(response: HttpResponse | undefined): number | undefined {
  const date = Date.parse(response?.headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function parseLaunch(data: unknown): Launch | undefined {
  return z.safeParse(launchSchema(data), data).data;
}

function decryptKs(launch: Launch | undefined, secret: string | undefined): KsContent | undefined {
  if (secret === undefined || !launch || !('ks' in launch)) return undefined;
  try {
    return decodeKs(launch.ks, secret);
  } catch {
    return undefined;
  }
}
