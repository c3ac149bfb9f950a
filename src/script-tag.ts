/*
 * What a script tag loads for both elements: the form comes once a room has asked for its launch.
 * Whoever imports this file waits for it.
 */
export {addWords} from './room/define.js';

await new Promise(next => setTimeout(next));
await import('./creator/define.js').catch(() => import('./creator/define.js'));
