import {redactKs} from '../../contract/ks-pattern.js';

/** Kaltura's messages (`KalturaErrors.php`). `@NAME@` is a placeholder of an argument. */
const MESSAGES = {
  START_SESSION_ERROR: 'Error while starting session for partner [@PID@]',
  INVALID_KS: 'Invalid KS "@KSID@", Error "@ERR_CODE@,@ERR_DESC@"',
  MISSING_KS: 'Missing KS, session not established',
  MISSING_MANDATORY_PARAMETER: 'Missing parameter "@PARAM_NAME@"',
  INVALID_ENUM_VALUE:
    'Invalid enumeration value "@ENUM_VAL@" for parameter "@PARAM_NAME@", expecting enumeration type "@ENUM_TYPE@"',
  INVALID_ACTIONS_LIMIT: 'Invalid actions limit',
  ENTRY_ID_NOT_FOUND: 'Entry id "@ENTRY_ID@" not found',
  INVALID_WIDGET_ID: 'Unknown widget [@WIDGET_ID@]',
  APP_TOKEN_ID_NOT_FOUND: 'Application token id "@ID@" not found',
  APP_TOKEN_NOT_ACTIVE: 'Application token id "@ID@" not active',
  APP_TOKEN_EXPIRED: 'Application token id "@ID@" expired',
  INVALID_APP_TOKEN_HASH: 'Invalid application token hash',
  SERVICE_NOT_SPECIFIED: 'Service name was not specified, please specify one',
  ACTION_NOT_SPECIFIED: 'Action name was not specified, please specify one',
  INTERNAL_SERVERL_ERROR: 'Internal server error occurred',
  /** Not a code of Kaltura: for requests that Kaltura accepts, but the simulator does not support. */
  SIMULATOR_REFUSES:
    'The simulator does not support this request, which Kaltura may accept: @REASON@',
} as const;

/** Longest value that a log shows. KSs, secrets and tokens are longer. */
const MAX_LOGGED_LENGTH = 24;

/** A `KalturaAPIException`. `args` are the values in its message, by Kaltura's names. */
export class KalturaException extends Error {
  override readonly name = 'KalturaException';
  readonly code: keyof typeof MESSAGES;
  readonly args: Readonly<Record<string, string>>;

  constructor(code: keyof typeof MESSAGES, args: Readonly<Record<string, string>> = {}) {
    super(formatMessage(code, args));
    this.code = code;
    this.args = args;
  }

  /** The code with the message, without values that may be a KS, a secret or a token. */
  get logLine(): string {
    const entries = Object.entries(this.args).map(([name, value]): [string, string] => {
      // A reason quotes names of the request, in whose place a client may have sent a KS.
      if (name === 'REASON') return [name, redactKs(value)];
      return [name, value.length <= MAX_LOGGED_LENGTH ? value : '…'];
    });
    return `${this.code}: ${formatMessage(this.code, Object.fromEntries(entries))}`;
  }
}

const formatMessage = (
  code: keyof typeof MESSAGES,
  args: Readonly<Record<string, string>>,
): string => MESSAGES[code].replaceAll(/@(\w+)@/g, (_, name: string) => args[name] ?? '');
