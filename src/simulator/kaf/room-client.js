// @ts-check
/*
 * Script of the simulator's room page. The browser gets this file as it is, so it is plain JavaScript.
 */
import {DEVICES, explainFailure, monitorLevel} from './room-devices.js';

/** @typedef {import('./room-devices.js').Device} Device */

/**
 * Controllers of the devices that are on, or that the browser is asking for. Aborting one turns its
 * device off.
 * @type {Map<Device, AbortController>}
 */
const controllers = new Map();

for (const device of /** @type {Device[]} */ (Object.keys(DEVICES)))
  getElement(device).addEventListener('click', () => {
    if (controllers.has(device)) turnOff(device);
    else void turnOn(device);
  });
getElement('leave').addEventListener('click', () => {
  for (const controller of controllers.values()) controller.abort();
  showScreen('left', 'left-title');
});
getElement('rejoin').addEventListener('click', () => {
  showStatus('');
  showScreen('room', 'title');
});
addEventListener('load', () => {
  if (parent === window) return;
  const {scrollHeight} = document.documentElement;
  // The target origin is any, because a height is not secret and the framing page is unknown.
  parent.postMessage({subject: 'lti.frameResize', height: scrollHeight}, '*');
});

/** @param {Device} device */
async function turnOn(device) {
  const button = getElement(device);
  const controller = new AbortController();
  const {signal} = controller;
  controllers.set(device, controller);
  button.setAttribute('aria-busy', 'true');
  showStatus('');
  signal.addEventListener('abort', () => {
    controllers.delete(device);
    button.removeAttribute('aria-busy');
    button.setAttribute('aria-pressed', 'false');
  });
  try {
    const stream = await DEVICES[device].open();
    // The user turned the device off, or left, while the browser was asking for permission.
    if (signal.aborted) return stop(stream);
    signal.addEventListener('abort', () => stop(stream));
    // The user can stop sharing by a button of the browser, or unplug a camera.
    for (const track of stream.getTracks())
      track.addEventListener('ended', () => turnOff(device), {signal});
    button.removeAttribute('aria-busy');
    button.setAttribute('aria-pressed', 'true');
    if (device === 'microphone') showLevel(stream, signal);
    else showPicture(device, stream, signal);
    showStatus(DEVICES[device].on);
  } catch (error) {
    if (!signal.aborted) showStatus(explainFailure(device, error), 'problem');
    controller.abort();
  }
}

/** @param {Device} device */
function turnOff(device) {
  controllers.get(device)?.abort();
  showStatus(DEVICES[device].off);
}

/** @type {(device: Device, stream: MediaStream, signal: AbortSignal) => void} */
function showPicture(device, stream, signal) {
  const video = /** @type {HTMLVideoElement} */ (getElement(`${device}-preview`));
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
  const meter = /** @type {HTMLMeterElement} */ (getElement('microphone-level'));
  meter.hidden = false;
  signal.addEventListener('abort', () => (meter.hidden = true));
  monitorLevel(stream, signal, level => (meter.value = level));
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** @type {(screen: 'room' | 'left', heading: string) => void} */
function showScreen(screen, heading) {
  for (const id of ['room', 'left']) getElement(id).hidden = id !== screen;
  getElement(heading).focus();
}

/** @type {(sentence: string, kind?: '' | 'problem') => void} */
function showStatus(sentence, kind = '') {
  const status = getElement('status');
  status.textContent = sentence;
  status.className = kind;
}

/** @param {string} id */
function getElement(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}`);
  return element;
}
