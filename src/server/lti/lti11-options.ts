import * as z from 'zod';

/** Schema of the option `lti`: an LTI 1.1 consumer of the host. */
export const Lti11 = z.strictObject(
  {
    consumerKey: z.string('lti.consumerKey is missing').min(1, 'lti.consumerKey must not be empty'),
    sharedSecret: z
      .string('lti.sharedSecret is missing')
      .min(8, 'lti.sharedSecret must be the secret: at least 8 characters'),
  },
  'lti must be {consumerKey, sharedSecret}',
);
