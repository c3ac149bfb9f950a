import {mkdirSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {run} from './processes.js';

/*
 * WordPress, MariaDB and PHP's part for it, of Debian's packages: downloaded and unpacked, nothing
 * of them installed or started.
 */

const PACKAGES = [
  ...['wordpress', 'wordpress-theme-twentytwentythree'],
  // What Debian's WordPress has as links into other packages.
  ...['php-getid3', 'libjs-cropper', 'libjs-underscore'],
  ...['mariadb-server-core', 'mariadb-client-core', 'mariadb-common'],
  ...['libaio1', 'liburing2', 'libnuma1'],
];

/** A folder with Debian's files, and the commands in it. */
export interface Debian {
  readonly wordpress: string;
  readonly php: readonly string[];
  readonly mariadbd: readonly string[];
  readonly mariadbInstall: readonly string[];
  /** What MariaDB needs in its environment. */
  readonly env: Record<string, string>;
}

/**
 * Brings the packages to `folder`.
 * @throws Error where the machine has no PHP or no Debian packages
 */
export async function bringDebian(folder: string): Promise<Debian> {
  const version = await run(['php', '-r', PHP_VERSION]).catch((error: Error) => {
    throw new Error('PHP 8.1 or later with curl and openssl is not here', {cause: error});
  });
  const [debs, root] = [join(folder, 'debs'), join(folder, 'debian')];
  for (const made of [debs, root]) mkdirSync(made);
  const extension = version.endsWith('mysqli') ? [] : [`php${version}-mysql`];
  await run(['apt-get', 'download', '-q', ...PACKAGES, ...extension], {cwd: debs}).catch(
    (error: Error) => {
      throw new Error("Debian's packages cannot be downloaded: apt-get download", {cause: error});
    },
  );
  for (const file of readdirSync(debs)) await run(['dpkg-deb', '-x', join(debs, file), root]);

  const found = readdirSync(root, {recursive: true, encoding: 'utf8'});
  const extensions = found.filter(path => /\/mysql(nd|i)\.so$/.test(path)).sort();
  const libraries = found.find(path => path.includes('libaio.so')) ?? '';
  const [usr, anybody] = [join(root, 'usr'), process.getuid?.() === 0 ? ['--user=root'] : []];
  return {
    wordpress: join(usr, 'share/wordpress'),
    // mysqlnd goes before mysqli, which needs it.
    php: ['php', ...extensions.reverse().flatMap(path => ['-d', `extension=${join(root, path)}`])],
    mariadbd: [join(usr, 'sbin/mariadbd'), '--no-defaults', `--basedir=${usr}`, ...anybody],
    mariadbInstall: [
      join(usr, 'bin/mariadb-install-db'),
      '--no-defaults',
      `--basedir=${usr}`,
      ...anybody,
    ],
    env: {LD_LIBRARY_PATH: join(root, libraries, '..')},
  };
}

/** Such as `8.2`, or `8.2mysqli` where that part is installed. */
const PHP_VERSION = `foreach (['curl', 'openssl'] as $part)
  if (PHP_VERSION_ID < 80100 || !extension_loaded($part)) exit(1);
echo PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . (extension_loaded('mysqli') ? 'mysqli' : '');`;
