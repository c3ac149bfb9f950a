import {defineConfig} from 'vite';

export default defineConfig({
  server: {
    proxy: {
      '/api/kaltura': {
        target: 'http://localhost:3000',
        changeOrigin: false,
      },
    },
  },
});
