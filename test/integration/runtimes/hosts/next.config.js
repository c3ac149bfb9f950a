/** The packages are three folders up, and this app has no page to type-check. */
export default {turbopack: {root: new URL('../../..', import.meta.url).pathname}};
