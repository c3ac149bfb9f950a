/** A KS v2, whose alphabet is safe in a path (Kaltura `kSessionBase`). */
export const KS_V2 = /^djJ8[\w=-]{12,4092}$/;

/** Returns a text for a message or a log, of at most 300 characters and without any KS in it. */
export const redactKs = (text: string): string =>
  text.replace(/djJ8[\w=-]*/g, '[KS]').slice(0, 300);
