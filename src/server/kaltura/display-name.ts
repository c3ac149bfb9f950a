const NAME_LIMIT = 40;
/** What is looked at of a name, in UTF-16 units: normalizing takes time by the square of its marks. */
const LOOKED_AT = 500;
/** What could end a privilege or start another, controls, and marks that reorder a line. */
const UNSAFE = /[,:;*\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;
/**
 * Names that Kaltura's server looks for anywhere in the privileges, values included
 * (`kSessionBase`, by `strpos`).
 */
const WITHIN_SEARCHED =
  /(?<=actions)(?=limit)|(?<=download)(?=asset)|(?<=able)(?=entitlement)|(?<=privacy)(?=context)|(?<=set|restricting)(?=role)/gi;

/**
 * A display name that is nothing but a name: what is unsafe in a KS becomes a space, and Kaltura's
 * 40 characters are kept to. It may come out empty; it never fails.
 */
export function cleanDisplayName(value: string): string {
  const looked = value.slice(0, LOOKED_AT).normalize('NFC');
  const safe = looked.replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim();
  const broken = safe.replace(WITHIN_SEARCHED, ' ');
  return Array.from(broken).slice(0, NAME_LIMIT).join('').trim();
}
