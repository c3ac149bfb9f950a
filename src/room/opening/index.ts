/*
 * From a launch to the room in a frame or a tab: nothing of it is needed before there is a launch,
 * so it is loaded while that is being fetched.
 */
export {openFrame, type OpenOptions} from './open-frame.js';
export {openTab} from './open-tab.js';
export {openingOf, type Opening} from './opening.js';
export {hearWarnings} from './warnings.js';
