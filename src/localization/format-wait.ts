/**
 * Formats a time from now in the language of a translation, such as "in 5 minutes".
 * @param seconds a whole number
 */
export function formatWait(seconds: number, lang: string | undefined): string {
  const [unit, size] =
    seconds < 60
      ? (['second', 1] as const)
      : seconds < 3600
        ? (['minute', 60] as const)
        : (['hour', 3600] as const);
  return createFormat(lang).format(Math.ceil(seconds / size), unit);
}

/** A page may register a translation for any text, which need not be a language tag. */
function createFormat(lang: string | undefined): Intl.RelativeTimeFormat {
  try {
    return new Intl.RelativeTimeFormat(lang);
  } catch {
    return new Intl.RelativeTimeFormat('en');
  }
}
