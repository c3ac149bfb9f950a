import {defineConfig} from 'vite';

/*
 * The files for a script tag, each whole in itself: one environment per file, since the files of
 * one build would share chunks. An application's build rather than a library's, which would keep
 * the white space. What bundlers load is made by `tsc -p src`.
 */

const FILES = {
  both: {input: 'src/define.ts', file: 'kaltura-room.js'},
  room: {input: 'src/room/define.ts', file: 'room.js'},
  creator: {input: 'src/creator/define.ts', file: 'creator.js'},
};

export default defineConfig({
  publicDir: false,
  plugins: [
    {
      name: 'fold-white-space-in-styles',
      // A style sheet in a template is text to a minifier.
      transform: (code, id) =>
        /\/src\/.*styles\.ts$/.test(id)
          ? {code: code.replace(/css`[^`]*`/g, text => text.replace(/\s+/g, ' ')), map: null}
          : undefined,
    },
  ],
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    modulePreload: {polyfill: false},
  },
  environments: Object.fromEntries(
    Object.entries(FILES).map(([name, {input, file}]) => [
      name,
      {
        consumer: 'client',
        build: {
          rolldownOptions: {
            input,
            output: {format: 'es', entryFileNames: file, codeSplitting: false},
          },
        },
      },
    ]),
  ),
  builder: {
    async buildApp(builder) {
      for (const name of Object.keys(FILES)) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
