import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {findReleaseErrors} from '../../scripts/check-release.mjs';

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

describe('findReleaseErrors()', () => {
  it('returns no error for the repository and the tag of the version', () => {
    assert.deepEqual(findReleaseErrors(CONTENTS, GITHUB), []);
  });

  it('names the fields to set before the first release', () => {
    const {version} = CONTENTS;
    assert.deepEqual(findReleaseErrors({version}, GITHUB), [
      'package.json must name this repository, or npm refuses its provenance: npm pkg set ' +
        'repository.type=git repository.url=git+https://github.com/ours/kaltura-room.git ' +
        'bugs.url=https://github.com/ours/kaltura-room/issues ' +
        'homepage=https://github.com/ours/kaltura-room#readme, commit that, and tag anew.',
    ]);
  });

  it('rejects a release from a fork', () => {
    const [error] = findReleaseErrors(CONTENTS, {
      ...GITHUB,
      GITHUB_REPOSITORY: 'theirs/kaltura-room',
    });
    assert.match(error ?? '', /repository\.url=git\+https:\/\/github\.com\/theirs/);
  });

  it('rejects a tag of another version', () => {
    const errors = findReleaseErrors(CONTENTS, {...GITHUB, GITHUB_REF_NAME: 'v0.2.0'});
    assert.deepEqual(errors, ['The tag is v0.2.0, and package.json has 0.1.0.']);
  });
});

describe('the release workflow', () => {
  it('runs check-release.mjs before all other commands', () => {
    const file = new URL('../../.github/workflows/release.yml', import.meta.url);
    const runs = [...readFileSync(file, 'utf8').matchAll(/- run: (.*)/g)].map(([, run]) => run);
    assert.deepEqual(runs.slice(0, 2), ['node scripts/check-release.mjs', '.ci/run']);
  });
});
