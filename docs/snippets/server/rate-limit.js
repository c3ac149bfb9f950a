import {RoomError} from 'kaltura-room/server';
import {RateLimiterMemory, RateLimiterRes} from 'rate-limiter-flexible';
import {findUser} from './users.js';

/** Requests of one user: 20 launches a minute, 10 new rooms an hour. */
const limiters = {
  'view-room': new RateLimiterMemory({points: 20, duration: 60}),
  'create-room': new RateLimiterMemory({points: 10, duration: 3600}),
};

/** @type {import('kaltura-room/server').Authorize} */
export async function authorize(request, access) {
  const user = await findUser(request);
  if (!user) return null;
  try {
    await limiters[access.action].consume(user.id);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfter = Math.ceil(error.msBeforeNext / 1000);
    throw new RoomError('rate-limited', `${user.id} asks too often`, {
      retryAfter,
    });
  }
  return {userId: user.id, createRooms: user.isHost};
}
