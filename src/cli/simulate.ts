import {toSingleLine} from '../server/single-line.js';
import {
  startSimulator,
  type InstanceOptions,
  type Platform,
  type Simulator,
} from '../simulator/index.js';
import {UsageError, assertMaxPositionals, readArguments} from './arguments.js';
import type {Command} from './terminal.js';

/** Client ID of KAF at the host backend of `--platform`. */
const CLIENT_ID = 'kaltura-kaf';

const HELP = `kaltura-room simulate [options]

Runs a stand-in for Kaltura on this machine until you stop it with Ctrl-C. It
prints the environment variables that a host backend needs. Its secrets are
public, and are of no use anywhere else.

Options:
  --port NUMBER   The port (default: 4000); 0 selects a free port
  --state FILE    Stores created rooms, and loads them at the next start
  --platform URL  Accepts LTI 1.3 launches of the host backend at this URL, such
                  as http://localhost:3000/api/kaltura. Its option lti13 must
                  have the issuer http://localhost:3000 (the origin of the URL),
                  the clientId ${CLIENT_ID} and the deploymentId 1
  -h, --help      Prints this help

Rules of a KAF instance that Kaltura does not document:
  --view-room-path PATH         The path of the room page (default:
                                /embeddedrooms/index/view-room)
  --ks-in PLACE                 The place of the KS in the URL of the room page:
                                path (default) or query
  --require-privilege NAME      A privilege that a KS must have; repeatable
  --require-lti-parameter NAME  A parameter that an LTI launch must have, by its
                                name in LTI 1.1; repeatable
  --allow-role NAME             A role that a KS may have. Any other KS is
                                rejected; repeatable
  --entitlement                 Rejects create-room without the privilege
                                disableentitlement`;

/** Options that describe a KAF instance, as the user wrote them. */
export interface InstanceFlags {
  readonly 'view-room-path'?: string | undefined;
  readonly 'ks-in'?: string | undefined;
  readonly 'require-privilege'?: readonly string[] | undefined;
  readonly 'require-lti-parameter'?: readonly string[] | undefined;
  readonly 'allow-role'?: readonly string[] | undefined;
  readonly entitlement?: boolean | undefined;
}

/** Runs the simulator until SIGINT or SIGTERM. */
export const simulate: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {
    port: {type: 'string', default: '4000'},
    state: {type: 'string'},
    platform: {type: 'string'},
    'view-room-path': {type: 'string'},
    'ks-in': {type: 'string'},
    'require-privilege': {type: 'string', multiple: true},
    'require-lti-parameter': {type: 'string', multiple: true},
    'allow-role': {type: 'string', multiple: true},
    entitlement: {type: 'boolean'},
    help: {type: 'boolean', short: 'h'},
  });
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  assertMaxPositionals(0, positionals);
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN;
  if (!(port <= 65_535)) throw new UsageError('--port must be an integer from 0 to 65535');

  const instance = parseInstance(values);
  const platform = values.platform === undefined ? undefined : parsePlatform(values.platform);

  // Before the start, so that an early signal also stops the simulator cleanly.
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  let simulator: Simulator;
  try {
    simulator = await startSimulator({
      port,
      instance,
      ...(values.state && {stateFile: values.state}),
      onRefusal: (status, why) => terminal.err(`Rejected (${status}): ${why}`),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const free = port < 65_535 ? port + 1 : 0;
    terminal.err(`Port ${port} is in use. Choose another port, for example with --port ${free}.`);
    return 1;
  }
  if (platform) simulator.registerPlatform(platform);
  terminal.out(formatEnvironment(simulator));
  terminal.err(`The simulator runs at ${simulator.url}. Press Ctrl-C to stop it.`);
  await stopped;
  await simulator.close();
  return 0;
};

/**
 * Converts options of the command into options of the simulator.
 * @throws UsageError if `--ks-in` is neither path nor query
 */
export function parseInstance(flags: InstanceFlags): InstanceOptions {
  const {'view-room-path': viewRoomPath, 'ks-in': ksIn, 'allow-role': allowedRoles} = flags;
  const {'require-privilege': requiredPrivileges} = flags;
  const {'require-lti-parameter': requiredLtiParameters, entitlement: hasEntitlement} = flags;
  if (ksIn !== undefined && ksIn !== 'path' && ksIn !== 'query')
    throw new UsageError('--ks-in must be path or query');
  return {
    ...(viewRoomPath !== undefined && {viewRoomPath}),
    ...(ksIn && {ksIn}),
    ...(requiredPrivileges && {requiredPrivileges}),
    ...(requiredLtiParameters && {requiredLtiParameters}),
    ...(allowedRoles && {allowedRoles}),
    ...(hasEntitlement && {hasEntitlement}),
  };
}

/** Returns the LTI 1.3 platform of a host backend that is mounted at `url`. */
function parsePlatform(url: string): Platform {
  const mount = url.replace(/\/+$/, '');
  if (!URL.canParse(mount) || !/^https?:$/.test(new URL(mount).protocol))
    throw new UsageError(
      '--platform must be the http or https URL at which the host backend is mounted',
    );
  return {
    issuer: new URL(mount).origin,
    clientId: CLIENT_ID,
    deploymentId: '1',
    authorizationUrl: `${mount}/lti/authorize`,
    jwksUrl: `${mount}/lti/jwks`,
  };
}

/** The printed properties of a simulator. */
type PrintedSimulator = Pick<
  Simulator,
  'url' | 'shareUrl' | 'partnerId' | 'adminSecret' | 'appTokens' | 'rooms'
>;

/** Formats shell commands that set the environment of a host backend, with the rooms as comments. */
export function formatEnvironment({
  url,
  shareUrl,
  partnerId,
  adminSecret,
  rooms,
  appTokens,
}: PrintedSimulator): string {
  const variables = {
    KAF_URL: url,
    KALTURA_API_URL: url,
    KALTURA_PARTNER_ID: partnerId,
    KALTURA_ADMIN_SECRET: adminSecret,
    KALTURA_APP_TOKEN_ID: appTokens.user.id,
    KALTURA_APP_TOKEN: appTokens.user.token,
    KALTURA_APP_TOKEN_HASH: appTokens.user.hashType,
    KALTURA_ADMIN_APP_TOKEN_ID: appTokens.admin.id,
    KALTURA_ADMIN_APP_TOKEN: appTokens.admin.token,
    KALTURA_ADMIN_APP_TOKEN_HASH: appTokens.admin.hashType,
  };
  return [
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${value}`),
    `# Rooms, each with a page for guests at ${shareUrl}:`,
    ...rooms.map(({id, name}) => `#   ${id}  ${toSingleLine(name)}`),
  ].join('\n');
}
