import {kafOrigin} from '../../contract/kaf-origin.js';
import {dateOf} from './evidence.js';
import {fail, pass, skip, verdict, type Check} from './verdict.js';

const CLOCK_TOLERANCE_S = 30;

/** Whether there is anybody, and whether what is said can be overheard. */
export const endpointChecks: readonly Check[] = [
  {
    id: 'reachable',
    expected: 'the token endpoint answers',
    fix: 'Start the backend, and check the address, the certificate and the firewall.',
    judge: ({exchanges}) => {
      const launch = exchanges.get('launch');
      return launch && 'broken' in launch ? fail(launch.broken) : pass('an answer');
    },
  },
  {
    id: 'https',
    expected: 'https, or a host of this machine',
    fix: 'Serve the endpoint by https: a launch that is overheard opens the room to whoever hears it.',
    judge: ({plan: {tokenUrl, createUrl, authorizeUrl, jwksUrl}}) => {
      const plain = [tokenUrl, createUrl, authorizeUrl, jwksUrl].find(
        url => url && !kafOrigin(url.origin),
      );
      return plain ? fail(`${plain.protocol.slice(0, -1)} at another host`) : pass('safe');
    },
  },
  {
    id: 'clock',
    expected: `a clock within ${CLOCK_TOLERANCE_S} seconds of this machine's`,
    fix: 'Set the clocks by NTP (one of the two is wrong): Kaltura refuses what has ended by its own.',
    judge: evidence => {
      // A refusal tells the time as well.
      const answer = evidence.answer('launch');
      const date = dateOf(answer);
      if (!answer || date === undefined) return skip('the answer says no Date');
      // The header says whole seconds, cut off.
      const behind = answer.asked - date - 1000;
      const ahead = date - answer.answered;
      const off = Math.max(0, behind, ahead) / 1000;
      const got = `${Math.round(off)} s ${ahead > 0 ? 'ahead' : 'behind'}`;
      return verdict(off <= CLOCK_TOLERANCE_S, off < 1 ? 'the same time' : got);
    },
  },
];
