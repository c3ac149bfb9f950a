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
  /** Opens the room as the element does, and returns whether KAF lets the person in. */
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

describe('an instance with undocumented rules', () => {
  const launchRules: {
    name: string;
    instance: InstanceOptions;
    before?: Options;
    after: Options;
  }[] = [
    {
      name: 'the room page at another path needs viewRoomPath',
      instance: {viewRoomPath: '/rooms/index/view'},
      after: {viewRoomPath: '/rooms/index/view'},
    },
    {
      name: 'LTI 1.1 at another path needs viewRoomPath',
      instance: {viewRoomPath: '/rooms/index/view'},
      before: lti11,
      after: {...lti11, viewRoomPath: '/rooms/index/view'},
    },
    {
      name: 'a KS in the query needs ksIn',
      instance: {ksIn: 'query'},
      after: {ksIn: 'query'},
    },
    {
      name: 'a KS in the query at another path needs viewRoomPath and ksIn',
      instance: {viewRoomPath: '/rooms/view', ksIn: 'query'},
      before: {ksIn: 'query'},
      after: {viewRoomPath: '/rooms/view', ksIn: 'query'},
    },
    {
      name: 'a required email and userId need launchPrivileges',
      instance: {requiredPrivileges: ['userId', 'email']},
      after: {launchPrivileges: ({userId}) => ({userId, email: userId})},
    },
    {
      name: 'a required locale needs locale',
      instance: {requiredPrivileges: ['locale']},
      after: {locale: true},
    },
    {
      name: 'a required locale of LTI 1.1 needs locale',
      instance: {requiredLtiParameters: ['launch_presentation_locale']},
      before: lti11,
      after: {...lti11, locale: true},
    },
    {
      name: 'a required return URL needs returnUrl',
      instance: {requiredPrivileges: ['returnUrl']},
      after: {returnUrl},
    },
    {
      name: 'a required return URL of LTI 1.1 needs returnUrl',
      instance: {requiredLtiParameters: ['launch_presentation_return_url']},
      before: lti11,
      after: {...lti11, returnUrl},
    },
    {
      name: 'a required role needs a role in the grant',
      instance: {allowedRoles: ['privateOnlyRole']},
      after: {authorize: () => ({userId: 'jane', role: 'privateOnlyRole'})},
    },
  ];
  for (const {name, instance, before, after} of launchRules)
    it(name, () =>
      withInstance(instance, async start => {
        assert.equal(await start(before).canOpen('de'), false);
        assert.equal(await start(after).canOpen('de'), true);
      }),
    );

  it('entitlement needs adminPrivileges', () =>
    withInstance({hasEntitlement: true}, async start => {
      assert.equal(await start().canCreate(), false);
      assert.equal(await start({adminPrivileges: {disableentitlement: ''}}).canCreate(), true);
    }));
});
