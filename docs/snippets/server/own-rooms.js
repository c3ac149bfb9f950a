import {Hono} from 'hono';
import {SESSION_TYPE, encodeKs} from 'kaltura-room/server';
import {findUser} from './users.js';

const {env} = process;
const API_URL = env.KALTURA_API_URL ?? 'https://www.kaltura.com';

export const app = new Hono();
app.get('/api/my-rooms', async context => {
  const user = await findUser(context.req.raw);
  if (!user) return context.json({error: 'sign in'}, 401);
  return context.json(await listRooms(user.id), 200, {
    'Cache-Control': 'no-store',
  });
});

/**
 * Lists the rooms that a user owns.
 * @param {string} userId
 */
async function listRooms(userId) {
  // An admin KS opens the whole account: keep it on this server.
  const ks = encodeKs(
    {
      partnerId: Number(env.KALTURA_PARTNER_ID),
      userId,
      type: SESSION_TYPE.admin,
      expiry: Math.floor(Date.now() / 1000) + 60,
      privileges: {},
    },
    env.KALTURA_ADMIN_SECRET,
  );
  const filter = {
    objectType: 'KalturaRoomEntryFilter',
    userIdEqual: userId,
    // A room without content has the status 7.
    // Kaltura lists only status 2 by default.
    statusIn: '7,2',
  };
  const response = await fetch(
    `${API_URL}/api_v3/service/room_room/action/list`,
    {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({ks, format: 1, filter}),
      // A redirect would send the KS to another address.
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    },
  );
  const {objectType, objects} = await response.json();
  if (objectType === 'KalturaAPIException')
    throw new Error('Kaltura must list the rooms');
  return objects.map(
    (/** @type {{id: string, name: string}} */ {id, name}) => ({
      id,
      name,
    }),
  );
}
