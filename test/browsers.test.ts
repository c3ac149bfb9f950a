import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {packedChromiumError} from './browsers.js';

describe('packedChromiumError()', () => {
  for (const {platform, arch, install} of [
    {platform: 'linux', arch: 'arm64', install: 'apt-get install chromium'},
    {platform: 'darwin', arch: 'arm64', install: 'https://www.google.com/chrome/'},
    {platform: 'darwin', arch: 'x64', install: 'https://www.google.com/chrome/'},
    {platform: 'win32', arch: 'x64', install: 'https://www.google.com/chrome/'},
  ])
    it(`names the browser to install and CHROME_PATH on ${platform} ${arch}`, () => {
      const message = packedChromiumError(platform, arch)?.message ?? '';
      assert.ok(message.includes(`${platform} ${arch}`), message);
      assert.ok(message.includes(install), message);
      assert.ok(message.includes('CHROME_PATH'), message);
    });

  it('returns no error on linux x64', () => {
    assert.equal(packedChromiumError('linux', 'x64'), undefined);
  });
});
