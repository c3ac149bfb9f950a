import {parse} from 'hono/utils/cookie';
import type {Entrant} from '../kaf/enter-room.js';
import {Refusal} from '../kaf/refusal.js';
import {VIEW_ROOM} from '../kaf/view-room-path.js';
import type {Simulation} from '../simulation.js';
import {readFields} from './fields.js';
import {readIdToken} from './id-token.js';
import {cookieName, stateCookie} from './oidc-init.js';
import {storagePage} from './storage-page.js';

/**
 * `oauth2-launch`: takes the platform's answer to a login, and sends the browser on to the room
 * once it is shown to be the one at which the login began.
 * @throws Refusal
 */
export async function endLogin(simulation: Simulation, request: Request): Promise<Response> {
  const {logins} = simulation;
  const {
    error,
    error_description: description,
    id_token: idToken,
    state,
  } = await readFields(request);
  const login = state ? logins.end(state) : undefined;
  if (error !== undefined)
    throw new Refusal(403, `The platform answered ${shortened(error, description)}`);
  if (!state) throw new Refusal(403, 'There is no state.');
  if (!login) throw new Refusal(403, 'The state is unknown: it was used before, or is too old.');
  if (!idToken) throw new Refusal(403, 'There is no id_token.');
  const inStorage = login.storageTarget !== undefined;
  if (!inStorage && parse(request.headers.get('cookie') ?? '')[cookieName(login.id)] !== state)
    throw new Refusal(
      403,
      'The login began in another browser, or this one sends no cookie from within a page of another site: name an lti_storage_target.',
    );

  const entrant = await readIdToken(simulation, idToken, login);
  const ticket = logins.keep({entrant, state: inStorage ? state : undefined});
  const room = `${VIEW_ROOM}/launch/${ticket}`;
  if (inStorage) return storagePage(login, {message: 'lti.get_data', next: room});
  return new Response(null, {
    status: 303,
    headers: {location: room, 'set-cookie': stateCookie(login, '', 0), 'cache-control': 'no-store'},
  });
}

/**
 * Whom a ticket lets in, with the state that the browser had kept where that is not shown yet.
 * @throws Refusal
 */
export function readTicket(
  {logins}: Simulation,
  ticket: string,
  kept: string | undefined,
): Entrant {
  const launch = logins.take(ticket);
  if (!launch) throw new Refusal(403, 'This launch was used before, or is too old.');
  if (launch.state !== undefined && launch.state !== kept)
    throw new Refusal(403, 'The login began in another browser: its state is not kept here.');
  return launch.entrant;
}

const shortened = (error: string, description = ''): string =>
  (description ? `${error}: ${description}` : `${error}.`).slice(0, 300);
