import type {TestContext} from 'node:test';
import {startDemo} from '../../demo/server.js';
import {startSimulator} from '../../src/simulator/index.js';

/** Starts the demo for a real account, which is that of a simulator, and closes both after the test. */
export async function startRealAccountDemo(test: TestContext) {
  const kaltura = await startSimulator();
  test.after(() => kaltura.close());
  const {partnerId, adminSecret, url: kafUrl} = kaltura;
  const account = {partnerId, adminSecret, kafUrl};
  const demo = await startDemo({port: 0, simulatorPort: 0, account});
  test.after(() => demo.close());
  return {kaltura, demo};
}
