/** The packages are two folders up, and there is no page to type-check. */
export default {
  turbopack: {root: new URL('../..', import.meta.url).pathname},
  devIndicators: false,
};
