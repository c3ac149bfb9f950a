import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

/*
 * Holds the types of the elements in each framework's templates to the files in `samples`: what
 * is marked with `@ts-expect-error` must be an error, and nothing else may be.
 */

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The options for each framework; those of React 18 in place of 19's by a path. */
const OPTIONS: Readonly<Record<string, ts.CompilerOptions>> = {
  'React 19': {jsx: ts.JsxEmit.ReactJSX},
  'React 18': {
    jsx: ts.JsxEmit.ReactJSX,
    paths: {
      react: [at('../node_modules/types-react-18')],
      'react/jsx-runtime': [at('../node_modules/types-react-18/jsx-runtime')],
    },
  },
  Preact: {jsx: ts.JsxEmit.ReactJSX, jsxImportSource: 'preact'},
  Solid: {jsx: ts.JsxEmit.Preserve, jsxImportSource: 'solid-js'},
  Vue: {},
  Svelte: {},
  DOM: {},
};

/** What is wrong with the types in one framework; empty where nothing is. */
export function typeFaults(framework: keyof typeof OPTIONS): string {
  const name = framework.replace(' 19', '').replace(' ', '-').toLowerCase();
  const file = [`samples/${name}.tsx`, `samples/${name}.ts`].map(at).find(existsSync)!;
  const program = ts.createProgram([file], {
    ...{noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true},
    ...{
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    },
    ...{module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: []},
    ...OPTIONS[framework],
  });
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: path => path,
    getCurrentDirectory: () => at('.'),
    getNewLine: () => '\n',
  });
}

export const typedFrameworks = Object.keys(OPTIONS);
