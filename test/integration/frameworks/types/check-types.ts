import {cpSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

/*
 * Checks the types in the templates of each framework with the files in `samples`. Lines marked with
 * `@ts-expect-error` must be errors. All other lines must be valid.
 */

const toPath = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const JSX = {jsx: ts.JsxEmit.ReactJSX};
/** Replaces the types of React 19 by those of React 18. */
const REACT_18 = {
  ...JSX,
  paths: {
    react: [toPath('../node_modules/types-react-18')],
    'react/jsx-runtime': [toPath('../node_modules/types-react-18/jsx-runtime')],
  },
};
/** Copies of the snippets, which then use the installed package as the samples do. */
const SNIPPETS = '../.build/types/snippets';

interface Check {
  readonly files: readonly string[];
  readonly options?: ts.CompilerOptions;
}

/** The files to check for each framework, with its compiler options. */
const CHECKS: Readonly<Record<string, Check>> = {
  'React 19': {
    files: [
      'samples/react.tsx',
      'samples/react-components.tsx',
      ...[`${SNIPPETS}/react/Rooms.tsx`, `${SNIPPETS}/react/RawTag.tsx`],
    ],
    options: JSX,
  },
  'React 18': {
    files: [
      'samples/react-18.tsx',
      'samples/react-components.tsx',
      ...[`${SNIPPETS}/react/Rooms.tsx`, `${SNIPPETS}/react/RawTag18.tsx`],
    ],
    options: REACT_18,
  },
  Preact: {files: ['samples/preact.tsx'], options: {...JSX, jsxImportSource: 'preact'}},
  Solid: {
    files: ['samples/solid.tsx'],
    options: {jsx: ts.JsxEmit.Preserve, jsxImportSource: 'solid-js'},
  },
  Vue: {files: ['samples/vue.ts']},
  Svelte: {files: ['samples/svelte.ts']},
  DOM: {files: ['samples/dom.ts']},
};

/** Returns the type errors in the files of one framework; empty text if all is as expected. */
export function findTypeErrors(framework: string): string {
  const {files, options} = CHECKS[framework]!;
  cpSync(toPath('../../../../docs/snippets/frameworks/react'), toPath(`${SNIPPETS}/react`), {
    recursive: true,
  });
  const program = ts.createProgram(files.map(toPath), {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    ...options,
  });
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: path => path,
    getCurrentDirectory: () => toPath('.'),
    getNewLine: () => '\n',
  });
}

export const typedFrameworks = Object.keys(CHECKS);
