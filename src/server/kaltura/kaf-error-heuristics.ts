import type {CreateRequest} from '../../contract/schemas.js';

/**
 * Returns whether an error of create-room is about the KS, which this server added to the request.
 * KAF does not document a code for it, so the text of the error decides. Texts of the user are left
 * out, because KAF may quote them.
 */
export function isCredentialError(error: string, room: CreateRequest): boolean {
  const userTexts = Object.values(room)
    .flat()
    .filter(text => text !== undefined)
    .filter(mentionsKs);
  return mentionsKs(userTexts.reduce((left, text) => left.replaceAll(text, ''), error));
}

function mentionsKs(text: string): boolean {
  return /\bks\b/i.test(text);
}
