import type { Page } from '@playwright/test';
import { signIn, words } from './people';
import { expect, test } from './server';

/** Begins a connection, from the first event on. */
const HELLO = '{"hello":{"version":3,"after_seq":0}}';

const trainee = { login: 'trainee', password: 'demo-trainee-2026' };

/** Opens a practice shift and leaves its page, so that the socket is free for a test. */
async function shift(page: Page): Promise<string> {
  await signIn(page, trainee.login, trainee.password);
  await expect(page).toHaveURL(/\/today$/);
  await page.goto('/desk');
  await page.locator('form[action="/desk"] button').first().click();
  await expect(page).toHaveURL(/\/desk\/\w+$/);
  const id = page.url().split('/').pop() ?? '';
  await page.goto('/standards');
  return id;
}

/** Sends frames on a fresh socket of the shift and collects what comes back until it closes or is quiet for a second. */
async function talk(page: Page, id: string, frames: (string | { repeat: string; times: number })[]): Promise<{ said: { type: string; why?: string }[]; code: number | null }> {
  return await page.evaluate(
    async ([id, frames]) => {
      const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/desk/${id}/socket`);
      const said: { type: string; why?: string }[] = [];
      let code: number | null = null;
      let touched = Date.now();
      socket.onmessage = (event) => {
        // A frame is its type, or its type over what it carries.
        const frame: unknown = JSON.parse(event.data as string);
        if (typeof frame === 'string') said.push({ type: frame });
        else for (const [type, body] of Object.entries(frame as object)) said.push({ ...body, type });
        touched = Date.now();
      };
      socket.onclose = (event) => {
        code = event.code;
      };
      await new Promise((done, fail) => {
        socket.onopen = done;
        socket.onerror = fail;
      });
      for (const frame of frames) socket.send(typeof frame === 'string' ? frame : frame.repeat.repeat(frame.times));
      while (code === null && Date.now() - touched < 1_000) await new Promise((done) => setTimeout(done, 50));
      socket.close();
      return { said, code };
    },
    [id, frames] as const,
  );
}

test.describe.configure({ mode: 'serial' });

// A person may leave only a few shifts open: each test ends its own.
test.afterEach(async ({ page }) => {
  const open = page.url().startsWith('http') ? await page.evaluate(async () => (await (await fetch('/desk')).text()).match(/\/desk\/[0-9a-z]{26}(?=")/g) ?? []) : [];
  for (const address of new Set(open)) {
    await talk(page, address.split('/').pop() ?? '', [HELLO, '"end"']);
  }
});

test('malformed frames are named, and the connection goes on', async ({ page }) => {
  const id = await shift(page);
  const { said, code } = await talk(page, id, [
    'not json',
    '{"dance":{}}',
    '{"say":{"window":1,"text":"您好","client_id":"early"}}',
    HELLO,
    '{"say":{"window":99,"text":"您好","client_id":"nobody"}}',
    '{"say":{"window":1,"text":"\\ud800","client_id":"half a character"}}',
    `{"say":{"window":1,"text":"${'好'.repeat(10_000)}","client_id":"long"}}`,
    '"ping"',
  ]);
  expect(code).toBeNull();
  const types = said.map((one) => `${one.type}${one.why ? `:${one.why}` : ''}`);
  expect(types.slice(0, 3)).toEqual(['error:unreadable', 'error:unreadable', 'error:no_hello']);
  expect(types).toContain('welcome');
  expect(types).toContain('refused:unknown_window');
  expect(types).toContain('refused:too_long');
  expect(types.filter((type) => type === 'error:unreadable')).toHaveLength(3);
  expect(types).toContain('pong');
});

test('a message of a megabyte ends that connection; the shift stands', async ({ page }) => {
  const id = await shift(page);
  const huge = await talk(page, id, [HELLO, { repeat: 'x', times: 1 << 20 }]);
  expect(huge.code).not.toBeNull();
  const after = await talk(page, id, [HELLO]);
  expect(after.said[0]?.type).toBe('welcome');
});

test('what a browser is told of a shift holds no hidden thing', async ({ page }) => {
  const id = await shift(page);
  const { said } = await talk(page, id, [HELLO]);
  const text = JSON.stringify(said);
  expect(said[0]?.type).toBe('welcome');
  for (const hidden of ['"acts"', '"needs"', '"better"', '"met_by"', '"temper"', '"told"', '"scenario"']) expect(text).not.toContain(hidden);
});

test('a foreign shift and a stranger get no socket', async ({ page, browser, baseURL }) => {
  const id = await shift(page);
  const other = await browser.newContext({ baseURL });
  const closed = await other.request.get(`/desk/${id}/socket`, { headers: { accept: 'application/json' } });
  expect(closed.status()).toBe(401);
  const trainer = await other.newPage();
  await signIn(trainer, 'trainer', 'demo-trainer-2026');
  await expect(trainer).toHaveURL(/\/trainer$/);
  const foreign = await other.request.get(`/desk/${id}/socket`, { headers: { accept: 'application/json' } });
  expect([403, 404]).toContain(foreign.status());
  await other.close();
});

test('a foreign origin changes nothing', async ({ page, context }) => {
  await shift(page);
  for (const path of ['/desk', '/logout', '/language', '/drills/opening-01', '/quiz', '/login']) {
    const answer = await context.request.post(path, { headers: { origin: 'https://evil.example' }, form: { plan: 'first-day' } });
    expect(answer.status(), path).toBe(403);
  }
  await page.goto('/today');
  await expect(page).toHaveURL(/\/today$/);
});

test('a session that ends in the middle of a shift says so and loses nothing', async ({ page, context }) => {
  await signIn(page, trainee.login, trainee.password);
  await page.goto('/desk');
  await page.locator('form[action="/desk"] button').first().click();
  const box = page.locator('.desk-reply textarea');
  await page.locator('.desk-row').first().click({ timeout: 60_000 });
  await box.fill('您好，在的');
  await box.press('Enter');
  await expect(page.locator('.desk-lines .by-agent').last()).toContainText(words('desk').delivered);
  const address = page.url();
  await context.clearCookies();
  const stranger = await page.request.get(address, { maxRedirects: 0, headers: { accept: 'text/html' } });
  expect(stranger.status()).toBe(303);
  await signIn(page, trainee.login, trainee.password);
  await expect(page).toHaveURL(/\/today$/);
  await page.goto(address);
  await page.locator('.desk-row').first().click({ timeout: 20_000 });
  await expect(page.locator('.desk-lines .by-agent .said-text').first()).toHaveText('您好，在的');
});

test('wrong password and taken login are told beside the field', async ({ page }) => {
  await signIn(page, trainee.login, 'wrong');
  await expect(page.getByRole('alert')).toHaveText(words('account').wrong);
  await page.goto('/join');
  await page.fill('#code', 'demo-2026');
  await page.fill('#name', '另一个人');
  await page.fill('#login', trainee.login);
  await page.fill('#password', 'another-one-2026');
  await page.locator('main').getByRole('button', { name: words('account').join_go }).click();
  await expect(page.getByRole('alert')).toHaveText(words('account').taken);
});
