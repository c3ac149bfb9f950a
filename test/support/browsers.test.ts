import assert from 'node:assert/strict';
import {afterEach, describe, it} from 'node:test';
import {
  allowMissing,
  findChromium,
  findFirefox,
  findWebKit,
  getPackedChromiumError,
} from './browsers.js';

describe('getPackedChromiumError()', () => {
  for (const {platform, arch, install} of [
    {platform: 'linux', arch: 'arm64', install: 'apt-get install chromium'},
    {platform: 'darwin', arch: 'arm64', install: 'https://www.google.com/chrome/'},
    {platform: 'darwin', arch: 'x64', install: 'https://www.google.com/chrome/'},
    {platform: 'win32', arch: 'x64', install: 'https://www.google.com/chrome/'},
  ])
    it(`names the browser to install and CHROME_PATH on ${platform} ${arch}`, () => {
      const message = getPackedChromiumError(platform, arch)?.message ?? '';
      assert.ok(message.includes(`${platform} ${arch}`), message);
      assert.ok(message.includes(install), message);
      assert.ok(message.includes('CHROME_PATH'), message);
    });

  it('returns no error on linux x64', () => {
    assert.equal(getPackedChromiumError('linux', 'x64'), undefined);
  });
});

describe('BROWSERS', () => {
  const {BROWSERS, CHROME_PATH, CI} = process.env;
  afterEach(() => {
    for (const [name, value] of Object.entries({BROWSERS, CHROME_PATH, CI}))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });

  it('hides every installed browser if it is "packed"', () => {
    Object.assign(process.env, {BROWSERS: 'packed', CHROME_PATH: process.execPath});
    assert.equal(findFirefox(), undefined);
    assert.equal(findWebKit(), undefined);
    if (getPackedChromiumError(process.platform, process.arch))
      assert.throws(findChromium, /@sparticuz\/chromium/);
    else assert.equal(findChromium().isPacked, true);
  });

  it('hides Firefox and WebKit if it is "chromium"', () => {
    Object.assign(process.env, {BROWSERS: 'chromium', CHROME_PATH: process.execPath});
    assert.equal(findFirefox(), undefined);
    assert.equal(findWebKit(), undefined);
    assert.equal(findChromium().isPacked, false);
  });

  it('allows a missing engine in CI only if it is set', () => {
    Object.assign(process.env, {BROWSERS: 'packed', CI: 'true'});
    allowMissing('Firefox');
    delete process.env['BROWSERS'];
    assert.throws(() => allowMissing('Firefox'), /Firefox is missing/);
  });

  it('must be "chromium", "packed" or unset', () => {
    process.env['BROWSERS'] = 'firefox';
    assert.throws(findFirefox, /BROWSERS must be "chromium" or "packed"; got "firefox"/);
  });

  it('leaves the browser that CHROME_PATH names unpacked if it is unset', () => {
    delete process.env['BROWSERS'];
    process.env['CHROME_PATH'] = process.execPath;
    assert.equal(findChromium().isPacked, false);
  });
});
