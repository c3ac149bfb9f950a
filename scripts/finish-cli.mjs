// @ts-check
import {execFileSync} from 'node:child_process';
import {chmodSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

// Makes the program executable, and writes the OpenAPI document that it prints.

const program = fileURLToPath(new URL('../dist/cli/kaltura-room.js', import.meta.url));
chmodSync(program, 0o755);

const openApi = execFileSync(process.execPath, [program, 'openapi']);
writeFileSync(new URL('../dist/openapi.json', import.meta.url), openApi);
