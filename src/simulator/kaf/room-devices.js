// @ts-check
/*
 * Devices of the simulator's room page, and the reasons for which a browser refuses them. The browser
 * gets this file as it is, so it is plain JavaScript.
 */

/** @typedef {'camera' | 'microphone' | 'screen'} Device */

/**
 * @typedef {object} DeviceProperties
 * @property {string} policy the Permissions Policy feature that allows the device
 * @property {string} on status text when the device is on
 * @property {string} off status text when the device is off
 * @property {() => Promise<MediaStream>} open requests the device from the browser
 */

/**
 * Properties of each device.
 * @type {Readonly<Record<Device, DeviceProperties>>}
 */
export const DEVICES = {
  camera: {
    policy: 'camera',
    on: 'Your camera is on.',
    off: 'Your camera is off.',
    open: () => navigator.mediaDevices.getUserMedia({video: true}),
  },
  microphone: {
    policy: 'microphone',
    on: 'Your microphone is on.',
    off: 'Your microphone is off.',
    open: () => navigator.mediaDevices.getUserMedia({audio: true}),
  },
  screen: {
    policy: 'display-capture',
    on: 'You are sharing your screen.',
    off: 'You no longer share your screen.',
    open: () => navigator.mediaDevices.getDisplayMedia({video: true}),
  },
};

/**
 * Explains in one sentence why the browser refused a device, and how to allow it.
 * @param {Device} device
 * @param {unknown} error the error that `open()` threw
 * @returns {string}
 */
export function explainFailure(device, error) {
  const {policy} = DEVICES[device];
  if (!isSecureContext)
    return `The browser offers no ${device} here, because this page or one around it is not secure: open it over https.`;
  if (origin === 'null')
    return `The browser offers no ${device} here, because the sandbox of this frame lacks allow-same-origin.`;
  const allowed = isAllowed(policy);
  if (allowed === false)
    return `The page around this room does not let it use the ${device}: its frame needs allow="${policy}".`;
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
      return allowed
        ? `The ${device} was refused, by you or by a setting of this browser or computer: allow it there, then try again.`
        : `The ${device} was refused, by you, by a setting of this browser or computer, or by the page around this room, whose frame needs allow="${policy}".`;
    case 'NotFoundError':
      return `The browser found no ${device} on this computer.`;
    case 'NotReadableError':
      return `The ${device} did not start: another program may be using it.`;
    case 'TypeError':
      return `This browser cannot share a ${device}.`;
    default:
      return `The ${device} did not start (${error}).`;
  }
}

/**
 * Reports the level of a microphone, from 0 to 1, in each animation frame.
 * @param {MediaStream} stream
 * @param {AbortSignal} signal stops the reports
 * @param {(level: number) => void} onLevel
 */
export function monitorLevel(stream, signal, onLevel) {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const draw = () => {
    if (signal.aborted) return;
    analyser.getFloatTimeDomainData(samples);
    onLevel(Math.max(...samples));
    requestAnimationFrame(draw);
  };
  signal.addEventListener('abort', () => void audio.close());
  draw();
}

/**
 * Returns whether the framing pages allow a feature; undefined if the browser has no API for it (only
 * Chromium has).
 * @param {string} feature
 * @returns {boolean | undefined}
 */
function isAllowed(feature) {
  const {featurePolicy} =
    /** @type {{featurePolicy?: {allowsFeature(feature: string): boolean}}} */ (
      /** @type {unknown} */ (document)
    );
  return featurePolicy?.allowsFeature(feature);
}
