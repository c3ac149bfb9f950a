import {randomBytes} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Simulator} from '../../dist/simulator/index.js';
import {freePort} from '../free-port.js';
import type {Debian} from './debian.js';
import {run, start} from './processes.js';

const REPOSITORY = join(import.meta.dirname, '../..');
const DATABASE_READY = 'ready for connections';

/** A WordPress that is running, with the plugin and some pages and people. */
export interface Site {
  readonly url: string;
  /** The addresses of its pages, by what is on them. */
  readonly pages: Readonly<Record<string, string>>;
  /** Runs `script` of `site.php` in it, and answers what that says. */
  readonly ask: (script: string, ...args: string[]) => Promise<string>;
  /** Gives a constant of wp-config.php another value. */
  readonly set: (constant: string, value: string) => Promise<void>;
  /** Gives the site code of its own, beside the plugin; '' takes it away. */
  readonly extend: (php: string) => Promise<void>;
  /** What it and its database hold on disk, and what it printed. */
  readonly kept: () => Buffer[];
  /** What PHP and the plugin complained of. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts MariaDB on a socket and WordPress on a port of 127.0.0.1. */
export async function startSite(
  debian: Debian,
  folder: string,
  simulator: Simulator,
  nodeUrl: string,
): Promise<Site> {
  const [data, socket, log] = ['data', 'socket', 'debug.log'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const init = join(folder, 'init.sql');
  writeFileSync(init, 'CREATE DATABASE wordpress;');
  const installing = ['--auth-root-authentication-method=normal', '--skip-test-db'];
  await run([...debian.mariadbInstall, `--datadir=${data}`, ...installing], debian);
  const database = await start(
    [
      ...debian.mariadbd,
      ...['--skip-networking', `--datadir=${data}`, `--socket=${socket}`],
    ].concat([`--pid-file=${folder}/pid`, `--init-file=${init}`, `--tmpdir=${folder}`]),
    DATABASE_READY,
    debian.env,
  );

  const port = await freePort();
  const url = `http://localhost:${port}`;
  const root = debian.wordpress;
  writeFileSync(join(root, 'wp-config.php'), config({url, socket, log, simulator}));
  const plugin = await buildPlugin(folder);
  mkdirSync(join(root, 'wp-content/plugins'), {recursive: true});

  const script = join(import.meta.dirname, 'site.php');
  // Compiled once for all; a changed file counts at once.
  const compiled = join(folder, 'compiled');
  mkdirSync(compiled);
  const cached = ['enable_cli=1', `file_cache=${compiled}`, 'revalidate_freq=0'].flatMap(value => [
    '-d',
    `opcache.${value}`,
  ]);
  const ask = (name: string, ...args: string[]) =>
    run([...debian.php, ...cached, '-d', `error_log=${log}`, script, root, name, ...args]);
  const pages = JSON.parse(await ask('install', plugin, nodeUrl)) as Record<string, string>;
  // Alone it answers one request after the other, and nothing would come at the same time.
  const server = await start(
    [...debian.php, ...cached, '-S', `127.0.0.1:${port}`, '-t', root],
    ') started',
    {
      PHP_CLI_SERVER_WORKERS: '6',
    },
  );
  return {
    url,
    pages,
    ask,
    async set(constant, value) {
      const file = join(root, 'wp-config.php');
      const line = new RegExp(`(?<=define\\('${constant}', ).*(?=\\);)`);
      writeFileSync(file, readFileSync(file, 'utf8').replace(line, JSON.stringify(value)));
    },
    async extend(php) {
      const own = join(root, 'wp-content/mu-plugins');
      mkdirSync(own, {recursive: true});
      writeFileSync(join(own, 'own.php'), `<?php\n${php}`);
    },
    kept: () => [...files(data), ...files(join(root, 'wp-content')), Buffer.from(server.said())],
    log: () => readFileSync(log, {encoding: 'utf8', flag: 'a+'}),
    async stop() {
      await server.stop();
      await database.stop();
    },
  };
}

/** Builds it as the README says, beside the package as it is packed; answers where it is. */
async function buildPlugin(folder: string): Promise<string> {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  const command = /^1\. .*?`node (node_modules\/\S+) (\S+\.zip)`/m.exec(readme)?.slice(1);
  if (!command) throw new Error('The README does not say how the plugin is built');
  const home = join(folder, 'home');
  const modules = join(home, 'node_modules');
  mkdirSync(modules, {recursive: true});
  const quiet = ['--ignore-scripts', '--silent'];
  const packed = await run(['npm', 'pack', ...quiet, '--pack-destination', home], {
    cwd: REPOSITORY,
  });
  await run(['tar', '-xzf', packed.trim()], {cwd: home});
  renameSync(join(home, 'package'), join(modules, 'kaltura-room'));
  await run([process.execPath, ...command], {cwd: home});
  return join(home, command[1] ?? '');
}

const files = (folder: string) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name)));

function config(site: {url: string; socket: string; log: string; simulator: Simulator}): string {
  const {url, socket, log, simulator} = site;
  const salts: Record<string, string> = {};
  for (const name of ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'])
    for (const kind of ['KEY', 'SALT']) salts[`${name}_${kind}`] = randomBytes(24).toString('hex');
  const constants = Object.entries({
    ...salts,
    DB_NAME: 'wordpress',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    WP_HOME: url,
    WP_SITEURL: url,
    // So that passwords of applications are taken without https.
    WP_ENVIRONMENT_TYPE: 'local',
    WP_HTTP_BLOCK_EXTERNAL: true,
    DISABLE_WP_CRON: true,
    AUTOMATIC_UPDATER_DISABLED: true,
    WP_DEBUG: true,
    WP_DEBUG_DISPLAY: false,
    WP_DEBUG_LOG: log,
    FS_METHOD: 'direct',
    KALTURA_ROOM_PARTNER_ID: simulator.partnerId,
    KALTURA_ROOM_ADMIN_SECRET: simulator.adminSecret,
    KALTURA_ROOM_KAF_URL: simulator.url,
  });
  return `<?php
${constants.map(([name, value]) => `define('${name}', ${JSON.stringify(value)});`).join('\n')}
$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;
}
