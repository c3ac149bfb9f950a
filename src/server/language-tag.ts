/** Matches a well-formed language tag, such as `en` or `zh-Hant-TW`, of at most 35 characters (BCP 47). */
export const LANGUAGE_TAG = /^(?=.{2,35}$)[a-z]{2,8}(-[a-z\d]{1,8})*$/i;
