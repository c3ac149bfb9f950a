import vue from '@vitejs/plugin-vue';

const isCustomElement = tag => tag.startsWith('kaltura-room');

export default {plugins: [vue({template: {compilerOptions: {isCustomElement}}})]};
