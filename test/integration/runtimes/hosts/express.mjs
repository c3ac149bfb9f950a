import {getRequestListener} from '@hono/node-server';
import express from 'express';
import {readSession, rooms} from './rooms.js';

const app = express();
app.use((request, _response, next) => {
  request.session = readSession(request.headers.cookie);
  next();
});
// The backend must precede body parsers, which would consume the body. `incoming` is Express's request.
app.use(
  '/api/kaltura',
  getRequestListener((request, {incoming}) => rooms.fetch(request, incoming)),
);
app.use(express.json());
app.listen(Number(process.env.PORT), '127.0.0.1');
