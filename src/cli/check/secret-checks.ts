import {dataOf, type Evidence} from './evidence.js';
import type {Answer} from './exchange.js';
import {secretsOf} from './plan.js';
import {fail, pass, verdict, type Check} from './verdict.js';

const SECRET_FIELD = /"[^"]{0,40}(secret|private_?key|passw(or)?d)[^"]{0,40}"\s*:/i;
const KS = /djJ8[\w=-]{12,}/g;
/** By chance, four letters are in many a token; `v2|12345|` is not. */
const KS_HEAD = /^v2\|\d{1,15}\|/;

/** Whether any answer, right or refused, says what no browser may know. */
export const secretChecks: readonly Check[] = [
  {
    id: 'no-secret',
    expected: 'no answer holds a secret',
    fix: 'Take it out at once, and have Kaltura change it: whoever opened the page has it.',
    judge(evidence) {
      const said = answersOf(evidence).map(([, answer]) => textOf(answer));
      const known = secretsOf(evidence.plan).flatMap(secret => [
        secret,
        encodeURIComponent(secret),
      ]);
      if (said.some(text => known.some(secret => text.includes(secret))))
        return fail('the secret itself');
      const isNamed = said.some(text => SECRET_FIELD.test(text));
      return verdict(!isNamed, isNamed ? 'a field whose name says that it is one' : 'none');
    },
  },
  {
    id: 'no-other-ks',
    expected: "no KS but the launch's own ks",
    fix: 'Answer no other KS, in whatever field, header or error: the admin KS above all.',
    judge(evidence) {
      const where = answersOf(evidence).filter(([, answer]) => {
        // Whether the launch wears its envelope is for another check.
        const {ks} = (dataOf(answer) ?? answer.json ?? {}) as {ks?: unknown};
        return [...textOf(answer).matchAll(KS)].some(([found]) => found !== ks && isKs(found));
      });
      return where.length === 0
        ? pass('none')
        : fail(`one in the answer to ${where.map(([id]) => id).join(', ')}`);
    },
  },
];

function answersOf(evidence: Evidence): [string, Answer][] {
  return [...evidence.exchanges].flatMap(([id, exchange]): [string, Answer][] =>
    'broken' in exchange ? [] : [[id, exchange]],
  );
}

const isKs = (text: string): boolean =>
  KS_HEAD.test(Buffer.from(text.slice(0, 24), 'base64url').toString('latin1'));

const textOf = ({text, headers}: Answer): string =>
  [text, ...[...headers].map(([name, value]) => `${name}: ${value}`)].join('\n');
