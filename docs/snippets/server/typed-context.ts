import {Hono, type Context} from 'hono';
import {kalturaRooms} from 'kaltura-room/server';
import {findUser} from './users.js';

interface Env {
  Variables: {user: {id: string} | undefined};
}

const {env} = process;

const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  authorize(request, access, context: Context<Env>) {
    const user = context.get('user');
    return user && {userId: user.id};
  },
});

export const app = new Hono<Env>();
app.use(async (context, next) => {
  context.set('user', await findUser(context.req.raw));
  await next();
});
app.all('/api/kaltura/*', context =>
  rooms.fetch(context.req.raw, context),
);
