// @ts-check
import {chromium} from '@playwright/test';
import {findChromium} from './browsers.js';

/**
 * Launches Chromium.
 * @param {readonly string[]} [hostRules] rules such as `MAP example.com 127.0.0.1:8443`
 */
export function launchChromium(hostRules = []) {
  const {executablePath, args, env} = findChromium();
  // Chromium reads the last `--host-resolver-rules` only, so this one repeats the rules of `args`.
  const rules = [...hostRules, 'MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'];
  return chromium.launch({
    executablePath,
    args: [...args, `--host-resolver-rules=${rules.join(', ')}`],
    env: {...process.env, ...env},
  });
}
