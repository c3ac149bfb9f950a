/*
 * The states of both elements. `scripts/docs/screenshots.ts` records a screenshot of each, and the
 * pages show them.
 */

export interface RecordedState {
  readonly state: string;
  /** Says when the element is in this state. */
  readonly caption: string;
  /** Describes the screenshot. */
  readonly alt: string;
}

export type DemoElement = 'kaltura-room' | 'kaltura-room-creator';

export const RECORDED_STATES: Readonly<Record<DemoElement, readonly RecordedState[]>> = {
  'kaltura-room': [
    {
      state: 'idle',
      caption: 'The room waits. With loading="click", a guest opens it with this button.',
      alt: 'An empty panel with the button “Join the room”',
    },
    {
      state: 'loading',
      caption: 'The element asks your server for a launch.',
      alt: 'A panel with a spinner and the text “Preparing the room…”',
    },
    {
      state: 'joining',
      caption: 'The frame navigates to the room.',
      alt: 'A panel with a spinner and the text “Preparing the room…”',
    },
    {
      state: 'ready',
      caption: 'The frame has loaded. Here it is a room of the simulator with a test picture.',
      alt: 'The room “Town hall” with a camera picture, the name of the guest, and buttons for camera, microphone and screen',
    },
    {
      state: 'failed',
      caption: 'The room did not open. The guest reads why, and you get an error code.',
      alt: 'A panel with a heading, a sentence for the guest, a button and the error code access-denied',
    },
  ],
  'kaltura-room-creator': [
    {
      state: 'editing',
      caption: 'The guest fills in the form.',
      alt: 'A form with a name, a description, tags and a button “Create room”',
    },
    {
      state: 'creating',
      caption: 'Your server creates the room. A second click creates no second room.',
      alt: 'The same form; the button shows that the room is being created',
    },
    {
      state: 'created',
      caption: 'The room exists. The guest can copy its link.',
      alt: 'A panel that names the new room, with its link and a button to copy it',
    },
    {
      state: 'failed',
      caption: 'The creation failed. The form keeps what the guest typed.',
      alt: 'The form with an error summary: a sentence, and the error code invalidConfiguration',
    },
  ],
};

export const COLOR_SCHEMES = ['light', 'dark'] as const;

/** Returns the path of a screenshot below the base path of the site. */
export const getScreenshotPath = (
  element: DemoElement,
  state: string,
  scheme: (typeof COLOR_SCHEMES)[number],
): string => `/screenshots/${element}-${state}-${scheme}.png`;
