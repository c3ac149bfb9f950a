import {adminNoticeTests} from './tests/admin-notice.js';
import {blockEditorTests} from './tests/block-editor.js';
import {checkCommandTests} from './tests/check-command.js';
import {finalChecks} from './tests/final-checks.js';
import {filterTests} from './tests/filters.js';
import {launchTests} from './tests/launches.js';
import {headerRenewalTests} from './tests/header-renewal.js';
import {networkTests} from './tests/network.js';
import {pageScriptTests} from './tests/page-scripts.js';
import {rejectedRequestTests} from './tests/rejected-requests.js';
import {proofTests} from './tests/proofs.js';
import {roomCreationTests} from './tests/room-creation.js';
import {shortcodeTests} from './tests/shortcodes.js';
import type {WordPressTest} from './wordpress-test.js';

/** All tests. The last one deletes the plugin. */
export const tests: readonly WordPressTest[] = [
  ...launchTests,
  ...rejectedRequestTests,
  ...proofTests,
  ...networkTests,
  ...shortcodeTests,
  ...filterTests,
  ...roomCreationTests,
  ...headerRenewalTests,
  ...pageScriptTests,
  ...blockEditorTests,
  ...checkCommandTests,
  ...adminNoticeTests,
  ...finalChecks,
];
