import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {kalturaRooms, type KalturaRoomsOptions} from '../../src/server/index.js';
import {startSimulator, type InstanceOptions} from '../../src/simulator/index.js';

const roomId = '1_townhall';
type Options = Partial<KalturaRoomsOptions>;

/** Runs a callback with a simulator that follows these rules. */
async function withInstance<T>(
  instance: InstanceOptions,
  callback: (start: (options?: Options) => ReturnType<typeof createBackend>) => Promise<T>,
): Promise<T> {
  const simulator = await startSimulator({instance});
  try {
    return await callback(options => createBackend(simulator, options));
  } finally {
    await simulator.close();
  }
}

/** Creates a host backend for the simulator, and a page that opens its launches. */
function createBackend(
  {partnerId, adminSecret, url: kafUrl}: Awaited<ReturnType<typeof startSimulator>>,
  options: Options = {},
) {
  const rooms = kalturaRooms({
    partnerId,
    kafUrl,
    credentials: {adminSecret},
    authorize: () => ({userId: 'jane@example.com', createRooms: true}),
    logger: {info: () => {}, error: () => {}},
    ...options,
  });
  const post = async (path: string, body: object) => {
    const headers = {'content-type': 'application/json'};
    const response = await rooms.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      }),
    );
    const answer = (await response.json()) as {data?: Record<string, unknown>};
    return {status: response.status, data: answer.data ?? {}};
  };
  /** Opens the room as the element does, and returns whether KAF lets the user in. */
  const canOpen = async (lang?: string): Promise<boolean> => {
    const {data} = await post('/token', {roomId, ...(lang && {lang})});
    const {ks, ksPath = '/embeddedrooms/index/view-room/ks/', action, fields} = data;
    const response = action
      ? await fetch(action as string, {
          method: 'POST',
          body: new URLSearchParams(fields as Record<string, string>),
        })
      : await fetch(`${kafUrl}${ksPath as string}${ks as string}`);
    const page = await response.text();
    return response.ok && !page.includes('Access Denied');
  };
  const canCreate = async () => (await post('/rooms', {name: 'Room'})).status === 201;
  return {canOpen, canCreate};
}

const lti11: Options = {auth: 'lti-1.1'};
const returnUrl = 'https://www.example.com/';

describe('options for an instance with undocumented rules', () => {
  /** Each instance rejects a launch with the options `rejected`, and accepts it with `accepted`. */
  const launchRules: {
    name: string;
    instance: InstanceOptions;
    rejected?: Options;
    accepted: Options;
  }[] = [
    {
      name: 'viewRoomPath opens a room page at another path',
      instance: {viewRoomPath: '/rooms/index/view'},
      accepted: {viewRoomPath: '/rooms/index/view'},
    },
    {
      name: 'viewRoomPath launches by LTI 1.1 at another path',
      instance: {viewRoomPath: '/rooms/index/view'},
      rejected: lti11,
      accepted: {...lti11, viewRoomPath: '/rooms/index/view'},
    },
    {
      name: 'ksIn sends the KS in the query',
      instance: {ksIn: 'query'},
      accepted: {ksIn: 'query'},
    },
    {
      name: 'viewRoomPath and ksIn send the KS in the query of another path',
      instance: {viewRoomPath: '/rooms/view', ksIn: 'query'},
      rejected: {ksIn: 'query'},
      accepted: {viewRoomPath: '/rooms/view', ksIn: 'query'},
    },
    {
      name: 'launchPrivileges sets a required email and userId',
      instance: {requiredPrivileges: ['userId', 'email']},
      accepted: {launchPrivileges: ({userId}) => ({userId, email: userId})},
    },
    {
      name: 'locale sets a required locale',
      instance: {requiredPrivileges: ['locale']},
      accepted: {locale: true},
    },
    {
      name: 'locale sets a required locale of LTI 1.1',
      instance: {requiredLtiParameters: ['launch_presentation_locale']},
      rejected: lti11,
      accepted: {...lti11, locale: true},
    },
    {
      name: 'returnUrl sets a required return URL',
      instance: {requiredPrivileges: ['returnUrl']},
      accepted: {returnUrl},
    },
    {
      name: 'returnUrl sets a required return URL of LTI 1.1',
      instance: {requiredLtiParameters: ['launch_presentation_return_url']},
      rejected: lti11,
      accepted: {...lti11, returnUrl},
    },
    {
      name: 'role of authorize() sets a required role',
      instance: {allowedRoles: ['privateOnlyRole']},
      accepted: {authorize: () => ({userId: 'jane', role: 'privateOnlyRole'})},
    },
  ];
  for (const {name, instance, rejected, accepted} of launchRules)
    it(name, () =>
      withInstance(instance, async start => {
        assert.equal(await start(rejected).canOpen('de'), false);
        assert.equal(await start(accepted).canOpen('de'), true);
      }),
    );

  it('adminPrivileges disable entitlement', () =>
    withInstance({hasEntitlement: true}, async start => {
      assert.equal(await start().canCreate(), false);
      assert.equal(await start({adminPrivileges: {disableentitlement: ''}}).canCreate(), true);
    }));
});
