// @ts-check
import {WebdriverLauncher} from '@web/test-runner-webdriver';
import {spawn} from 'node:child_process';
import {findFreePort} from './free-port.js';
import {killGroup} from './kill-group.js';

/** Launches WebKitGTK's MiniBrowser, with a screen and a driver for the whole run. */
export class WebKitLauncher extends WebdriverLauncher {
  /** @param {NonNullable<ReturnType<typeof import('./browsers.js').findWebKit>>} webKit */
  constructor(webKit) {
    const options = {
      hostname: '127.0.0.1',
      path: '/',
      port: 0,
      capabilities: {
        browserName: 'MiniBrowser',
        // A loaded page is not needed: the tests report to the server. Waiting for it can hang.
        pageLoadStrategy: /** @type {const} */ ('none'),
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': {
          binary: webKit.miniBrowser,
          args: ['--automation', '--enable-mock-capture-devices=true'],
        },
      },
    };
    super(options);
    this.webKit = webKit;
    this.driverOptions = options;
    /** @type {import('node:child_process').ChildProcess[]} */
    this.started = [];
  }

  /**
   * @override
   * @param {Parameters<WebdriverLauncher['initialize']>[0]} config
   */
  async initialize(config) {
    await super.initialize(config);
    this.name = 'WebKitGTK';
    process.once('exit', () => this.#end());
    // Xvfb writes the number of its display to this file descriptor.
    const screen = this.#start(this.webKit.xvfb, [
      '-displayfd',
      '3',
      '-screen',
      '0',
      '1280x800x24',
    ]);
    const display = await new Promise((resolve, reject) => {
      screen.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)));
      screen.stdio[3]?.once('data', number => resolve(`:${String(number).trim()}`));
    });
    this.driverOptions.port = await findFreePort();
    this.#start(this.webKit.driver, [`--port=${this.driverOptions.port}`, '--host=127.0.0.1'], {
      DISPLAY: display,
      // Without desktop services, no process outlives the run.
      GDK_BACKEND: 'x11',
      GSETTINGS_BACKEND: 'memory',
      GTK_A11Y: 'none',
      NO_AT_BRIDGE: '1',
      // Without a graphics card, the DMA-BUF renderer takes most of the processor time.
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    });
    await waitForDriver(this.driverOptions.port);
  }

  /**
   * Waits for the page, so that a page that does not open fails only its file.
   * @override
   * @param {string} id
   * @param {string} url
   */
  async startSession(id, url) {
    await this['ensureManagerInitialized']();
    await this['driverManager']?.['startSession'](id, url);
  }

  /** @override */
  async stop() {
    await super.stop();
    this.#end();
  }

  /**
   * @param {string} program
   * @param {string[]} args
   * @param {Record<string, string>} [env]
   */
  #start(program, args, env) {
    // In a new process group, so that the driver's browser ends with it.
    const child = spawn(program, args, {
      detached: true,
      env: {...process.env, ...env},
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    child.once('error', error => console.error(error));
    this.started.push(child);
    return child;
  }

  #end() {
    this.started.splice(0).reverse().forEach(killGroup);
  }
}

/**
 * Waits until a WebDriver listens.
 * @param {number} driverPort
 */
async function waitForDriver(driverPort) {
  for (let attempt = 0; attempt < 600; attempt++) {
    try {
      await fetch(`http://127.0.0.1:${driverPort}/status`);
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
  throw new Error('WebKitWebDriver did not start');
}
