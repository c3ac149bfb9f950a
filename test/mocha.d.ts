/** Mocha's globals in browser tests. Node tests import these functions from `node:test`. */
declare function describe(name: string, body: () => void): void;
declare function it(
  name: string,
  body: () => void | Promise<void>,
): {
  /** Sets the maximum duration in milliseconds. */
  timeout(ms: number): void;
};
declare function before(body: () => void | Promise<void>): void;
declare function after(body: () => void | Promise<void>): void;
declare function beforeEach(body: () => void | Promise<void>): void;
declare function afterEach(body: () => void | Promise<void>): void;
