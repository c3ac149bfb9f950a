/*
 * From a launch to the room in a frame or a tab: nothing of it is needed before there is a launch,
 * so it is loaded while that is being fetched.
 */
export {enter, type Shown, type Stay, type Way} from './enter.js';
export {launchOf} from './launch-of.js';
export {openInNewTab} from './new-tab.js';
export {openingOf} from './opening.js';
export {styles} from './styles.js';
export {Surroundings} from './surroundings.js';
