import {keyed} from 'lit/directives/keyed.js';

/**
 * Renders a text that changes, in a new node each time. A browser that translates the page replaces
 * text nodes by elements, and Lit would then update the removed nodes.
 */
export const changingText = (text: string | undefined): unknown => keyed(text, text);
