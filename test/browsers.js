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
 * Finds the browsers of this machine, for Web Test Runner and Playwright. If no Chromium is
 * installed, it is the one inside the npm package @sparticuz/chromium (x64 Linux).
 * With BROWSERS=packed the tests use that one alone, as on a machine with no browser installed.
 */

/**
 * @typedef {object} Chromium
 * @property {string} executablePath
 * @property {string[]} args what every start of it needs
 * @property {Record<string, string>} env what to add to its environment
 * @property {string} from where it was found, for a person to read
 * @property {boolean} isPacked whether it is the one inside @sparticuz/chromium
 */

const UNPACKED = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const PROGRAMS = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)']].filter(Boolean);

/** Whether BROWSERS asks for the packed Chromium alone. */
function isPackedAlone() {
  const value = process.env['BROWSERS'];
  if (value && value !== 'packed') throw new Error(`BROWSERS must be "packed"; got "${value}"`);
  return Boolean(value);
}

/**
 * Returns nothing if the tests may run without this engine.
 * @param {string} engine
 * @throws {Error} if CI is set, where every engine must run
 */
export function allowMissing(engine) {
  if (process.env['CI'] && !isPackedAlone()) throw new Error(`${engine} is missing, and CI is set`);
}

/** @returns {Chromium} */
export function findChromium() {
  if (isPackedAlone()) return packedChromium();
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names no file: ${named}`);
    return chromium(named, 'CHROME_PATH');
  }
  const installed = firstThatStarts([
    ...['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser'].flatMap(onPath),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...PROGRAMS.map(folder => `${folder}\\Google\\Chrome\\Application\\chrome.exe`),
  ]);
  return installed ? chromium(installed, 'this system') : packedChromium();
}

/**
 * An installed Firefox, if there is one.
 * @returns {string | undefined}
 */
export function findFirefox() {
  if (isPackedAlone()) return undefined;
  return firstThatStarts([
    ...['firefox-esr', 'firefox'].flatMap(onPath),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...PROGRAMS.map(folder => `${folder}\\Mozilla Firefox\\firefox.exe`),
  ]);
}

/**
 * WebKitGTK with all it needs to be driven without a screen, if it is there: Debian's
 * webkit2gtk-driver and xvfb.
 * @returns {{driver: string, xvfb: string, miniBrowser: string} | undefined}
 */
export function findWebKit() {
  if (isPackedAlone()) return undefined;
  const [driver] = onPath('WebKitWebDriver');
  const [xvfb] = onPath('Xvfb');
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
 * Returns the error for a platform that @sparticuz/chromium has no Chromium for.
 * @param {string} platform
 * @param {string} arch
 * @returns {Error | undefined}
 */
export function packedChromiumError(platform, arch) {
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
 * The Chromium inside @sparticuz/chromium (x64 Linux), unpacked once per version. Its own `args`
 * are not used: they switch off web security and site isolation, the very things under test.
 * @returns {Chromium}
 */
export function packedChromium() {
  const error = packedChromiumError(process.platform, process.arch);
  if (error) throw error;
  const home = dirname(
    dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))),
  );
  const {version} = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const folder = join(UNPACKED, `chromium-${version}`);
  if (!existsSync(folder)) unpackChromium(folder);

  const executable = join(folder, 'chromium');
  /** @type {Record<string, string>} */
  const env = {};
  if (!starts(executable)) env['LD_LIBRARY_PATH'] = join(folder, 'al2023', 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_FILE'] = join(folder, 'fonts.conf');
  // No setuid helper comes with it, and some systems keep user namespaces from programs like it.
  return {
    ...chromium(executable, `@sparticuz/chromium ${version}`, env, ['--no-sandbox']),
    isPacked: true,
  };
}

/**
 * The package unpacks into the temporary folder, takes whatever an earlier version left there,
 * and brings its libraries only where it believes to be on Amazon Linux: so it runs on its own,
 * with a temporary folder and a name of its own. Renamed last, a half-unpacked one is never used.
 * @param {string} folder
 */
function unpackChromium(folder) {
  mkdirSync(UNPACKED, {recursive: true});
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
    if (!existsSync(folder)) renameSync(draft, folder);
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
function chromium(executablePath, from, env = {}, args = []) {
  return {
    executablePath,
    from,
    env,
    isPacked: false,
    args: [
      ...new Set([...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args]),
      // Each origin in a process of its own, as on a desktop; the packed one leaves it out.
      '--site-per-process',
      // A camera and a microphone that need neither a device nor a person's click.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      // No host but this one: Debian's Chromium calls out as it starts.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  };
}

/**
 * The paths of a program on PATH, best first.
 * @param {string} name
 */
function onPath(name) {
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
function firstThatStarts(paths) {
  return paths.find(path => existsSync(path) && !isSnap(path) && starts(path));
}

/**
 * Whether a program says its version: Ubuntu's `chromium-browser` is a note to install a snap.
 * @param {string} path
 */
function starts(path) {
  // On Windows a browser asked for its version opens a window instead.
  if (process.platform === 'win32') return true;
  try {
    return execFileSync(path, ['--version'], {stdio: 'pipe', timeout: 20_000}).length > 0;
  } catch {
    return false;
  }
}

/**
 * A snap has a temporary folder of its own and finds no profile made for it in ours.
 * @param {string} path
 */
function isSnap(path) {
  const real = realpathSync(path);
  if (real.startsWith('/snap/') || real === '/usr/bin/snap') return true;
  // Where Ubuntu installs Firefox, it is a script of a few lines that starts the snap.
  return statSync(real).size < 10_000 && readFileSync(real, 'utf8').includes('/snap/');
}
