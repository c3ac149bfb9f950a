import {kafOrigin} from '../../../contract/kaf-origin.js';
import {fail, pass, passIf, skip, type Check} from '../check.js';
import {parseDate} from '../evidence.js';

const CLOCK_TOLERANCE_S = 30;

/** Checks that the endpoints are reachable and secure, and that clocks agree. */
export const connectionChecks: readonly Check[] = [
  {
    id: 'reachable',
    expected: 'the token endpoint responds',
    fix: 'Start the backend. Check the URL, the certificate and the firewall.',
    evaluate({results}) {
      const result = results.get('launch');
      return result && 'error' in result ? fail(result.error) : pass('a response');
    },
  },
  {
    id: 'https',
    expected: 'every endpoint uses https, or runs on this machine',
    fix: 'Serve the endpoint over https. Anyone who reads a launch on the network can open the room.',
    evaluate({plan: {tokenUrl, createUrl, authorizeUrl, jwksUrl}}) {
      const isInsecure = [tokenUrl, createUrl, authorizeUrl, jwksUrl].some(
        url => url && !kafOrigin(url.origin),
      );
      return passIf(!isInsecure, 'https, or this machine', 'http on another host');
    },
  },
  {
    id: 'clock',
    expected: `the clocks of the backend and of this machine differ by at most ${CLOCK_TOLERANCE_S} seconds`,
    fix: 'Synchronize both clocks with NTP. Kaltura compares expiry times with its own clock.',
    evaluate(evidence) {
      // A rejection has a Date header too.
      const response = evidence.getResponse('launch');
      const date = parseDate(response);
      if (!response || date === undefined) return skip('the response has no Date header');
      // The header has whole seconds, rounded down.
      const behind = response.sentAt - date - 1000;
      const ahead = date - response.receivedAt;
      const difference = Math.max(0, behind, ahead) / 1000;
      return passIf(
        difference <= CLOCK_TOLERANCE_S,
        'the same time',
        `a backend ${Math.round(difference)} s ${ahead > 0 ? 'ahead' : 'behind'}`,
      );
    },
  },
];
