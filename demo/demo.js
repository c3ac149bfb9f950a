// @ts-check
/**
 * @template {Element} T
 * @param {T | null} element
 */
function found(element) {
  if (!element) throw new Error('The page has lost an element');
  return element;
}
const room = found(document.querySelector('kaltura-room'));
const creator = found(document.querySelector('kaltura-room-creator'));
const person = found(document.querySelector('form'));
const events = found(document.querySelector('#events'));

const {person: who, kafUrl} = await (await fetch('/api/me')).json();
room.kafUrl = kafUrl;
person['person'].value = who;
askFor(who);

person.addEventListener('change', async () => {
  const chosen = person['person'].value;
  await fetch('/api/sign-in', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({person: chosen}),
  });
  askFor(chosen);
  if (room.state !== 'idle') room.reload();
});

/** A page asks for the roles that its person is likely to have; the backend decides. */
function askFor(/** @type {string} */ chosen) {
  room.roomModerator = room.chatModerator = chosen === 'moderator';
}

document.querySelector('#leave')?.addEventListener('click', () => room.leave());
document.querySelector('#reload')?.addEventListener('click', () => room.reload());
document.querySelector('#fullscreen')?.addEventListener('click', () => room.requestFullscreen());

for (const name of ['loading', 'ready', 'error', 'left', 'message', 'resize'])
  room.addEventListener(`kaltura-room-${name}`, show);
for (const name of ['create', 'created', 'create-error'])
  creator.addEventListener(`kaltura-room-${name}`, show);

/** @param {Event & {error?: {code: string, message: string}}} event */
function show(event) {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date().toLocaleTimeString();
  const {error} = event;
  const fields = ['id', 'name', 'height', 'data', 'room']
    .filter(key => key in event)
    .map(key => `${key}: ${JSON.stringify(Reflect.get(event, key))}`);
  const detail = error ? `${error.code}: ${error.message}` : fields.join(', ');
  item.append(time, ` ${event.type} `, detail);
  events.append(item);
  events.scrollTop = events.scrollHeight;
}
