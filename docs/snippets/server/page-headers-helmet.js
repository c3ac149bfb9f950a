import helmet from 'helmet';
import {pageDirectives, pageHeaders} from 'kaltura-room/csp';

const {env} = process;
const page = {kafUrl: env.KAF_URL, scriptUrl: '/kaltura-room/room.js'};

export const security = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: pageDirectives(page),
  },
});

/**
 * Adds the header that helmet does not have.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {() => void} next
 */
export function permissionsPolicy(request, response, next) {
  response.setHeader(
    'Permissions-Policy',
    pageHeaders(page)['Permissions-Policy'],
  );
  next();
}
