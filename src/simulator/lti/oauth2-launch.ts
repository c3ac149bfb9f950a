import {parse} from 'hono/utils/cookie';
import {Refusal} from '../kaf/refusal.js';
import type {Participant} from '../kaf/view-room.js';
import type {SimulatorContext} from '../simulator-context.js';
import {authenticateIdToken} from './id-token.js';
import {readParameters} from './launch-parameters.js';
import {cookieName, formatStateCookie} from './oidc-init.js';
import {renderStoragePage} from './storage-page.js';

/**
 * Handles `oauth2-launch`: authenticates the platform's response to a login, and redirects to the room.
 * The browser must be the browser in which the login began.
 * @throws Refusal
 */
export async function endLogin(simulator: SimulatorContext, request: Request): Promise<Response> {
  const {logins, instance} = simulator;
  const {
    error,
    error_description: description,
    id_token: idToken,
    state,
  } = await readParameters(request);
  const login = state ? logins.end(state) : undefined;
  if (error !== undefined)
    throw new Refusal(403, `The platform responded with ${formatError(error, description)}`);
  if (!state) throw new Refusal(403, 'The parameter state is missing.');
  if (!login) throw new Refusal(403, 'The state is unknown: it was used before, or has expired.');
  if (!idToken) throw new Refusal(403, 'The parameter id_token is missing.');
  const inStorage = login.storageTarget !== undefined;
  if (!inStorage && parse(request.headers.get('cookie') ?? '')[cookieName(login.id)] !== state)
    throw new Refusal(
      403,
      'The login began in another browser, or this browser sends no cookies to frames of another site: send an lti_storage_target.',
    );

  const participant = await authenticateIdToken(simulator, idToken, login);
  const ticket = logins.saveLaunch({participant, state: inStorage ? state : undefined});
  const room = `${instance.viewRoomPath}/launch/${ticket}`;
  if (inStorage) return renderStoragePage(login, {message: 'lti.get_data', next: room});
  return new Response(null, {
    status: 303,
    headers: {
      location: room,
      'set-cookie': formatStateCookie(login, '', 0),
      'cache-control': 'no-store',
    },
  });
}

/**
 * Authenticates the participant of a ticket.
 * @param state that the browser has stored, if `oauth2-launch` did not get it by a cookie
 * @throws Refusal
 */
export function authenticateTicket(
  {logins}: SimulatorContext,
  ticket: string,
  state: string | undefined,
): Participant {
  const launch = logins.takeLaunch(ticket);
  if (!launch) throw new Refusal(403, 'This launch was used before, or has expired.');
  if (launch.state !== undefined && launch.state !== state)
    throw new Refusal(403, 'The login began in another browser: this browser lacks its state.');
  return launch.participant;
}

const formatError = (error: string, description = ''): string =>
  (description ? `${error}: ${description}` : `${error}.`).slice(0, 300);
