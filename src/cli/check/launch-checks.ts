import * as z from 'zod/mini';
import {launchSchema} from '../../contract/schemas.js';
import {kafOrigin} from '../../contract/kaf-origin.js';
import type {Answer} from './exchange.js';
import type {Evidence} from './evidence.js';
import {lifetime} from './lifetime.js';
import {pagesOf} from './plan.js';
import {saidOf} from './said.js';
import {fail, pass, skip, verdict, type Check, type Verdict} from './verdict.js';

const NO_ANSWER = skip('the right request is not answered 200');
/** Why what is in a launch cannot be judged. */
export const NO_LAUNCH = skip('there is no launch to look into');

/** Whether the right request gets what an element can use. */
export const launchChecks: readonly Check[] = [
  {
    id: 'launch-status',
    expected: 'the right request is answered 200',
    fix: 'POST {"roomId": …} as JSON must answer a launch, without a redirect. For 401 or 403, give what stands for a signed-in person by --header, and a --room-id that this person may open.',
    judge: evidence => {
      const answer = evidence.answer('launch');
      if (!answer) return skip('there is no answer');
      const {status} = answer;
      const redirect = status >= 300 && status < 400;
      return verdict(
        status === 200,
        redirect ? `a redirect (${status})` : saidOf(answer, evidence.plan),
      );
    },
  },
  {
    id: 'launch-content-type',
    expected: 'Content-Type: application/json',
    fix: 'Answer with Content-Type: application/json.',
    judge: ({right}) =>
      right
        ? verdict(isJson(right), isJson(right) ? 'application/json' : 'another type')
        : NO_ANSWER,
  },
  {
    id: 'launch-envelope',
    expected: '{"success": true, "data": …}',
    fix: 'Wrap the launch: {"success": true, "data": {"auth": "ks", "ks": …}}.',
    judge: ({right, data}) => {
      if (!right) return NO_ANSWER;
      if (data !== undefined) return pass('the envelope');
      return fail(right.json === undefined ? 'no JSON' : 'JSON without it');
    },
  },
  {
    id: 'launch-schema',
    expected: 'data is a launch',
    fix: 'See the kinds of launch in the contract: npx kaltura-room openapi prints it.',
    judge: ({data}) => {
      if (data === undefined) return NO_LAUNCH;
      const issue = z.safeParse(launchSchema(data), data).error?.issues[0];
      if (!issue) return pass('a launch');
      // What follows a field's name may be of the backend's own making.
      return fail(
        `data${issue.path.length > 0 ? `.${String(issue.path[0])}` : ''}: ${issue.message}`,
      );
    },
  },
  {
    id: 'launch-no-store',
    expected: 'Cache-Control: no-store',
    fix: "Answer with Cache-Control: no-store: a launch that is kept is another person's next time.",
    judge: ({right}) => (right ? noStore(right) : NO_ANSWER),
  },
  {
    id: 'launch-kaf-url',
    expected: "kafUrl is KAF's bare https origin, and not the page's own",
    fix: 'Answer kafUrl as https://12345.kaf.kaltura.com: no path, query, user or plain http.',
    judge: judgeKafUrl,
  },
  {
    id: 'launch-expires-at',
    expected: 'expiresAt is in the future, and within a day',
    fix: 'Answer Unix seconds, a minute from now; for an answer that is out already, check the clock.',
    judge: ({launch, clock}) => {
      if (!launch) return NO_LAUNCH;
      return launch.expiresAt == null ? skip('there is none') : lifetime(launch.expiresAt, clock);
    },
  },
  {
    id: 'launch-moderator',
    expected: 'asking to moderate is answered a launch, or 403',
    fix: 'Take roomModerator and chatModerator as what the page asks for; what the person gets is for the backend to decide.',
    judge: evidence => {
      if (!evidence.right) return NO_ANSWER;
      const {status} = evidence.answer('moderator') ?? {};
      if (status === 429) return skip('it answers 429: too many requests');
      return verdict(status === 200 || status === 403, String(status ?? 'no answer'));
    },
  },
];

/** Whether nobody on the way keeps the answer. */
export function noStore({headers}: Answer): Verdict {
  const isKept = !/(^|[\s,])no-store($|[\s,])/i.test(headers.get('cache-control') ?? '');
  return verdict(!isKept, isKept ? 'no such header' : 'no-store');
}

const isJson = ({headers}: Answer) =>
  /^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '');

function judgeKafUrl({launch, plan}: Evidence): Verdict {
  if (!launch) return NO_LAUNCH;
  if (!('ks' in launch)) return skip('this kind of launch has none');
  const {kafUrl} = launch;
  if (kafUrl == null)
    return pass(
      'none',
      plan.kafUrl === undefined ? 'The page must say where KAF is, by kaf-url.' : undefined,
    );
  const origin = kafOrigin(kafUrl);
  if (origin === undefined) return fail('something else');
  if (pagesOf(plan).includes(origin)) return fail("the page's own origin");
  const isPinned = plan.kafUrl === undefined || plan.kafUrl === origin;
  return verdict(isPinned, isPinned ? 'such an origin' : 'another origin than --kaf-url');
}
