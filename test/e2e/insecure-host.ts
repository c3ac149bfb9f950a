/** A host name of this machine. Unlike `localhost`, browsers do not treat it as secure. */
export const INSECURE_HOST = 'insecure.test';
