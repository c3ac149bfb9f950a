/**
 * Formats a time from now in the language of a translation, such as "in 5 minutes".
 * @param seconds a whole number
 */
export function formatWait(seconds: number, lang: string | undefined): string {
  const format = createFormat(lang);
  if (seconds < 60) return format.format(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return format.format(minutes, 'minute');
  return format.format(Math.ceil(minutes / 60), 'hour');
}

/** A page may register a translation for any text, which need not be a language tag. */
function createFormat(lang: string | undefined): Intl.RelativeTimeFormat {
  try {
    return new Intl.RelativeTimeFormat(lang);
  } catch {
    return new Intl.RelativeTimeFormat('en');
  }
}
