import {readArguments, UsageError} from '../arguments.js';
import type {Command} from '../terminal.js';
import {CHECK_HELP} from './help.js';
import {planOf} from './plan-of.js';
import {reportJson, reportText} from './report-text.js';
import {runChecks} from './run-checks.js';

/** Checks a host backend from outside: 0 where all is right, 1 where not, 2 where nobody answers. */
export const check: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {
    'room-id': {type: 'string'},
    'create-url': {type: 'string'},
    header: {type: 'string', multiple: true},
    'page-origin': {type: 'string'},
    'kaf-url': {type: 'string'},
    'authorize-url': {type: 'string'},
    'jwks-url': {type: 'string'},
    create: {type: 'boolean'},
    json: {type: 'boolean'},
    help: {type: 'boolean', short: 'h'},
  });
  if (values.help) {
    terminal.out(CHECK_HELP);
    return 0;
  }
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0)
    throw new UsageError(
      'One address is expected, that of the token endpoint; quote a header that has spaces',
    );
  const report = await runChecks(planOf(url, values, terminal.env));
  terminal.out(values.json ? reportJson(report) : reportText(report, terminal.colour));
  if (!report.isReachable) return 2;
  return report.failed > 0 ? 1 : 0;
};
