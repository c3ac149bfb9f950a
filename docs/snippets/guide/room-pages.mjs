import {Hono} from 'hono';
import {roomPages} from 'kaltura-room/server';

// #region pages
const pages = roomPages({
  kafUrl: process.env.KAF_URL,
  scriptUrl: '/kaltura-room/room.js',
  tokenUrl: '/api/kaltura/token',
  title: 'Our meeting',
});
// #endregion pages

export const app = new Hono();
// #region route
app.get('/join/*', context => pages.fetch(context.req.raw));
// #endregion route
