import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base } from '@playwright/test';

const program = process.env.MIAOHUI_BIN ?? resolve('../../target/release/miaohui');

/** The running program, on a data folder of its own. */
export class Server {
  private output = '';
  private child?: ChildProcess;

  private constructor(
    readonly url: string,
    readonly data: string,
    private readonly args: string[],
  ) {}

  /** Starts the program on a free port; `demo` makes the demonstration school. */
  static async start(options: { demo: boolean; args?: string[]; origin?: (port: number) => Promise<string> }): Promise<Server> {
    const port = await freePort();
    const data = mkdtempSync(join(tmpdir(), 'miaohui-'));
    const address = `127.0.0.1:${port}`;
    // Where browsers reach it: through a cable of the test's, if it brings one.
    const origin = (await options.origin?.(port)) ?? `http://${address}`;
    const args = ['serve', '--data', data, '--listen', address, '--origin', origin];
    if (options.demo) args.push('--demo');
    const server = new Server(`http://${address}`, data, [...args, ...(options.args ?? [])]);
    await server.resume();
    return server;
  }

  /** What the program has printed so far (the first administrator's token, the demonstration accounts). */
  printed(): string {
    return this.output;
  }

  /** Ends the program as a power cut would: no last word. The data folder stays. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Starts the program again on the same data and port. */
  async resume(): Promise<void> {
    const child = spawn(program, this.args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    const keep = (part: Buffer) => {
      this.output += part.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    for (let tries = 0; tries < 800; tries += 1) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${this.output}`);
      try {
        if ((await fetch(`${this.url}/healthz`)).ok) return;
      } catch {
        // not listening yet
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the server did not answer at ${this.url}:\n${this.output}`);
  }

  /** Ends the program politely and removes its data. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    child.kill(signal);
    await ended;
  }
}

async function freePort(): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

/** Tests with the demonstration school: one server a worker, its address as `baseURL`. */
export const test = base.extend<object, { demo: Server }>({
  demo: [
    async ({}, use) => {
      const server = await Server.start({ demo: true });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
});

export { expect } from '@playwright/test';
