/*
 * All that needs the schemas, which weigh more than the rest of an element: they are loaded while
 * the first request is under way.
 */
export {CreateRequest, CreatedRoom, launchSchema, parse} from '../contract.js';
export {dataOf} from './data-of.js';
export {safeParse} from 'zod/mini';
