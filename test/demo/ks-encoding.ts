import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {decodeKs} from '../../src/server/kaltura/ks.js';
import type {Language} from './language.js';

interface Vector {
  readonly partnerId: number;
  readonly secret: string;
  readonly randomHex: string;
  readonly fieldsQuery: string;
  readonly ks: string;
}

/** Sessions that Kaltura's own code encoded. */
const vectors = JSON.parse(
  readFileSync(new URL('../data/ks-vectors.json', import.meta.url), 'utf8'),
) as Vector[];
const safeVectors = vectors.filter(({fieldsQuery}) => !/\*|%2A|%2C|_t=0.*_t=2/.test(fieldsQuery));
const unsafePrivileges = [
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

/** Tests the function that encodes a KS. Developers may copy it from the file on its own. */
export function testKsEncoding({tools}: Language, getFolder: () => string): void {
  const encode = (sessions: object[]) => {
    const [command = '', ...args] = tools?.encode(getFolder()) ?? [];
    const {stdout, stderr} = spawnSync(command, args, {
      env: {
        PATH: process.env['PATH'],
        KALTURA_PARTNER_ID: '1',
        KALTURA_ADMIN_SECRET: 'another-secret',
        KAF_URL: 'https://kaf.example',
      },
      encoding: 'utf8',
      input: JSON.stringify(sessions),
    });
    return {lines: stdout.trim().split('\n'), stderr};
  };

  describe('KS encoding', () => {
    it('returns the same bytes as Kaltura', () => {
      assert.ok(safeVectors.length >= 5);
      const sessions = safeVectors.map(({ks, secret, partnerId, randomHex}) => ({
        ...decodeKs(ks, secret),
        secret,
        partnerId,
        random: randomHex,
      }));
      const {lines, stderr} = encode(sessions);
      const expected = safeVectors.map(({ks}) => ks);
      assert.deepEqual(lines, expected, stderr);
    });

    it('rejects privileges that could add or change another one', () => {
      const session = {
        partnerId: 1,
        secret: 'a secret',
        userId: 'u',
        type: 0,
        expiry: 5,
        random: '00'.repeat(16),
      };
      const {lines, stderr} = encode(
        unsafePrivileges.map(privileges => ({...session, privileges})),
      );
      const expected = unsafePrivileges.map(() => 'refused');
      assert.deepEqual(lines, expected, stderr);
    });
  });
}
