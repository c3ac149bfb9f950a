/** Maximum number of characters that are read of an answer. Valid answers are far shorter. */
const MAX_LENGTH = 1_000_000;

/** Returns the body as text, cut after {@link MAX_LENGTH} characters. */
export async function readLimitedText({body}: Response): Promise<string> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, {stream: true});
    if (text.length > MAX_LENGTH) break;
  }
  return text;
}
