import {rooms} from './rooms.js';

export default {
  fetch: (request: Request) => rooms.fetch(request),
  port: Number(process.env.PORT ?? 3000),
  hostname: '127.0.0.1',
};
