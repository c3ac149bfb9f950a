import type {SimulatorOptions} from '../simulator-options.js';
import {accessDenied, applicationError} from './message-page.js';

/*
 * What Kaltura's pages for a refusal say is known, their statuses are not: Access Denied is 403
 * here, an Application Error 500, or 404 where there is no such room. Why a room was refused is
 * said on the page, which Kaltura does not do.
 */

/**
 * Why somebody may not come in (403, Access Denied), or why the request made no sense (404 or 500,
 * Application Error). The sentence is shown, so it holds no KS, secret, token or signature.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: 403 | 404 | 500;

  constructor(status: 403 | 404 | 500, why: string) {
    super(why);
    this.status = status;
  }
}

/** The one place where a refusal becomes a page, and is told whoever runs the simulator. */
export async function orRefusal(
  {onRefusal}: Pick<SimulatorOptions, 'onRefusal'>,
  work: () => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const {status, message} = error;
    onRefusal?.(status, message);
    return status === 403 ? accessDenied(message) : applicationError(status, message);
  }
}
