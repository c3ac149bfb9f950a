import {rooms} from './rooms.js';

export default {
  /** @param {Request} request */
  fetch: request => rooms.fetch(request),
};
