import {STRICT_POLICY, pageHeaders} from 'kaltura-room/csp';

const {env} = process;

export const headers = pageHeaders({
  kafUrl: env.KAF_URL,
  policy: {
    ...STRICT_POLICY,
    'img-src': ["'self'", 'https://images.example.com'],
  },
});
