/** No honest answer is longer, in characters. */
const LIMIT = 1_000_000;

/** The body of an answer as text, cut off where it is too long. */
export async function readLimitedText({body}: Response): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, {stream: true});
    if (text.length > LIMIT) break;
  }
  return text;
}
