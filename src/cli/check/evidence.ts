import * as z from 'zod/mini';
import {Envelope, launchSchema, type Launch} from '../../contract/schemas.js';
import {decodeKs, type KsContent} from '../../server/kaltura/ks.js';
import {answerOf, type Answer, type Exchange} from './exchange.js';
import type {Plan} from './plan.js';

/** All that came back, and what can be read of it. Judging asks nobody anything more. */
export class Evidence {
  readonly plan: Plan;
  readonly exchanges: ReadonlyMap<string, Exchange>;
  /** What the right request was answered, where that was HTTP status 200. */
  readonly right: Answer | undefined;
  /** The `data` of its envelope, where it wears one that says success. */
  readonly data: unknown;
  /** That as a launch, where it is one. */
  readonly launch: Launch | undefined;
  /** What its KS says, where the secret is known and reads it. */
  readonly ks: KsContent | undefined;

  constructor(plan: Plan, exchanges: ReadonlyMap<string, Exchange>) {
    this.plan = plan;
    this.exchanges = exchanges;
    const answer = answerOf(exchanges.get('launch'));
    this.right = answer?.status === 200 ? answer : undefined;
    this.data = dataOf(this.right);
    this.launch = launchOf(this.data);
    this.ks = contentOf(this.launch, plan.adminSecret);
  }

  /** The answer to a request, where it was sent and answered. */
  answer(id: string): Answer | undefined {
    return answerOf(this.exchanges.get(id));
  }

  /** What who asks to moderate was answered, where that was a launch: another one than `launch`. */
  get moderating(): Launch | undefined {
    return launchOf(dataOf(this.answer('moderator')));
  }

  /** Whether the token endpoint answers at all. */
  get isReachable(): boolean {
    return this.answer('launch') !== undefined;
  }

  /**
   * The server's clock when it made the launch, in Unix seconds: lifetimes are judged by it, so
   * that a wrong clock is one fault and not several.
   */
  get clock(): number {
    return (dateOf(this.right) ?? this.right?.answered ?? Date.now()) / 1000;
  }
}

/** The `data` of an answer that says success. */
export function dataOf(answer: Answer | undefined): unknown {
  const envelope = z.safeParse(Envelope, answer?.json).data;
  return envelope?.success ? envelope.data : undefined;
}

/** An answer's `Date`, in milliseconds since the epoch. */
export function dateOf(answer: Answer | undefined): number | undefined {
  const date = Date.parse(answer?.headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

const launchOf = (data: unknown): Launch | undefined => z.safeParse(launchSchema(data), data).data;

function contentOf(launch: Launch | undefined, secret: string | undefined): KsContent | undefined {
  if (secret === undefined || !launch || !('ks' in launch)) return undefined;
  try {
    return decodeKs(launch.ks, secret);
  } catch {
    return undefined;
  }
}
