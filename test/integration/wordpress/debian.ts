import {mkdirSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {runCommand} from '../../support/processes.js';

/*
 * Provides WordPress, MariaDB and PHP's MySQL extension from Debian's packages. It downloads and
 * unpacks the packages, but does not install them.
 */

const PACKAGES = [
  'wordpress',
  'wordpress-theme-twentytwentythree',
  // Debian's WordPress contains links to files of these packages.
  'php-getid3',
  'libjs-cropper',
  'libjs-underscore',
  'mariadb-server-core',
  'mariadb-client-core',
  'mariadb-common',
  'libaio1',
  'liburing2',
  'libnuma1',
];

/** A folder with Debian's files, and the commands to run them. */
export interface Debian {
  readonly wordpress: string;
  readonly php: readonly string[];
  readonly mariadbd: readonly string[];
  readonly mariadbInstall: readonly string[];
  /** Environment variables for MariaDB. */
  readonly env: Record<string, string>;
}

/**
 * Downloads and unpacks the packages into `folder`.
 * @throws Error if the machine has no PHP or no Debian packages
 */
export async function unpackDebian(folder: string): Promise<Debian> {
  const version = await runCommand(['php', '-r', PRINT_PHP_VERSION]).catch((cause: Error) => {
    throw new Error('This machine must have PHP 8.1 or later with curl and openssl', {cause});
  });
  const downloads = join(folder, 'downloads');
  const root = join(folder, 'debian');
  for (const path of [downloads, root]) mkdirSync(path);
  const extension = version.endsWith('mysqli') ? [] : [`php${version}-mysql`];
  await runCommand(['apt-get', 'download', '-q', ...PACKAGES, ...extension], {
    cwd: downloads,
  }).catch((cause: Error) => {
    throw new Error('`apt-get download` must be able to download Debian packages', {cause});
  });
  for (const file of readdirSync(downloads))
    await runCommand(['dpkg-deb', '-x', join(downloads, file), root]);

  const files = readdirSync(root, {recursive: true, encoding: 'utf8'});
  // In reverse order, mysqlnd comes before mysqli, which depends on it.
  const extensions = files
    .filter(path => /\/mysql(nd|i)\.so$/.test(path))
    .sort()
    .reverse();
  const library = files.find(path => path.includes('libaio.so')) ?? '';
  const usr = join(root, 'usr');
  const mariadbOptions = [
    '--no-defaults',
    `--basedir=${usr}`,
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
  return {
    wordpress: join(usr, 'share/wordpress'),
    php: ['php', ...extensions.flatMap(path => ['-d', `extension=${join(root, path)}`])],
    mariadbd: [join(usr, 'sbin/mariadbd'), ...mariadbOptions],
    mariadbInstall: [join(usr, 'bin/mariadb-install-db'), ...mariadbOptions],
    env: {LD_LIBRARY_PATH: join(root, library, '..')},
  };
}

/** Prints a version such as `8.2`, or `8.2mysqli` if that extension is installed. */
const PRINT_PHP_VERSION = `foreach (['curl', 'openssl'] as $extension)
  if (PHP_VERSION_ID < 80100 || !extension_loaded($extension)) exit(1);
echo PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . (extension_loaded('mysqli') ? 'mysqli' : '');`;
