import type { Page } from '@playwright/test';
import { box, Cable, desk, end, night, own, skipGuide, Waves } from './desk';
import { Server, expect, test } from './server';

const MINUTES_2 = 120_000;
const OFFLINE_MS = 30_000;

/** What the agent writes: each line once, so that a lost or doubled one is found. */
const openings = ['您好，在的亲', '让您久等了', '您稍等，我看一下', '收到，这就帮您查'];

/** Watches the reply box: each frame where it stands, and every shift the browser reports. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const places = new Set<string>();
    const moved: string[] = [];
    const look = () => {
      const reply = document.querySelector('.desk-reply')?.getBoundingClientRect();
      if (reply) places.add([reply.x, reply.y, reply.width, reply.height].join(' '));
      requestAnimationFrame(look);
    };
    look();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { sources?: { node?: Node }[] })[]) {
        for (const { node } of entry.sources ?? []) {
          const element = node instanceof Element ? node : node?.parentElement;
          if (element?.closest('.desk-reply')) moved.push(element.className || element.tagName);
        }
      }
    }).observe({ type: 'layout-shift' });
    const delays: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') delays.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { watched: { places, moved, delays } });
  });
}

async function watched(page: Page): Promise<{ places: string[]; moved: string[]; delays: number[] }> {
  return await page.evaluate(() => {
    const { places, moved, delays } = (window as unknown as { watched: { places: Set<string>; moved: string[]; delays: number[] } }).watched;
    return { places: [...places], moved, delays };
  });
}

test('sixty windows for two minutes, half a minute of it without a network: nothing jumps, nothing is lost or doubled', async ({ page }, info) => {
  test.setTimeout(8 * 60_000);
  const waves = new Waves({ 'double11-night': night });
  let cable: Cable | undefined;
  const server = await Server.start({
    demo: true,
    args: ['--content', waves.folder],
    origin: async (port) => {
      cable = await Cable.to(port);
      return cable.url;
    },
  });
  if (!cable) throw new Error('no cable');
  try {
    await page.goto(cable.url);
    const at = cable.url;
    const login = async (path: string) => await page.goto(at + path);
    await login('/login');
    await page.fill('#login', 'trainee');
    await page.fill('#password', 'demo-trainee-2026');
    await page.locator('main').getByRole('button').first().click();
    await expect(page).toHaveURL(/\/today$/);
    await login('/desk');
    await page.locator('form[action="/desk"]', { has: page.locator('input[value="double11-night"]') }).getByRole('button').click();
    await skipGuide(page);
    await expect(page.locator('.desk-row:not(.is-left)')).toHaveCount(60, { timeout: 90_000 });
    await expect(box(page)).toBeFocused();
    await watch(page);

    const written: string[] = [];
    const began = Date.now();
    let cut = false;
    let mended = false;
    let pictured = false;
    while (Date.now() - began < MINUTES_2) {
      const gone = Date.now() - began;
      if (!cut && gone > MINUTES_2 / 2 - OFFLINE_MS / 2) {
        cable.pull();
        cut = true;
        await expect(page.locator('.desk-trouble')).toContainText(desk.lost);
      }
      if (cut && !mended && gone > MINUTES_2 / 2 + OFFLINE_MS / 2) {
        expect(await page.locator('.desk-trouble').innerText()).toMatch(/\d+/);
        cable.plug();
        mended = true;
        await expect(page.locator('.desk-trouble')).toHaveCount(0, { timeout: 20_000 });
      }
      // The one who has waited longest; without a network nobody's wait ends, so the next one down.
      await page.keyboard.press(cut && !mended ? 'Alt+ArrowDown' : 'Alt+j');
      if (await page.locator('.desk-chat-head .tag').filter({ hasText: desk.left_out_of_patience }).count()) continue;
      const line = `${openings[written.length % openings.length]}（${written.length + 1}）`;
      await page.keyboard.type(line, { delay: 40 });
      await expect(box(page)).toHaveValue(line);
      await page.keyboard.press('Enter');
      await expect(own(page).last()).toHaveText(line);
      written.push(line);
      if (!pictured && gone > MINUTES_2 / 4) {
        pictured = true;
        await picture(page, info.outputPath('desk.png'));
      }
    }
    expect(cut && mended && pictured).toBe(true);
    await expect(page.locator('.is-pending')).toHaveCount(0);
    const { places, moved, delays } = await watched(page);
    expect(places).toHaveLength(1);
    expect(moved).toEqual([]);
    delays.sort((one, other) => one - other);
    console.log(`${written.length} lines; keys that took 16 ms or more: ${delays.length}, the slowest ${delays.at(-1) ?? 0} ms`);

    await end(page);
    const told = await page.locator('.transcript .by-agent .said-text').allTextContents();
    expect(told.filter((line) => line.includes('（')).sort()).toEqual([...written].sort());
  } finally {
    await cable.close();
    await server.stop();
    waves.remove();
  }
});

/** A conversation worth reading, in the middle of it all. */
async function picture(page: Page, path: string): Promise<void> {
  await expect(page.locator('.desk-lines .by-agent').last()).toContainText(desk.delivered);
  await expect(page.locator('.desk-lines .by-buyer').first()).toBeVisible();
  await page.keyboard.insertText('您好，这款有现货，今天下午四点前付款当天就');
  await page.screenshot({ path });
  await box(page).fill('');
}
