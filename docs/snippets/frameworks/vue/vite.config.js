import vue from '@vitejs/plugin-vue';

const isCustomElement = tag => tag.startsWith('kaltura-room');

export default {
  plugins: [vue({template: {compilerOptions: {isCustomElement}}})],
  server: {
    proxy: {
      '/api': {target: 'http://localhost:3000', changeOrigin: false},
    },
  },
};
