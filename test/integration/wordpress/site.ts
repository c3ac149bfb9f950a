import {randomBytes} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Simulator} from '../../../dist/simulator/index.js';
import {findFreePort} from '../../support/free-port.js';
import type {Debian} from './debian.js';
import {runCommand, startServer} from '../../support/processes.js';

const REPOSITORY = join(import.meta.dirname, '../../..');
const DATABASE_READY = 'ready for connections';
const PHP_SERVER_READY = ') started';

/** A running WordPress with the plugin, pages and users. */
export interface Site {
  readonly url: string;
  /** URLs of the pages by their content. */
  readonly pages: Readonly<Record<string, string>>;
  /** Runs a function of `site.php`, and returns its output. */
  readonly runScript: (name: string, ...args: string[]) => Promise<string>;
  /** Changes a constant of wp-config.php. */
  readonly setConstant: (name: string, value: string | boolean) => Promise<void>;
  /** Installs further PHP code of the site; `''` removes it. */
  readonly installCode: (php: string) => Promise<void>;
  /** Returns the files of the site and of its database, and the output of the server. */
  readonly readStoredData: () => Buffer[];
  /** Returns the log of PHP and of the plugin. */
  readonly readLog: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts MariaDB on a socket, and WordPress on a port of 127.0.0.1. */
export async function startSite(
  debian: Debian,
  folder: string,
  simulator: Simulator,
  nodeBackendUrl: string,
): Promise<Site> {
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  const log = join(folder, 'debug.log');
  const initFile = join(folder, 'init.sql');
  writeFileSync(initFile, 'CREATE DATABASE wordpress;');
  await runCommand(
    [
      ...debian.mariadbInstall,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
    debian,
  );
  const database = await startServer(
    [
      ...debian.mariadbd,
      '--skip-networking',
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${folder}/pid`,
      `--init-file=${initFile}`,
      `--tmpdir=${folder}`,
    ],
    {readyText: DATABASE_READY, env: debian.env},
  );

  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const root = debian.wordpress;
  const configFile = join(root, 'wp-config.php');
  writeFileSync(configFile, buildConfig({url, socket, log, simulator}));
  const plugin = await buildPlugin(folder);
  mkdirSync(join(root, 'wp-content/plugins'), {recursive: true});

  // All PHP processes share one cache of compiled files. A changed file takes effect at once.
  const cache = join(folder, 'opcache');
  mkdirSync(cache);
  const php = [
    ...debian.php,
    '-d',
    'opcache.enable_cli=1',
    '-d',
    `opcache.file_cache=${cache}`,
    '-d',
    'opcache.revalidate_freq=0',
  ];
  const script = join(import.meta.dirname, 'site.php');
  const runScript = (name: string, ...args: string[]) =>
    runCommand([...php, '-d', `error_log=${log}`, script, root, name, ...args], {
      env: {SITE_HOST: new URL(url).host},
    });
  const pages = JSON.parse(await runScript('install', plugin, nodeBackendUrl)) as Record<
    string,
    string
  >;
  const server = await startServer(
    [...php, '-S', `127.0.0.1:${port}`, '-t', root],
    // With one worker, the server would never handle two requests at the same time.
    {readyText: PHP_SERVER_READY, env: {PHP_CLI_SERVER_WORKERS: '6'}},
  );
  return {
    url,
    pages,
    runScript,
    async setConstant(name, value) {
      const pattern = new RegExp(`(?<=define\\('${name}', ).*(?=\\);)`);
      const config = readFileSync(configFile, 'utf8');
      writeFileSync(configFile, config.replace(pattern, JSON.stringify(value)));
    },
    async installCode(code) {
      const plugins = join(root, 'wp-content/mu-plugins');
      mkdirSync(plugins, {recursive: true});
      writeFileSync(join(plugins, 'site.php'), `<?php\n${code}`);
    },
    readStoredData: () => [
      ...readFiles(data),
      ...readFiles(join(root, 'wp-content')),
      Buffer.from(server.getOutput()),
    ],
    readLog: () => readFileSync(log, {encoding: 'utf8', flag: 'a+'}),
    async stop() {
      await server.stop();
      await database.stop();
    },
  };
}

/** Builds the plugin with the packed package, as the documentation describes. Returns its path. */
async function buildPlugin(folder: string): Promise<string> {
  const project = join(folder, 'project');
  const modules = join(project, 'node_modules');
  mkdirSync(modules, {recursive: true});
  const tarball = await runCommand(
    ['npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', project],
    {cwd: REPOSITORY},
  );
  await runCommand(['tar', '-xzf', tarball.trim()], {cwd: project});
  renameSync(join(project, 'package'), join(modules, 'kaltura-room'));
  const builder = 'node_modules/kaltura-room/demo/wordpress/build.js';
  await runCommand([process.execPath, builder, 'kaltura-room.zip'], {cwd: project});
  return join(project, 'kaltura-room.zip');
}

const readFiles = (folder: string) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name)));

interface ConfigOptions {
  readonly url: string;
  readonly socket: string;
  readonly log: string;
  readonly simulator: Simulator;
}

/** Builds wp-config.php. */
function buildConfig({url, socket, log, simulator}: ConfigOptions): string {
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
    COOKIEHASH: 'site',
    MULTISITE: false,
    SUBDOMAIN_INSTALL: false,
    DOMAIN_CURRENT_SITE: new URL(url).host,
    PATH_CURRENT_SITE: '/',
    SITE_ID_CURRENT_SITE: 1,
    BLOG_ID_CURRENT_SITE: 1,
    // In a local environment, WordPress accepts application passwords without https.
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
// The sites of a network have different URLs.
foreach (MULTISITE ? [] : ['WP_HOME', 'WP_SITEURL'] as $name) {
    define($name, ${JSON.stringify(url)});
}
$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;
}
