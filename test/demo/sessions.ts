import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {decodeKs} from '../../src/server/kaltura/ks.js';
import type {Language} from './language.js';

interface Vector {
  readonly partnerId: number;
  readonly secret: string;
  readonly randomHex: string;
  readonly fieldsQuery: string;
  readonly ks: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('../data/ks-vectors.json', import.meta.url), 'utf8'),
) as Vector[];
const safe = vectors.filter(({fieldsQuery}) => !/\*|%2A|%2C|_t=0.*_t=2/.test(fieldsQuery));
const unsafe = [
  {firstName: 'Bob,role:adminRole'},
  {edit: '*'},
  {firstName: 'a;b'},
  {firstName: 'nul\0'},
  {firstName: ' leading'},
  {firstName: 'trailing '},
  {firstName: 'trailing\n'},
  {'.u': 'admin'},
  {_t: '2'},
  {'a[': '1'},
  {'role\n': '1'},
];

/** The language's own way to write a session, which a reader may lift from its file. */
export function sessions({tools}: Language, folder: () => string): void {
  const encode = (input: object[]) => {
    const [command = '', ...args] = tools?.encode(folder()) ?? [];
    const env = {
      ...{PATH: process.env['PATH'], KALTURA_PARTNER_ID: '1', KALTURA_ADMIN_SECRET: 'not-this-one'},
      KAF_URL: 'https://kaf.example',
    };
    const {stdout, stderr} = spawnSync(command, args, {
      ...{env, encoding: 'utf8', input: JSON.stringify(input)},
    });
    return {lines: stdout.trim().split('\n'), stderr};
  };

  test('writes byte for byte the sessions that Kaltura wrote', () => {
    assert.ok(safe.length >= 5);
    const input = safe.map(({ks, secret, partnerId, randomHex: random}) => ({
      ...decodeKs(ks, secret),
      ...{secret, partnerId, random},
    }));
    const {lines, stderr} = encode(input);
    const written = safe.map(({ks}) => ks);
    assert.deepEqual(lines, written, stderr);
  });

  test('writes no privilege that could change another one', () => {
    const session = {partnerId: 1, userId: 'u', type: 0, expiry: 5, random: '00'.repeat(16)};
    const {lines, stderr} = encode(
      unsafe.map(privileges => ({...session, secret: 'a secret', privileges})),
    );
    const refused = unsafe.map(() => 'refused');
    assert.deepEqual(lines, refused, stderr);
  });
}
