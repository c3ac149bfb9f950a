import {rooms} from '../../../../rooms.js';

const handle = request => rooms.fetch(request);
export {
  handle as GET,
  handle as POST,
  handle as PUT,
  handle as PATCH,
  handle as DELETE,
};
export {handle as OPTIONS, handle as HEAD};
