/** What Mocha gives the browser tests; Node's tests import theirs from `node:test`. */
declare function describe(name: string, body: () => void): void;
declare function it(
  name: string,
  body: () => void | Promise<void>,
): {
  /** The milliseconds that it may take. */
  timeout(ms: number): void;
};
declare function before(body: () => void | Promise<void>): void;
declare function after(body: () => void | Promise<void>): void;
declare function beforeEach(body: () => void | Promise<void>): void;
declare function afterEach(body: () => void | Promise<void>): void;
