// @ts-check
import {configs as lit} from 'eslint-plugin-lit';
// @ts-expect-error It has no types.
import litA11y from 'eslint-plugin-lit-a11y';
import {configs as wc} from 'eslint-plugin-wc';
import {defineConfig, globalIgnores} from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'dist',
    '.cache',
    'test-results',
    '.playground',
    'docs/.vitepress/{cache,dist}',
    'docs/snippets',
    'src/frameworks/*.d.ts',
    '**/.build',
    '**/.next',
    'test/integration/frameworks/types/samples',
    'test/integration/frameworks/types/templates',
    'test/integration/frameworks/apps',
  ]),
  tseslint.configs.recommendedTypeChecked,
  lit['flat/recommended'],
  wc['flat/recommended'],
  {plugins: {'lit-a11y': litA11y}, rules: litA11y.configs.recommended.rules},
  {
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    languageOptions: {
      parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname},
    },
    rules: {
      eqeqeq: ['error', 'smart'],
      'lit/lifecycle-super': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-this-assign-in-render': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['after', 'describe', 'it', 'suite', 'test'],
            },
            {from: 'package', package: '@open-wc/semantic-dom-diff', name: 'Equal'},
          ],
        },
      ],
      // The reason of an abort can be any value.
      '@typescript-eslint/only-throw-error': [
        'error',
        {allowThrowingAny: true, allowThrowingUnknown: true},
      ],
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        {allowThrowingAny: true, allowThrowingUnknown: true},
      ],
      // A function may be async so that what it throws is a rejection.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {files: ['src/**'], ignores: ['src/{cli,simulator}/**'], rules: {'no-console': 'error'}},
  {
    files: ['test/**'],
    rules: {
      // Chai's `expect(x).to.be.true`.
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked]},
);
