/** Normalizes spaces and accents, which Kaltura may change when it stores a text. */
export function normalizeText(text: string | null | undefined): string {
  return (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Normalizes a comma-separated list of tags: the order and duplicates do not matter. */
export function normalizeTags(tags: string | null | undefined): string {
  const names = normalizeText(tags)
    .split(',')
    .map(tag => tag.trim())
    .filter(Boolean);
  return JSON.stringify([...new Set(names)].sort());
}
