/** Receives log lines. `console` and pino loggers fit without an adapter. */
export interface Logger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
