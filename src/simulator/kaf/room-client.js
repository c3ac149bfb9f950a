// @ts-check
/*
 * The script of the simulator's room page. Served to the browser as it stands, so it is plain
 * JavaScript.
 */
import {DEVICES, onLevel, whyNot} from './room-devices.js';

/** @typedef {import('./room-devices.js').Device} Device */

/**
 * The devices that are on or being asked for; aborting one turns it off.
 * @type {Map<Device, AbortController>}
 */
const runs = new Map();

for (const device of /** @type {Device[]} */ (Object.keys(DEVICES)))
  element(device).addEventListener('click', () => {
    if (runs.has(device)) turnOff(device);
    else void turnOn(device);
  });
element('leave').addEventListener('click', () => {
  for (const run of runs.values()) run.abort();
  show('left', 'left-title');
});
element('rejoin').addEventListener('click', () => {
  say('');
  show('room', 'title');
});
addEventListener('load', () => {
  if (parent === window) return;
  const {scrollHeight} = document.documentElement;
  // To any origin: a height is no secret, and who frames the room is not known here.
  parent.postMessage({subject: 'lti.frameResize', height: scrollHeight}, '*');
});

/** @param {Device} device */
async function turnOn(device) {
  const button = element(device);
  const run = new AbortController();
  const {signal} = run;
  runs.set(device, run);
  button.setAttribute('aria-busy', 'true');
  say('');
  signal.addEventListener('abort', () => {
    runs.delete(device);
    button.removeAttribute('aria-busy');
    button.setAttribute('aria-pressed', 'false');
  });
  try {
    const stream = await DEVICES[device].open();
    // Turned off, or left, while the browser was still asking.
    if (signal.aborted) return stop(stream);
    signal.addEventListener('abort', () => stop(stream));
    // The browser has a button of its own that stops sharing, and a camera can be unplugged.
    for (const track of stream.getTracks())
      track.addEventListener('ended', () => turnOff(device), {signal});
    button.removeAttribute('aria-busy');
    button.setAttribute('aria-pressed', 'true');
    if (device === 'microphone') showLevel(stream, signal);
    else showPicture(device, stream, signal);
    say(DEVICES[device].on);
  } catch (error) {
    if (!signal.aborted) say(whyNot(device, error), 'problem');
    run.abort();
  }
}

/** @param {Device} device */
function turnOff(device) {
  runs.get(device)?.abort();
  say(DEVICES[device].off);
}

/** @type {(device: Device, stream: MediaStream, signal: AbortSignal) => void} */
function showPicture(device, stream, signal) {
  const video = /** @type {HTMLVideoElement} */ (element(`${device}-preview`));
  video.srcObject = stream;
  const holder = video.parentElement?.hidden ? video.parentElement : video;
  holder.hidden = false;
  signal.addEventListener('abort', () => {
    video.srcObject = null;
    holder.hidden = true;
  });
}

/** @type {(stream: MediaStream, signal: AbortSignal) => void} */
function showLevel(stream, signal) {
  const meter = /** @type {HTMLMeterElement} */ (element('microphone-level'));
  meter.hidden = false;
  signal.addEventListener('abort', () => (meter.hidden = true));
  onLevel(stream, signal, level => (meter.value = level));
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** @type {(screen: 'room' | 'left', heading: string) => void} */
function show(screen, heading) {
  for (const id of ['room', 'left']) element(id).hidden = id !== screen;
  element(heading).focus();
}

/** @type {(sentence: string, kind?: '' | 'problem') => void} */
function say(sentence, kind = '') {
  const status = element('status');
  status.textContent = sentence;
  status.className = kind;
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}
