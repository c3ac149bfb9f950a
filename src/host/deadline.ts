import {RoomError} from '../errors.js';

/**
 * A signal that ends with `run`, or after the seconds of a `timeout` attribute.
 * @throws RoomError `attribute-invalid` where these are no seconds
 */
export function deadline(run: AbortSignal, timeout: number): AbortSignal {
  if (timeout > 0 && timeout <= 86_400)
    return AbortSignal.any([run, AbortSignal.timeout(timeout * 1000)]);
  throw new RoomError('attribute-invalid', 'timeout must be seconds, a day at most');
}
