// @ts-check
import {execFileSync} from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {createRequire} from 'node:module';
import {delimiter, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/*
 * Finds the browsers of this machine, for Web Test Runner and Playwright. Without an installed
 * Chromium, the tests use the packed Chromium of the npm package @sparticuz/chromium (x64 Linux).
 * With BROWSERS=packed, they use only the packed Chromium, like on a machine without browsers. With
 * BROWSERS=chromium, they use only Chromium.
 */

/**
 * @typedef {object} Chromium
 * @property {string} executablePath
 * @property {string[]} args required arguments
 * @property {Record<string, string>} env additional environment variables
 * @property {string} from a description of its origin
 * @property {boolean} isPacked whether it is the packed Chromium
 */

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const DESKTOP_CHROMIUM = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser'];
const PROGRAMS = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)']].filter(Boolean);

/**
 * Returns the value of BROWSERS.
 * @returns {'all' | 'chromium' | 'packed'}
 */
function getBrowsers() {
  const value = process.env['BROWSERS'] || 'all';
  if (value === 'all' || value === 'chromium' || value === 'packed') return value;
  throw new Error(`BROWSERS must be "chromium" or "packed"; got "${value}"`);
}

/**
 * Checks that the tests may run without an engine.
 * @param {string} engine
 * @throws {Error} if CI is set, because all engines must run there
 */
export function allowMissing(engine) {
  if (process.env['CI'] && getBrowsers() === 'all')
    throw new Error(`${engine} is missing, and CI is set`);
}

/**
 * Returns the headless shell of Chromium if it is installed, else Chrome or Chromium. The shell does not
 * load the pages of the browser's own interface, so tests take half the time.
 * @returns {Chromium}
 */
export function findChromium() {
  return findWithNames(['chromium-headless-shell', ...DESKTOP_CHROMIUM]);
}

/**
 * Returns Chrome or Chromium, for what the headless shell lacks: the back-forward cache, and settings
 * that block cookies.
 * @returns {Chromium}
 */
export function findDesktopChromium() {
  return findWithNames(DESKTOP_CHROMIUM);
}

/**
 * @param {string[]} names names in PATH, in order
 * @returns {Chromium}
 */
function findWithNames(names) {
  if (getBrowsers() === 'packed') return getPackedChromium();
  const chromePath = process.env['CHROME_PATH'];
  if (chromePath) {
    if (!existsSync(chromePath))
      throw new Error(`CHROME_PATH must be the path of a file; got "${chromePath}"`);
    return buildChromium(chromePath, 'CHROME_PATH');
  }
  const installed = findWorking([
    ...names.flatMap(findOnPath),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...PROGRAMS.map(folder => `${folder}\\Google\\Chrome\\Application\\chrome.exe`),
  ]);
  return installed ? buildChromium(installed, 'this system') : getPackedChromium();
}

/**
 * Returns the path of an installed Firefox.
 * @returns {string | undefined}
 */
export function findFirefox() {
  if (getBrowsers() !== 'all') return undefined;
  return findWorking([
    ...['firefox-esr', 'firefox'].flatMap(findOnPath),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...PROGRAMS.map(folder => `${folder}\\Mozilla Firefox\\firefox.exe`),
  ]);
}

/**
 * Returns the paths of WebKitGTK, its driver and Xvfb. Debian has them in webkit2gtk-driver and xvfb.
 * @returns {{driver: string, xvfb: string, miniBrowser: string} | undefined}
 */
export function findWebKit() {
  if (getBrowsers() !== 'all') return undefined;
  const [driver] = findOnPath('WebKitWebDriver');
  const [xvfb] = findOnPath('Xvfb');
  if (!driver || !xvfb) return undefined;
  const miniBrowser = readdirSync('/usr/lib')
    .flatMap(folder =>
      ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'].map(api =>
        join('/usr/lib', folder, api, 'MiniBrowser'),
      ),
    )
    .find(path => existsSync(path));
  return miniBrowser ? {driver, xvfb, miniBrowser} : undefined;
}

/**
 * Returns an error if @sparticuz/chromium has no Chromium for the platform.
 * @param {string} platform
 * @param {string} arch
 * @returns {Error | undefined}
 */
export function getPackedChromiumError(platform, arch) {
  if (platform === 'linux' && arch === 'x64') return undefined;
  const install =
    platform === 'linux'
      ? 'Install Chromium (on Debian: apt-get install chromium)'
      : 'Install Chrome from https://www.google.com/chrome/';
  return new Error(
    `The tests need Chrome or Chromium; @sparticuz/chromium has none for ${platform} ${arch}. ` +
      `${install}, or set CHROME_PATH to the executable of an installed one.`,
  );
}

/**
 * Returns the packed Chromium, and unpacks it once per version. It ignores the package's `args`, which
 * disable web security and site isolation.
 * @returns {Chromium}
 */
export function getPackedChromium() {
  const error = getPackedChromiumError(process.platform, process.arch);
  if (error) throw error;
  const home = dirname(
    dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))),
  );
  const {version} = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) unpackChromium(folder);

  const executable = join(folder, 'chromium');
  /** @type {Record<string, string>} */
  const env = {};
  if (!canStart(executable)) env['LD_LIBRARY_PATH'] = join(folder, 'al2023', 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_FILE'] = join(folder, 'fonts.conf');
  // The package has no setuid helper, and some systems forbid user namespaces to unknown programs.
  return {
    ...buildChromium(executable, `@sparticuz/chromium ${version}`, env, ['--no-sandbox']),
    isPacked: true,
  };
}

/**
 * Unpacks Chromium with a new temporary folder, because the package reuses files of other versions.
 * The package includes its libraries only on Amazon Linux, so the environment pretends to be that. The
 * rename at the end ensures that no test uses a partially unpacked folder.
 * @param {string} folder
 */
function unpackChromium(folder) {
  mkdirSync(CACHE, {recursive: true});
  const draft = mkdtempSync(`${folder}-`);
  try {
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        'await (await import("@sparticuz/chromium")).default.executablePath()',
      ],
      {
        cwd: dirname(fileURLToPath(import.meta.url)),
        env: {...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x'},
      },
    );
    writeFileSync(
      join(draft, 'fonts.conf'),
      `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
    );
    renameSync(draft, folder);
  } catch (error) {
    // Another process may have unpacked it meanwhile.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, {recursive: true, force: true});
  }
}

/**
 * @param {string} executablePath
 * @param {string} from
 * @param {Record<string, string>} [env]
 * @param {string[]} [args]
 * @returns {Chromium}
 */
function buildChromium(executablePath, from, env = {}, args = []) {
  return {
    executablePath,
    from,
    env,
    isPacked: false,
    args: [
      ...new Set([...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args]),
      // Each site has its own process, like on a desktop. The packed Chromium disables this by default.
      '--site-per-process',
      // A fake camera and microphone need no device and no permission.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      // Debian's Chromium sends requests to other hosts when it starts.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  };
}

/**
 * Returns the paths of a program in PATH, in order.
 * @param {string} name
 */
function findOnPath(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map(folder => join(folder, name))
    .filter(path => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** @param {string[]} paths */
function findWorking(paths) {
  return paths.find(path => existsSync(path) && !isSnap(path) && canStart(path));
}

/**
 * Whether a program prints its version. Ubuntu's `chromium-browser` only prints how to install a snap.
 * @param {string} path
 */
function canStart(path) {
  // On Windows, a browser opens a window instead of printing its version.
  if (process.platform === 'win32') return true;
  try {
    return execFileSync(path, ['--version'], {stdio: 'pipe', timeout: 20_000}).length > 0;
  } catch {
    return false;
  }
}

/**
 * Whether a program is a snap. A snap has its own temporary folder, so it does not find our profiles.
 * @param {string} path
 */
function isSnap(path) {
  const real = realpathSync(path);
  if (real.startsWith('/snap/') || real === '/usr/bin/snap') return true;
  // On Ubuntu, `firefox` is a short script that starts the snap.
  return statSync(real).size < 10_000 && readFileSync(real, 'utf8').includes('/snap/');
}
