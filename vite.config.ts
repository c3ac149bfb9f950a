import {defineConfig} from 'vite';
import {VERSION} from './src/version.js';

/*
 * Builds the files for a script tag into `dist/cdn`; `tsc -p src` makes what bundlers load. Each
 * script is one self-contained module. Only translations other than English are files of their own,
 * which the scripts load when a page needs them.
 */

/** The scripts, by name, with the module that each begins with. */
const ENTRY_POINTS = {
  room: 'src/room/define.ts',
  creator: 'src/creator/define.ts',
  'kaltura-room': 'src/define.ts',
};

/** Builds one script in an environment of its own: the scripts of one build would share chunks. */
const buildScript = (name: string, module: string) => ({
  consumer: 'client' as const,
  build: {
    // Library mode adds no preload helper around `import()`, unlike application mode.
    lib: {entry: {[name]: module}, formats: ['es' as const]},
    rolldownOptions: {
      output: {
        // Only translations are chunks. A translation imports nothing, so each script writes the same
        // files, over those of the others.
        chunkFileNames: 'languages/[name].js',
        // Added after minification, which removes comments.
        postBanner: `/*! kaltura-room ${VERSION} */`,
        // Vite's own option would keep white space in a library.
        minify: true,
        // No other bundler reads these files, so they need no annotations.
        comments: false,
      },
    },
  },
});

export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/cdn',
    // `scripts/clean-dist.mjs` empties it once, before the three builds.
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    modulePreload: false,
  },
  environments: Object.fromEntries(
    Object.entries(ENTRY_POINTS).map(([name, module]) => [
      // Vite accepts only word characters in the name of an environment.
      name.replaceAll('-', '_'),
      buildScript(name, module),
    ]),
  ),
  builder: {
    async buildApp(builder) {
      for (const name of Object.keys(ENTRY_POINTS)) {
        const environment = builder.environments[name.replaceAll('-', '_')];
        if (environment) await builder.build(environment);
      }
    },
  },
});
