import type {SimulatorOptions} from '../simulator-options.js';
import {accessDenied, applicationError} from './message-page.js';

/**
 * A launch that KAF refuses, with the reason: 403 shows Access Denied, 404 and 500 show Application
 * Error. The headings of these pages are known, but not Kaltura's statuses.
 *
 * Unlike KAF, the simulator shows the reason on the page. The message must not contain a KS, a secret,
 * a token or a signature.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: 403 | 404 | 500;

  constructor(status: 403 | 404 | 500, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Turns a refusal into its page, and reports it to `onRefusal`. */
export async function catchRefusals(
  {onRefusal}: Pick<SimulatorOptions, 'onRefusal'>,
  respond: () => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await respond();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const {status, message} = error;
    onRefusal?.(status, message);
    return status === 403 ? accessDenied(message) : applicationError(status, message);
  }
}
