import {Hono} from 'hono';
import {rooms} from './rooms.js';

export const app = new Hono();
// #region route
app.get('/health', async context => {
  const {isReady, checks} = await rooms.ready();
  if (!isReady) console.error(checks.filter(({passed}) => !passed));
  return context.json({isReady}, isReady ? 200 : 503);
});
// #endregion route
