// @ts-check
/*
 * What the simulator's room page can ask the browser for, and why a browser may say no. Served to
 * the browser as it stands, so it is plain JavaScript.
 */

/** @typedef {'camera' | 'microphone' | 'screen'} Device */

/**
 * @typedef {object} Kind
 * @property {string} policy the feature of a Permissions Policy that allows it
 * @property {string} on said when it is on
 * @property {string} off said when it is off
 * @property {() => Promise<MediaStream>} open asks for it
 */

/**
 * What there is to know of each device.
 * @type {Readonly<Record<Device, Kind>>}
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
 * One sentence that says why the browser gave no stream, and who can change that.
 * @param {Device} device
 * @param {unknown} error what asking for it threw
 * @returns {string}
 */
export function whyNot(device, error) {
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
 * Says how loud a microphone is, from 0 to 1, each time the screen is drawn.
 * @param {MediaStream} stream
 * @param {AbortSignal} signal ends it
 * @param {(level: number) => void} tell
 */
export function onLevel(stream, signal, tell) {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const draw = () => {
    if (signal.aborted) return;
    analyser.getFloatTimeDomainData(samples);
    tell(Math.max(...samples));
    requestAnimationFrame(draw);
  };
  signal.addEventListener('abort', () => void audio.close());
  draw();
}

/**
 * Whether the pages around this one let it use a feature; undefined in a browser that does not say
 * (only Chromium does).
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
