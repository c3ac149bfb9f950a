/**
 * Posts JSON to the host backend as a page of Jane.
 * @param {import('kaltura-room/server').KalturaRooms} rooms
 * @param {string} path
 * @param {object} body
 */
export async function post(rooms, path, body) {
  const response = await rooms.fetch(
    new Request(`http://localhost:3000/api/kaltura${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Cookie: 'session=jane',
      },
      body: JSON.stringify(body),
    }),
  );
  return {status: response.status, ...(await response.json())};
}
