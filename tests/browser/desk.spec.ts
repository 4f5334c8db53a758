import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { begin, box, desk, end, night, own, skipGuide, three, trainee, Waves } from './desk';
import { person, signIn } from './people';
import { Server, expect, test as base } from './server';

/** One server for all of these, with the waves of the tests. */
const test = base.extend<object, { demo: Server }>({
  demo: [
    async ({}, use) => {
      const waves = new Waves({ 'test-three': three, 'double11-night': night });
      const server = await Server.start({ demo: true, args: ['--content', waves.folder] });
      await use(server);
      await server.stop();
      waves.remove();
    },
    { scope: 'worker' },
  ],
});

/** Presses a key until something holds: what a person at a keyboard does. */
async function pressUntil(page: Page, key: string, reached: () => Promise<boolean>): Promise<void> {
  for (let times = 0; times < 60; times += 1) {
    if (await reached()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} leads nowhere`);
}

const isOn = (page: Page, text: string) => async () =>
  await page.evaluate((text) => document.activeElement?.tagName === 'BUTTON' && (document.activeElement.textContent ?? '').includes(text), text);

test('a shift from the guide to the score by keyboard alone', async ({ page }) => {
  test.setTimeout(120_000);
  await begin(page, 'test-three');

  // The guide comes once, five steps, and the buyers wait for it.
  const guide = page.locator('.desk-guide');
  for (const step of [desk.guide_1, desk.guide_2, desk.guide_3, desk.guide_4, desk.guide_5]) {
    await expect(guide.locator('h2')).toHaveText(step);
    await expect(guide.locator('button.primary')).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(guide).toHaveCount(0);
  await page.reload();
  await expect(page.locator('.desk-row')).toHaveCount(3);
  await expect(guide).toHaveCount(0);

  // Between windows: the next, by number, the longest waiter.
  await expect(page.locator('.desk-row').first().locator('.desk-row-wait span')).toBeVisible();
  await page.keyboard.press('Alt+2');
  await expect(page.locator('.desk-row').nth(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.locator('.desk-row').nth(0)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.locator('.desk-row').nth(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Alt+j');
  await expect(box(page)).toBeFocused();

  // A marked window stands on top; a window is found by what was said.
  await page.keyboard.press('Alt+3');
  const name = await page.locator('.desk-chat-head h2').innerText();
  await page.keyboard.press('Alt+m');
  await expect(page.locator('.desk-row').first().locator('.desk-row-name')).toContainText(name);
  await page.keyboard.press('Alt+k');
  await page.keyboard.type('没有人说过这句');
  await expect(page.getByText(desk.none_found)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.desk-row')).toHaveCount(3);
  await expect(box(page)).toBeFocused();

  // A phrase by the initials of its pinyin, an expression, sent.
  await page.keyboard.type('/kc');
  await expect(page.locator('.desk-found [aria-selected=true]')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue(/^您好，欢迎来到/);
  await page.keyboard.press('Alt+x');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue(/🌹$/u);
  await page.keyboard.press('Enter');
  await expect(own(page)).toHaveText([/^您好，欢迎来到.*🌹$/u]);

  // The panel: its tab stays with its window.
  await page.keyboard.press('Alt+b');
  await expect(page.locator('#tab-buyer')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.locator('#tab-product')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.locator('#tab-buyer')).toHaveAttribute('aria-selected', 'true');

  // A phrase of one's own, with its placeholder filled in.
  await page.keyboard.press('Alt+p');
  await pressUntil(page, 'Tab', isOn(page, desk.phrase_new));
  await page.keyboard.press('Enter');
  await expect(page.getByPlaceholder(desk.phrase_group)).toBeFocused();
  await page.keyboard.insertText('自备');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('{buyer}您好，这就帮您看{product}');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.desk-phrases .is-own')).toContainText(`${name}您好`);
  await page.keyboard.press('Escape');
  await page.keyboard.type('/zb');
  await expect(page.locator('.desk-found [aria-selected=true]')).toContainText(`${name}您好`);
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue(new RegExp(`^${name}您好，这就帮您看[^{]+$`));
  await page.keyboard.press('Enter');

  // What the post may not do is refused with the reason; the page of keys; a transfer; the end.
  await page.keyboard.press('Alt+/');
  await expect(page.getByRole('dialog')).toContainText(desk.key_longest);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Alt+t');
  await pressUntil(page, 'Tab', isOn(page, desk.post_aftersales));
  await page.keyboard.press('Enter');
  await expect(page.locator('.desk-lines')).toContainText(desk.left_transferred);
  await end(page);
  await expect(page.locator('.transcript')).toContainText('您好，欢迎来到');
});

test('Enter within a composition sends nothing, in either order of events', async ({ page }) => {
  await begin(page, 'test-three');
  await skipGuide(page);
  await expect(page.locator('.desk-row').first()).toBeVisible();
  await expect(box(page)).toBeFocused();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'zai', selectionStart: 3, selectionEnd: 3 });
  await expect(page.getByText(desk.composing)).toBeVisible();
  // Chrome: the key comes while it composes, as 229.
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' });
  await page.keyboard.press('Enter');
  await expect(own(page)).toHaveCount(0);
  await session.send('Input.insertText', { text: '在的亲' });
  await expect(box(page)).toHaveValue(/^在的亲\n?$/);
  // Safari: the composition has ended when the key arrives, still as 229.
  await box(page).evaluate((area: HTMLTextAreaElement) => {
    area.value = '在的亲';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '在的亲' }));
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));
  });
  await expect(own(page)).toHaveCount(0);
  await expect(box(page)).toHaveValue('在的亲');
  await page.keyboard.press('Enter');
  await expect(own(page)).toHaveText(['在的亲']);
  await expect(box(page)).toHaveValue('');
  await end(page);
});

test('a half-typed reply is there after switching, reloading, a crash of the server and on another PC', async ({ page, browser, demo }) => {
  await begin(page, 'test-three');
  await skipGuide(page);
  await expect(page.locator('.desk-row')).toHaveCount(3);
  await page.getByRole('button', { name: desk.sort_arrival }).click();
  await page.keyboard.press('Alt+1');
  await box(page).fill('脚长多少');
  await page.keyboard.press('Alt+2');
  await expect(box(page)).toHaveValue('');
  await box(page).fill('另一位');
  await page.keyboard.press('Alt+1');
  await expect(box(page)).toHaveValue('脚长多少');
  await page.reload();
  await page.getByRole('button', { name: desk.sort_arrival }).click();
  await page.keyboard.press('Alt+2');
  await expect(box(page)).toHaveValue('另一位');

  await demo.kill();
  await expect(page.locator('.desk-trouble')).toBeVisible();
  await box(page).fill('另一位，没有网的时候写的');
  await demo.resume();
  await expect(page.locator('.desk-trouble')).toHaveCount(0);

  const other = await person(browser, demo.url);
  await signIn(other.page, trainee.login, trainee.password);
  await expect(other.page).toHaveURL(/\/today$/);
  await expect(async () => {
    await other.page.goto(page.url());
    await other.page.getByRole('button', { name: desk.sort_arrival }).click();
    await other.page.keyboard.press('Alt+2');
    await expect(box(other.page)).toHaveValue('另一位，没有网的时候写的', { timeout: 1_000 });
  }).toPass();
  await other.page.keyboard.press('Alt+1');
  await expect(box(other.page)).toHaveValue('脚长多少');
  await box(other.page).press('Enter');
  await expect(own(other.page)).toHaveText(['脚长多少']);
  await end(other.page);
  await other.context.close();
});

test('a line is taken back within five seconds', async ({ page }) => {
  await begin(page, 'test-three');
  await skipGuide(page);
  await expect(page.locator('.desk-row').first()).toBeVisible();
  await box(page).fill('写错了');
  await box(page).press('Enter');
  await expect(page.locator('.desk-lines .by-agent')).toContainText(desk.delivered);
  await page.keyboard.press('Alt+z');
  await expect(own(page)).toHaveCount(0);
  await expect(page.locator('.desk-lines')).toContainText(desk.took_back);
  await expect(box(page)).toHaveValue('写错了');
  await box(page).fill('您好，在的亲');
  await box(page).press('Enter');
  await expect(page.getByRole('button', { name: desk.take_back })).toBeEnabled();
  await expect(page.getByRole('button', { name: desk.take_back })).toBeHidden({ timeout: 10_000 });
  await page.keyboard.press('Alt+z');
  await expect(page.getByRole('alert')).toContainText(desk.why_too_late);
  await end(page);
  await expect(page.locator('.transcript')).toContainText('您好，在的亲');
});

test('two tabs of one shift: the newer answers, the older says so and can take it back', async ({ page, context }) => {
  await begin(page, 'test-three');
  await skipGuide(page);
  await expect(page.locator('.desk-row').first()).toBeVisible();
  const newer = await context.newPage();
  await newer.goto(page.url());
  await expect(newer.locator('.desk-row').first()).toBeVisible();
  const name = await page.locator('.desk-chat-head h2').innerText();
  await newer.locator('.desk-row', { hasText: name }).click();
  await expect(page.locator('.desk-trouble')).toContainText(desk.superseded);
  await expect(box(page)).not.toBeEditable();
  await box(newer).fill('在的亲');
  await box(newer).press('Enter');
  await expect(own(newer)).toHaveText(['在的亲']);
  await page.getByRole('button', { name: desk.take_over }).click();
  await expect(page.locator('.desk-trouble')).toHaveCount(0);
  await expect(box(page)).toBeEditable();
  await expect(newer.locator('.desk-trouble')).toContainText(desk.superseded);
  await expect(own(page)).toHaveText(['在的亲']);
  await newer.close();
  await end(page);
});

test('sixty windows are accessible in light and dark, and told on demand only', async ({ page }) => {
  test.setTimeout(180_000);
  await begin(page, 'double11-night');
  await skipGuide(page);
  await expect(page.locator('.desk-row:not(.is-left)')).toHaveCount(60, { timeout: 90_000 });
  const live = await page.locator('[role=status], [role=alert], [aria-live]').allInnerTexts();
  expect(live.filter((text) => text.trim())).toEqual([]);
  await page.keyboard.press('Alt+w');
  await expect(page.getByRole('status')).toContainText(/\d+ 位在等/);
  await box(page).fill('/');
  await expect(page.locator('.desk-found')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const tab of ['Alt+g', 'Alt+o', 'Alt+p', 'Alt+b']) {
      await page.keyboard.press(tab);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map((violation) => `${colorScheme} ${tab}: ${violation.id}: ${violation.nodes[0]?.html}`);
      expect(found).toEqual([]);
    }
  }
  // The page's title and icon count those who wait.
  await expect(page).toHaveTitle(/^\(\d+\) /);
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toContain('data:image/svg');
  await page.setViewportSize({ width: 1000, height: 768 });
  await expect(page.getByRole('heading', { name: desk.narrow })).toBeVisible();
  await expect(box(page)).toBeHidden();
});
