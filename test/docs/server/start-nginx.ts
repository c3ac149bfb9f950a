import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import {findFreePort} from '../../support/free-port.js';
import {runCommand, startServer, type RunningServer} from '../../support/processes.js';
import {getSnippetPath, readSnippet} from '../import-snippet.js';

const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(
  path => spawnSync(path, ['-v']).status === 0,
);
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** Options of a `describe` that needs nginx. */
export const withNginx =
  (NGINX && hasOpenssl) || process.env['CI']
    ? {}
    : {skip: 'NOT RUN: nginx and openssl must be installed'};

/** Starts nginx with the snippet of the documentation, and the host backend to which it leads. */
export async function startNginx(): Promise<{port: number; stop: () => Promise<void>}> {
  const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-nginx-'));
  const servers: RunningServer[] = [];
  const stop = async () => {
    for (const server of servers) await server.stop();
    rmSync(folder, {recursive: true, force: true});
  };
  const port = await findFreePort();
  const hostPort = await findFreePort();
  try {
    createCertificate(folder);
    const headers = await runCommand([
      process.execPath,
      getSnippetPath('server/proxy/print-headers.js'),
    ]);
    mkdirSync(join(folder, 'www'));
    writeFileSync(join(folder, 'www/index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'kaltura-headers.conf'), headers);
    writeFileSync(join(folder, 'nginx.conf'), createConfig(folder, port, hostPort));
    const host = [process.execPath, getSnippetPath('server/server.js')];
    const nginx = [NGINX ?? '', '-c', join(folder, 'nginx.conf'), '-p', folder];
    servers.push(
      await startServer(host, {
        url: `http://127.0.0.1:${hostPort}`,
        env: {PORT: String(hostPort)},
      }),
    );
    servers.push(await startServer(nginx, {url: `http://127.0.0.1:${port}`}));
  } catch (error) {
    await stop();
    throw error;
  }
  return {port, stop};
}

/** Creates the key and the certificate to which the snippet refers. */
function createCertificate(folder: string): void {
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=example'],
      ...['-keyout', join(folder, 'example.key'), '-out', join(folder, 'example.pem')],
    ],
    {stdio: 'ignore'},
  );
}

/** Completes the snippet to a configuration that uses only these ports and this folder. */
function createConfig(folder: string, port: number, hostPort: number): string {
  const config = [
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['/etc/ssl/certs', folder],
    ['/etc/ssl/private', folder],
    ['/etc/nginx', folder],
    ['/var/www/example;', `${folder}/www;`],
    ['127.0.0.1:3000', `127.0.0.1:${hostPort}`],
  ].reduce((text, [from = '', to = '']) => {
    assert.ok(text.includes(from), from);
    return text.replaceAll(from, to);
  }, readSnippet('server/proxy/nginx.conf'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  );
  // As root, nginx changes the user of its workers, who then cannot read the folder.
  const {uid, username} = userInfo();
  const user = uid === 0 ? `user ${username};` : '';
  return `${user} daemon off; error_log stderr; pid ${folder}/pid; events {}
    http { access_log off; ${paths.join(' ')} ${config} }`;
}
