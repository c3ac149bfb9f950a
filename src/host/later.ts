import {RoomError} from '../errors.js';
import {endOf, within} from './deadline.js';

/**
 * A part of this package that is not in the first script.
 * @throws RoomError `script-unreachable` where it cannot be had, or not before the deadline of
 * `signal`; the signal's reason where it ended for another
 */
export async function later<Part>(load: () => Promise<Part>, signal: AbortSignal): Promise<Part> {
  try {
    return await within(load(), signal);
  } catch (cause) {
    const message = 'a part of the script did not load';
    if (signal.aborted) throw endOf(signal, 'script-unreachable', message);
    throw new RoomError('script-unreachable', message, {cause});
  }
}
