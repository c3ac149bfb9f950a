import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {findReleaseErrors as faultsOf} from './package/publishable.js';

const GITHUB = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'ours/kaltura-room',
  GITHUB_REF_NAME: 'v0.1.0',
};
const CONTENTS = {
  version: '0.1.0',
  repository: {type: 'git', url: 'git+https://github.com/ours/kaltura-room.git'},
  bugs: {url: 'https://github.com/ours/kaltura-room/issues'},
  homepage: 'https://github.com/ours/kaltura-room#readme',
};

test('a package that names the repository it is released from, at its version, is released', () => {
  assert.deepEqual(faultsOf(CONTENTS, GITHUB), []);
});

test('before the first release, it says what to set', () => {
  const {version} = CONTENTS;
  assert.deepEqual(faultsOf({version}, GITHUB), [
    'package.json must name this repository, or npm refuses its provenance: npm pkg set ' +
      'repository.type=git repository.url=git+https://github.com/ours/kaltura-room.git ' +
      'bugs.url=https://github.com/ours/kaltura-room/issues ' +
      'homepage=https://github.com/ours/kaltura-room#readme, commit that, and tag anew.',
  ]);
});

test('from a fork it is not released', () => {
  const [fault] = faultsOf(CONTENTS, {...GITHUB, GITHUB_REPOSITORY: 'theirs/kaltura-room'});
  assert.match(fault ?? '', /repository\.url=git\+https:\/\/github\.com\/theirs/);
});

test('a tag of another version is not released', () => {
  const faults = faultsOf(CONTENTS, {...GITHUB, GITHUB_REF_NAME: 'v0.2.0'});
  assert.deepEqual(faults, ['The tag is v0.2.0, and package.json has 0.1.0.']);
});

test('the workflow asks so before all else', () => {
  const file = new URL('../.github/workflows/release.yml', import.meta.url);
  const runs = [...readFileSync(file, 'utf8').matchAll(/- run: (.*)/g)].map(([, run]) => run);
  assert.deepEqual(runs.slice(0, 2), ['node test/package/publishable.js', '.ci/run']);
});
