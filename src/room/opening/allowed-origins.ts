import {RoomError} from '../../contract/room-error.js';
import {kafOrigin} from '../../contract/kaf-origin.js';

/**
 * The `allow-origins` attribute: origins separated by spaces.
 * @throws RoomError `attribute-invalid`
 */
export function allowedOrigins(value: string | null | undefined): string[] {
  return (value ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .map(word => {
      const origin = kafOrigin(word);
      if (origin === undefined)
        throw new RoomError('attribute-invalid', 'allow-origins must be https origins');
      return origin;
    });
}
