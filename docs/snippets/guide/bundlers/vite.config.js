export default {
  server: {
    proxy: {
      // Keeps the Host header, by which the server recognizes its own pages.
      '/api': {target: 'http://localhost:3000', changeOrigin: false},
    },
  },
};
