/** Kaltura's messages (`KalturaErrors.php`). `@NAME@` is a placeholder of an argument. */
const MESSAGES = {
  START_SESSION_ERROR: 'Error while starting session for partner [@PID@]',
  INVALID_KS: 'Invalid KS "@KSID@", Error "@ERR_CODE@,@ERR_DESC@"',
  MISSING_KS: 'Missing KS, session not established',
  MISSING_MANDATORY_PARAMETER: 'Missing parameter "@PARAM_NAME@"',
  INVALID_ENUM_VALUE:
    'Invalid enumeration value "@ENUM_VAL@" for parameter "@PARAM_NAME@", expecting enumeration type "@ENUM_TYPE@"',
  INVALID_ACTIONS_LIMIT: 'Invalid actions limit',
  INVALID_WIDGET_ID: 'Unknown widget [@WIDGET_ID@]',
  APP_TOKEN_ID_NOT_FOUND: 'Application token id "@ID@" not found',
  APP_TOKEN_NOT_ACTIVE: 'Application token id "@ID@" not active',
  APP_TOKEN_EXPIRED: 'Application token id "@ID@" expired',
  INVALID_APP_TOKEN_HASH: 'Invalid application token hash',
  SERVICE_FORBIDDEN: 'The access to service [@SERVICE@] is forbidden',
  SERVICE_NOT_SPECIFIED: 'Service name was not specified, please specify one',
  SERVICE_DOES_NOT_EXISTS: 'Service "@SRV_NAME@" does not exists',
  ACTION_NOT_SPECIFIED: 'Action name was not specified, please specify one',
  ACTION_DOES_NOT_EXISTS: 'Action "@ACTION_NAME@" does not exists for service "@SERVICE_NAME@"',
  INTERNAL_SERVERL_ERROR: 'Internal server error occurred',
  /** Not a code of Kaltura: for requests that Kaltura accepts, but the simulator does not support. */
  SIMULATOR_REFUSES:
    'The simulator does not support this request, which Kaltura may accept: @REASON@',
} as const;

/** A `KalturaAPIException`. `args` are the values in its message, by Kaltura's names. */
export class KalturaException extends Error {
  override readonly name = 'KalturaException';
  readonly code: keyof typeof MESSAGES;
  readonly args: Readonly<Record<string, string>>;

  constructor(code: keyof typeof MESSAGES, args: Readonly<Record<string, string>> = {}) {
    super(MESSAGES[code].replaceAll(/@(\w+)@/g, (_, name: string) => args[name] ?? ''));
    this.code = code;
    this.args = args;
  }
}
