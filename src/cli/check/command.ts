import {readArguments} from '../arguments.js';
import type {Command} from '../terminal.js';
import {parsePlan} from './check-plan.js';
import {formatJson, formatText} from './report.js';
import {runChecks} from './run-checks.js';

const HELP = `kaltura-room check <token-url> --room-id ID [options]

Checks a host backend, in any language. The command sends the requests that an
element sends, and requests that the backend must reject. It prints one line per
check, and for a failed check the expected result, the actual result and a fix.

Options:
  --room-id ID            A room that the user may open; required
  --header 'Name: value'  Identifies a signed-in user, for example by a cookie;
                          repeatable
  --page-origin ORIGIN    Another origin whose pages may use the endpoints. By
                          default, requests come from the endpoint's own origin
  --kaf-url ORIGIN        The origin of KAF that the page pins
  --authorize-url URL     LTI 1.3: the login route of the backend (default:
                          lti/authorize, relative to the token endpoint). The
                          check uses the login once, as KAF does
  --jwks-url URL          LTI 1.3: the key set of the backend (default:
                          lti/jwks, relative to the token endpoint)
  --create-url URL        The endpoint that creates rooms. Without --create, the
                          check sends only requests that it must reject
  --create                Creates one real room, and repeats the request
  --json                  Prints one JSON document instead of lines
  -h, --help              Prints this help

Environment:
  KALTURA_ADMIN_SECRET    Decrypts the KS, or verifies the LTI 1.1 signature
  KALTURA_PARTNER_ID      The account that the KS must belong to
  KALTURA_LTI_SECRET      The secret of LTI 1.1, if not the admin secret

Secrets are not options, because every user of this machine can see the
arguments of a process. The output never contains a KS, a secret, a signature,
a login_hint, a token or the value of a header.

Exit code:
  0  All checks passed
  1  A check failed
  2  Wrong usage, or the endpoint does not respond`;

/** Checks a host backend over HTTP. */
export const check: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {
    'room-id': {type: 'string'},
    'create-url': {type: 'string'},
    header: {type: 'string', multiple: true},
    'page-origin': {type: 'string'},
    'kaf-url': {type: 'string'},
    'authorize-url': {type: 'string'},
    'jwks-url': {type: 'string'},
    create: {type: 'boolean'},
    json: {type: 'boolean'},
    help: {type: 'boolean', short: 'h'},
  });
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  const plan = parsePlan(positionals, values, terminal.env);
  const report = await runChecks(plan);
  terminal.out(values.json ? formatJson(report) : formatText(report, terminal.colour));
  if (!report.isReachable) return 2;
  return report.failed > 0 ? 1 : 0;
};
