import {rooms} from './rooms.js';

export default {
  fetch: (request: Request) => rooms.fetch(request),
  port: Number(process.env.PORT),
  hostname: '127.0.0.1',
};
