import react from '@vitejs/plugin-react';

export default {
  plugins: [react()],
  // Keeps the Host header, by which the server recognizes its own pages.
  server: {
    proxy: {
      '/api': {target: 'http://localhost:3000', changeOrigin: false},
    },
  },
};
