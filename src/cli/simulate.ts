import {startSimulator, type Platform, type Simulator} from '../simulator/index.js';
import {UsageError, atMost, readArguments} from './arguments.js';
import type {Command} from './terminal.js';

/** What the host backend of `--platform` calls KAF. */
const CLIENT_ID = 'kaltura-kaf';

const HELP = `kaltura-room simulate [--port 4000] [--state FILE] [--platform URL]

Runs a stand-in for Kaltura on this machine until it is stopped (Ctrl-C), and prints what a host
backend needs in its environment. Its secrets are public and worth nothing anywhere else.

  --port NUMBER   where it listens; 4000 unless set, 0 for any free port
  --state FILE    keeps the rooms that are created from one run to the next
  --platform URL  takes launches by LTI 1.3 of the host backend that is mounted there, such as
                  http://localhost:3000/api/kaltura, whose lti13 has the issuer
                  http://localhost:3000, the clientId ${CLIENT_ID} and the deploymentId 1`;

/** Runs the simulator until SIGINT or SIGTERM. */
export const simulate: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {
    port: {type: 'string', default: '4000'},
    state: {type: 'string'},
    platform: {type: 'string'},
    help: {type: 'boolean', short: 'h'},
  });
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  atMost(0, positionals);
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN;
  if (!(port <= 65_535)) throw new UsageError('--port must be a number from 0 to 65535');

  const platform = values.platform === undefined ? undefined : platformAt(values.platform);

  // Before the start, so that a signal that comes early ends it in order too.
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  let simulator: Simulator;
  try {
    simulator = await startSimulator({
      port,
      ...(values.state && {stateFile: values.state}),
      onRefusal: (status, why) => terminal.err(`Refused (${status}): ${printable(why)}`),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const free = port < 65_535 ? port + 1 : 0;
    terminal.err(`Port ${port} is in use: choose another, such as --port ${free}`);
    return 1;
  }
  if (platform) simulator.registerPlatform(platform);
  terminal.out(environmentOf(simulator));
  terminal.err(`Kaltura is simulated at ${simulator.url}; Ctrl-C stops it.`);
  await stopped;
  await simulator.close();
  return 0;
};

/** The platform that a host backend mounted at `url` is. */
function platformAt(url: string): Platform {
  const mount = url.replace(/\/+$/, '');
  if (!URL.canParse(mount) || !/^https?:$/.test(new URL(mount).protocol))
    throw new UsageError(
      '--platform must be where the host backend is mounted, an http(s) address',
    );
  return {
    issuer: new URL(mount).origin,
    clientId: CLIENT_ID,
    deploymentId: '1',
    authorizationUrl: `${mount}/lti/authorize`,
    jwksUrl: `${mount}/lti/jwks`,
  };
}

/** What of a simulator is told. */
type Told = Pick<
  Simulator,
  'url' | 'shareUrl' | 'partnerId' | 'adminSecret' | 'appTokens' | 'rooms'
>;

/** Lines for a shell: what a host backend needs, and the rooms there are as comments. */
export function environmentOf({
  url,
  shareUrl,
  partnerId,
  adminSecret,
  rooms,
  appTokens,
}: Told): string {
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
    ...rooms.map(({id, name}) => `#   ${id}  ${printable(name)}`),
  ].join('\n');
}

/** Of a text that may be anybody's: no line, and nothing that a terminal obeys. */
const printable = (text: string) => text.replace(/\p{C}/gu, ' ');
