import {getRequestListener} from '@hono/node-server';
import express from 'express';
import {rooms} from './rooms.js';
import {readSession} from './session.js';

const app = express();
app.use((request, response, next) => {
  request.session = readSession(request.headers.cookie);
  next();
});
// Before every body parser. `incoming` is Express's request.
app.use(
  '/api/kaltura',
  getRequestListener((request, {incoming}) =>
    rooms.fetch(request, incoming),
  ),
);
app.use(express.json());
app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
