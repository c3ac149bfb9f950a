/* Registers both elements: the only thing in the package that happens by being imported. */
import './room/define.js';
import './creator/define.js';
// A script tag has no other way to import it.
export {registerTranslation} from './localization/translations.js';
