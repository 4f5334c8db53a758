import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server as Listener, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { signIn, words } from './people';

export const desk = words('desk');
export const trainee = { login: 'trainee', password: 'demo-trainee-2026' };

/** The shipped content with other waves: buyers come faster than in a lesson, for nobody wants to watch a test wait. */
export class Waves {
  readonly folder = mkdtempSync(join(tmpdir(), 'miaohui-content-'));

  constructor(plans: Record<string, string>) {
    cpSync(resolve('../../content'), this.folder, { recursive: true });
    for (const [id, plan] of Object.entries(plans)) {
      writeFileSync(join(this.folder, 'plans', `${id}.toml`), `id = "${id}"\n${plan}`);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Double 11 by night, with all sixty at the door at once. */
export const night = [
  'title = "双 11 夜 · 最多 60 个窗口"\nposts = ["presale"]\nwindows = 60\nbuyers = 240\nduration_s = 1800',
  'ramp = [[0, 12000], [60, 12000], [61, 700], [1800, 300]]\nhour = 21\ndifficulty = [1, 3]\n',
].join('\n');

/** Three buyers of one kind, at once. */
export const three = [
  'title = "三位买家"\nposts = ["presale"]\nwindows = 3\nbuyers = 3\nduration_s = 600',
  'ramp = [[0, 7200], [600, 7200]]\nshops = ["xiaobu"]\ndifficulty = [1, 1]\nscenarios = ["presale-first-shoes"]\n',
].join('\n');

/** A cable between browser and server that can be pulled: what a browser calls offline leaves open sockets alone. */
export class Cable {
  private readonly ends = new Set<Socket>();
  private pulled = false;

  private constructor(
    private readonly listener: Listener,
    readonly url: string,
  ) {}

  static async to(port: number): Promise<Cable> {
    const listener = createServer();
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
    const address = listener.address();
    if (!address || typeof address !== 'object') throw new Error('no port');
    const cable = new Cable(listener, `http://127.0.0.1:${address.port}`);
    listener.on('connection', (browser) => cable.join(browser, port));
    return cable;
  }

  private join(browser: Socket, port: number): void {
    if (this.pulled) {
      browser.destroy();
      return;
    }
    const server = connect(port, '127.0.0.1');
    for (const [end, other] of [[browser, server], [server, browser]] as const) {
      this.ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
    browser.pipe(server).pipe(browser);
  }

  pull(): void {
    this.pulled = true;
    for (const end of this.ends) end.destroy();
  }

  plug(): void {
    this.pulled = false;
  }

  async close(): Promise<void> {
    this.pull();
    await new Promise((done) => this.listener.close(done));
  }
}

/** Starts a practice shift of a plan as the demonstration's trainee. */
export async function begin(page: Page, plan: string): Promise<void> {
  await signIn(page, trainee.login, trainee.password);
  await expect(page).toHaveURL(/\/today$/);
  await open(page, plan);
}

/** Starts one more shift. */
export async function open(page: Page, plan: string): Promise<void> {
  await page.goto('/desk');
  await page.locator('form[action="/desk"]', { has: page.locator(`input[value="${plan}"]`) }).getByRole('button').click();
  await expect(page).toHaveURL(/\/desk\/\w+$/);
}

/** Leaves the guide of the first time, which comes with the first buyer's first line, or never. */
export async function skipGuide(page: Page): Promise<void> {
  await expect(page.locator('.desk-lines li').first()).toBeVisible({ timeout: 30_000 });
  const guide = page.locator('.desk-guide');
  if (await guide.isVisible()) await page.keyboard.press('Escape');
  await expect(guide).toHaveCount(0);
  await expect(page.getByText(desk.paused)).toHaveCount(0);
}

export function box(page: Page): Locator {
  return page.locator('.desk-reply textarea');
}

/** The lines of the window on the screen that the agent wrote. */
export function own(page: Page): Locator {
  return page.locator('.desk-lines .by-agent .said-text');
}

/** Ends the shift, by keyboard, and waits for its score. */
export async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: desk.end, exact: true }).press('Enter');
  await page.getByRole('button', { name: desk.end_do }).press('Enter');
  await expect(page).toHaveURL(/\/score$/, { timeout: 30_000 });
}
