import type {KsContent} from '../../server/kaltura/ks.js';
import type {Evidence} from './evidence.js';
import {NO_LAUNCH} from './launch-checks.js';
import {skip, type Check, type Verdict} from './verdict.js';

/** A check of what only the secret reads. */
export function insideKs(
  id: string,
  expected: string,
  fix: string,
  judge: (ks: KsContent, evidence: Evidence) => Verdict,
): Check {
  return {
    id,
    expected,
    fix,
    judge(evidence) {
      if (!evidence.launch) return NO_LAUNCH;
      if (evidence.ks) return judge(evidence.ks, evidence);
      return skip(
        evidence.plan.adminSecret === undefined
          ? 'only KALTURA_ADMIN_SECRET, in the environment, reads a KS'
          : 'KALTURA_ADMIN_SECRET does not read this KS',
      );
    },
  };
}
