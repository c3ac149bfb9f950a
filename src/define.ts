/* Registers both elements: the only thing in the package that happens by being imported. */
import './room/define.js';
import './creator/define.js';
export {registerTranslation} from './localization/translations.js';
