/** Receives log lines, which contain no secret. `console` and pino loggers fit without an adapter. */
export interface Logger {
  /** Logs a request that succeeded or was refused. */
  info(fields: object, message: string): void;
  /** Logs a failure. */
  error(fields: object, message: string): void;
}

/** Returns a logger whose calls never throw, because no request may fail for its log line. */
export function ignoreLoggerErrors(logger: Logger): Logger {
  const log =
    (level: keyof Logger) =>
    (fields: object, message: string): void => {
      try {
        logger[level](fields, message);
      } catch {
        // A logger that fails cannot log its own failure.
      }
    };
  return {info: log('info'), error: log('error')};
}
