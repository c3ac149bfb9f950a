import {Hono} from 'hono';
import {rooms} from '../../../../../rooms.js';

const app = new Hono().route('/api/kaltura', rooms);
const handle = request => app.fetch(request);
export {handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE};
export {handle as OPTIONS, handle as HEAD};
