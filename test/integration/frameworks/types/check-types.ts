import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

/*
 * Checks the types in the templates of each framework with the files in `samples`. Lines marked with
 * `@ts-expect-error` must be errors. All other lines must be valid.
 */

const toPath = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Compiler options for each framework. A path mapping replaces the types of React 19 by React 18. */
const OPTIONS: Readonly<Record<string, ts.CompilerOptions>> = {
  'React 19': {jsx: ts.JsxEmit.ReactJSX},
  'React 18': {
    jsx: ts.JsxEmit.ReactJSX,
    paths: {
      react: [toPath('../node_modules/types-react-18')],
      'react/jsx-runtime': [toPath('../node_modules/types-react-18/jsx-runtime')],
    },
  },
  Preact: {jsx: ts.JsxEmit.ReactJSX, jsxImportSource: 'preact'},
  Solid: {jsx: ts.JsxEmit.Preserve, jsxImportSource: 'solid-js'},
  Vue: {},
  Svelte: {},
  DOM: {},
};

/** Returns the type errors in the sample of one framework; empty text if all is as expected. */
export function checkTypes(framework: keyof typeof OPTIONS): string {
  const name = framework.replace(' 19', '').replace(' ', '-').toLowerCase();
  const file = [`samples/${name}.tsx`, `samples/${name}.ts`].map(toPath).find(existsSync)!;
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    ...OPTIONS[framework],
  });
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: path => path,
    getCurrentDirectory: () => toPath('.'),
    getNewLine: () => '\n',
  });
}

export const typedFrameworks = Object.keys(OPTIONS);
