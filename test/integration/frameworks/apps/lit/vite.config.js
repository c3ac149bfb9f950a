export default {
  build: {
    rolldownOptions: {
      input: `${import.meta.dirname}/main.js`,
      output: {entryFileNames: '[name].js'},
    },
  },
};
