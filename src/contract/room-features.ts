/** Browser features that a room uses, by their names in a permissions policy. */
export const ROOM_FEATURES = [
  'camera',
  'microphone',
  'display-capture',
  'fullscreen',
  'autoplay',
  'encrypted-media',
  'picture-in-picture',
  'screen-wake-lock',
  'clipboard-write',
  'compute-pressure',
];
