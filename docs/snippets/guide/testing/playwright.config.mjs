import {defineConfig} from '@playwright/test';
import {
  DEVELOPMENT_ADMIN_SECRET,
  DEVELOPMENT_PARTNER_ID,
} from 'kaltura-room/simulator';

export default defineConfig({
  use: {baseURL: 'http://localhost:3000'},
  webServer: [
    {
      command: 'npx kaltura-room simulate --port 4000',
      url: 'http://127.0.0.1:4000/version',
    },
    {
      command: 'node server.mjs',
      url: 'http://localhost:3000',
      env: {
        KAF_URL: 'http://127.0.0.1:4000',
        KALTURA_PARTNER_ID: String(DEVELOPMENT_PARTNER_ID),
        KALTURA_ADMIN_SECRET: DEVELOPMENT_ADMIN_SECRET,
      },
    },
  ],
});
