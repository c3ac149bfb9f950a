export default {
  server: {
    proxy: {
      // The server recognizes its own pages by the Host header.
      '/api': {target: 'http://localhost:3000', changeOrigin: false},
    },
  },
};
