import {getSecrets} from '../check-plan.js';
import {fail, passIf, passIfNone, type Check} from '../check.js';
import {parseData, type Evidence} from '../evidence.js';
import {toResponse, type HttpResponse} from '../requests/http.js';

const SECRET_FIELD = /"[^"]{0,40}(secret|private_?key|passw(or)?d)[^"]{0,40}"\s*:/i;
const POSSIBLE_KS = /djJ8[\w=-]{12,}/g;
/** The decoded head of a KS. The four encoded letters alone occur in other tokens by chance. */
const KS_HEAD = /^v2\|\d{1,15}\|/;

/** Checks that no response, including errors, contains a secret. */
export const secretChecks: readonly Check[] = [
  {
    id: 'no-secret',
    expected: 'no response contains a secret',
    fix: 'Remove the secret from the response, and replace it in Kaltura at once. Everyone who opened the page may have it.',
    evaluate(evidence) {
      const texts = getResponses(evidence).map(([, response]) => toText(response));
      const secrets = getSecrets(evidence.plan).flatMap(secret => [
        secret,
        encodeURIComponent(secret),
      ]);
      if (texts.some(text => secrets.some(secret => text.includes(secret))))
        return fail('the secret of the environment');
      const hasField = texts.some(text => SECRET_FIELD.test(text));
      return passIf(!hasField, 'no secret', 'a field with the name of a secret');
    },
  },
  {
    id: 'no-other-ks',
    expected: 'no response contains a KS, except ks in the launch',
    fix: 'Remove every other KS from fields, headers and errors, above all an ADMIN KS.',
    evaluate: evidence =>
      passIfNone(
        getResponses(evidence)
          .filter(([, response]) => hasOtherKs(response))
          .map(([id]) => `a KS in the response to the request ${id}`),
        'no other KS',
      ),
  },
];

function hasOtherKs(response: HttpResponse): boolean {
  // Another check covers a launch without the envelope.
  const {ks} = (parseData(response) ?? response.json ?? {}) as {ks?: unknown};
  return [...toText(response).matchAll(POSSIBLE_KS)].some(([found]) => found !== ks && isKs(found));
}

function isKs(text: string): boolean {
  return KS_HEAD.test(Buffer.from(text.slice(0, 24), 'base64url').toString('latin1'));
}

function getResponses({results}: Evidence): [string, HttpResponse][] {
  return [...results].flatMap(([id, result]): [string, HttpResponse][] => {
    const response = toResponse(result);
    return response ? [[id, response]] : [];
  });
}

function toText({text, headers}: HttpResponse): string {
  return [text, ...[...headers].map(([name, value]) => `${name}: ${value}`)].join('\n');
}
