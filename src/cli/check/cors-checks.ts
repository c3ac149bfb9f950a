import type {Evidence} from './evidence.js';
import type {Answer} from './exchange.js';
import {FOREIGN_ORIGIN} from './requests.js';
import {saidOf} from './said.js';
import {fail, pass, skip, verdict, type Check, type Verdict} from './verdict.js';

const ALLOW_ORIGIN = 'access-control-allow-origin';
const ALLOW_CREDENTIALS = 'access-control-allow-credentials';

/** Whether the pages that should can read the answers, and no others. */
export const corsChecks: readonly Check[] = [
  {
    id: 'cors-foreign',
    expected: 'no page of another site may read an answer',
    fix: 'Send Access-Control-Allow-Origin only for the origins on your list: never *, null, or whatever Origin says.',
    judge: judgeForeign,
  },
  {
    id: 'cors-page',
    expected: 'the page of --page-origin may ask and read',
    fix: 'Put it on the list (allowedOrigins, in kaltura-room/server). Answer its preflight 204 with Access-Control-Allow-Origin (that origin), -Allow-Headers (content-type, idempotency-key and your own), -Allow-Credentials: true for cookies; and the request with the first and last of them.',
    judge: judgePage,
  },
];

function judgeForeign({exchanges}: Evidence): Verdict {
  for (const [id, exchange] of exchanges) {
    // Public keys are for everybody.
    if ('broken' in exchange || id === 'lti13-jwks') continue;
    const allowed = exchange.headers.get(ALLOW_ORIGIN);
    const open = allowed === '*' || allowed === 'null' || allowed === FOREIGN_ORIGIN;
    if (!open) continue;
    const credentials =
      exchange.headers.get(ALLOW_CREDENTIALS) === 'true' ? ', with credentials' : '';
    return fail(
      `${ALLOW_ORIGIN}: ${allowed === FOREIGN_ORIGIN ? 'whoever asks' : allowed}${credentials}`,
    );
  }
  return pass('none may');
}

function judgePage(evidence: Evidence): Verdict {
  const {plan} = evidence;
  if (plan.pageOrigin === undefined) return skip('no --page-origin is given');
  const faults = ['page-preflight', 'create-page-preflight'].flatMap(id => {
    const exchange = evidence.exchanges.get(id);
    if (!exchange) return [];
    const answer = evidence.answer(id);
    return answer ? preflightFaults(answer, evidence, id) : ['the preflight has no answer'];
  });
  const answer = evidence.answer('page');
  if (answer) faults.push(...answerFaults(answer, evidence));
  const refusal = evidence.answer('create-page');
  if (refusal) faults.push(...readingFaults(refusal, evidence, 'an error of creating'));
  return faults.length > 0 ? fail([...new Set(faults)].join('; ')) : verdict(true, 'it may');
}

function preflightFaults(answer: Answer, evidence: Evidence, id: string): string[] {
  const faults = readingFaults(answer, evidence, 'the preflight');
  if (answer.status < 200 || answer.status > 299)
    faults.push(`the preflight answers ${answer.status}`);
  const allowed = (answer.headers.get('access-control-allow-headers') ?? '')
    .toLowerCase()
    .split(',')
    .map(name => name.trim());
  const own = evidence.plan.headers.map(([name]) => name).filter(name => name !== 'cookie');
  const asked = ['content-type', ...own, ...(id.startsWith('create') ? ['idempotency-key'] : [])];
  // A wildcard by the Fetch standard, but for one header, and not where cookies come along.
  const isWild =
    allowed.includes('*') && !evidence.plan.headers.some(([name]) => name === 'cookie');
  const missing = asked.filter(
    name => !allowed.includes(name) && !(isWild && name !== 'authorization'),
  );
  if (missing.length > 0) faults.push(`the preflight does not allow ${missing.join(', ')}`);
  return faults;
}

function answerFaults(answer: Answer, evidence: Evidence): string[] {
  const faults = readingFaults(answer, evidence, 'the answer');
  if (answer.status !== 200) faults.push(`the request answers ${saidOf(answer, evidence.plan)}`);
  return faults;
}

/** What keeps a page from reading an answer. */
function readingFaults({headers}: Answer, {plan}: Evidence, what: string): string[] {
  const faults: string[] = [];
  if (headers.get(ALLOW_ORIGIN) !== plan.pageOrigin) faults.push(`${what} lacks ${ALLOW_ORIGIN}`);
  const hasCookie = plan.headers.some(([name]) => name === 'cookie');
  if (hasCookie && headers.get(ALLOW_CREDENTIALS) !== 'true')
    faults.push(`${what} lacks ${ALLOW_CREDENTIALS}`);
  return faults;
}
