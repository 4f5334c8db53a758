import type { Page } from '@playwright/test';
import { filled, InputMethod, signIn, words } from './people';
import { expect, test } from './server';
import { sound } from './sound';

const drills = words('drills');

/** Begins a mode with its own button. */
async function begin(page: Page, mode: string): Promise<InputMethod> {
  await page.goto('/drills');
  await page.locator(`form[data-mode=${mode}] button`).click();
  await expect(page.locator('.island:not([inert]) .typing-field')).toBeFocused();
  return InputMethod.on(page);
}

/** The given text as it stands on the page, line ends as such. */
async function given(page: Page): Promise<string> {
  const characters = await page.locator('.given .c:not([data-end])').evaluateAll((all) => all.map((one) => one.textContent ?? ''));
  return characters.join('').replaceAll('⏎', '\n');
}

/** So many of the characters that come next. */
async function next(page: Page, count: number): Promise<string> {
  const text = [...(await given(page))];
  const done = await page.locator('.given .c:is(.right, .wrong, .left-out)').count();
  return text.slice(done, done + count).join('');
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: drills.finish }).click();
}

async function score(page: Page): Promise<number> {
  await expect(page).toHaveURL(/\/drills\/result\//, { timeout: 20_000 });
  return Number(await page.locator('[data-score]').innerText());
}

test.beforeEach(async ({ page }) => {
  await signIn(page, 'trainee', 'demo-trainee-2026');
  await expect(page).toHaveURL(/\/today$/);
});

test('against the clock: composition at the caret, figures that stay, a result with its curve', async ({ page }) => {
  const keyboard = await begin(page, 'timed');
  await expect(page.locator('.figures dd').first()).toHaveText('1:00');
  expect([...(await given(page))].length).toBeGreaterThanOrEqual(240);
  const boxes = () => page.locator('.figures div, .given').evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
  const places = () => page.locator('.given .c').evaluateAll((all) => all.slice(0, 120).map((one) => `${(one as HTMLElement).offsetLeft} ${(one as HTMLElement).offsetTop}`));
  const before = { boxes: await boxes(), places: await places() };
  await keyboard.type(page, await next(page, 8), 350);

  // Half-typed letters stand under the caret and are neither right nor wrong; nothing has moved.
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'shuang ', selectionStart: 7, selectionEnd: 7 });
  await expect(page.locator('.given .here u')).toHaveText('shuang');
  await expect(page.locator('.given .right')).toHaveCount(8);
  await expect(page.locator('.given .wrong')).toHaveCount(0);
  expect({ boxes: await boxes(), places: await places() }).toEqual(before);
  const caret = await page.locator('.given .here').evaluate((here) => here.getBoundingClientRect().left);
  const field = await page.locator('.typing-field').evaluate((field) => field.getBoundingClientRect().left);
  expect(Math.abs(caret - field)).toBeLessThan(4);
  await session.send('Input.insertText', { text: '错' });
  await expect(page.locator('.given .wrong i')).toHaveText('错');
  await page.keyboard.press('Backspace');
  await expect(page.locator('.given .wrong')).toHaveCount(0);
  await keyboard.type(page, await next(page, 16), 300);
  await sound(page);
  await finish(page);

  expect(await score(page)).toBeGreaterThan(40);
  await expect(page.locator('.curve-picture svg')).toBeVisible();
  await expect(page.locator('.drill-key')).toContainText(filled(drills.taken_back, { n: 1 }));
  await expect(page.locator('.heat')).toBeVisible();
  await expect(page.locator('.notice')).toHaveCount(0);
  await sound(page);
  // Again begins another of the same kind.
  await page.getByRole('button', { name: drills.again, exact: true }).click();
  await expect(page.locator('.figures dd').first()).toHaveText('1:00');
});

test('passages by topic and difficulty; what is pasted does nothing and is noted', async ({ page }) => {
  await page.goto('/drills');
  await page.selectOption('.drill-filter select[name=topic]', 'numbers');
  await page.selectOption('.drill-filter select[name=difficulty]', '2');
  await page.getByRole('button', { name: drills.filter }).click();
  const topics = await page.locator('.drills tbody tr td:nth-child(2)').allInnerTexts();
  expect(topics.length).toBeGreaterThan(0);
  expect(new Set(topics)).toEqual(new Set([drills.topic_numbers]));
  await page.locator('.drills tbody form button').first().click();
  await expect(page.locator('.island:not([inert]) .typing-field')).toBeFocused();
  const keyboard = await InputMethod.on(page);
  await keyboard.type(page, await next(page, 4), 200);
  await page.locator('.typing-field').evaluate((field) => {
    field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() }));
  });
  await expect(page.locator('.given .right')).toHaveCount(4);
  await finish(page);
  await score(page);
  await expect(page.locator('.notice')).toHaveText(drills.flag_paste);
});

test('replies: a buyer asks, the answer is typed, Enter brings the next', async ({ page }) => {
  const keyboard = await begin(page, 'reply');
  const turns = page.locator('.turn');
  expect(await turns.count()).toBeGreaterThan(2);
  await expect(turns.nth(0).locator('.said').first()).toBeVisible();
  await expect(turns.nth(1).locator('.said').first()).toBeHidden();
  const answer = (await given(page)).split('\n')[0];
  await keyboard.type(page, answer, 120);

  // Enter that ends a composition sends nothing.
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'hao', selectionStart: 3, selectionEnd: 3 });
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
  await session.send('Input.insertText', { text: 'hao' });
  await expect(turns.nth(1).locator('.said').first()).toBeHidden();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Backspace');

  await page.keyboard.press('Enter');
  await expect(turns.nth(1).locator('.said').first()).toBeVisible();
  await expect(turns.nth(1)).toHaveClass(/is-now/);
  await sound(page);
  await finish(page);
  expect(await score(page)).toBeGreaterThan(40);
});

test('numbers and addresses', async ({ page }) => {
  const keyboard = await begin(page, 'numbers');
  expect(await given(page)).toMatch(/\d/);
  await keyboard.type(page, await next(page, 12), 200);
  await finish(page);
  expect(await score(page)).toBeGreaterThan(40);
});

test('without a keyboard: the clock begins at the signal', async ({ page }) => {
  await begin(page, 'timed');
  await page.getByRole('button', { name: drills.start_signal }).click();
  await expect(page.locator('.typing-field')).toBeFocused();
  const session = await page.context().newCDPSession(page);
  const text = await next(page, 20);
  await page.waitForTimeout(2500);
  await session.send('Input.insertText', { text: text.slice(0, 9) });
  await page.waitForTimeout(2500);
  await session.send('Input.insertText', { text: text.slice(9) });
  await expect(page.locator('.given .right')).toHaveCount(20);
  await finish(page);
  // Twenty characters in the five seconds since the signal.
  const cpm = await score(page);
  expect(cpm).toBeGreaterThan(150);
  expect(cpm).toBeLessThan(241);
  await expect(page.locator('.notice')).toHaveCount(0);
});

test('until the target is met: round after round by itself', async ({ page }) => {
  await page.goto('/drills');
  await page.locator('form[data-mode=passage] input[name=target]').fill('400');
  await page.locator('form[data-mode=passage] button').click();
  await expect(page.locator('.island:not([inert]) .typing-field')).toBeFocused();
  const first = page.url();
  const keyboard = await InputMethod.on(page);
  const text = await given(page);
  await keyboard.type(page, await next(page, 6), 250);
  await finish(page);
  await expect(page.locator('.between')).toContainText(/400/);
  await expect(async () => expect(page.url()).not.toBe(first)).toPass({ timeout: 12_000 });
  await expect(page.locator('.island:not([inert]) .typing-field')).toBeFocused();
  expect(await given(page)).toBe(text);
  await keyboard.type(page, await next(page, 6), 250);
  await finish(page);
  await page.getByRole('button', { name: drills.wait, exact: true }).click();
  await sound(page);
  await page.getByRole('link', { name: drills.stop_here }).click();
  await expect(page.locator('.notice')).toContainText(filled(drills.goal_open, { target: 400, n: 2 }));
});

test('weak characters: what was slow or wrong becomes the next text', async ({ page }) => {
  await page.goto('/drills');
  await page.locator('.drills tbody form button').first().click();
  await expect(page.locator('.island:not([inert]) .typing-field')).toBeFocused();
  const keyboard = await InputMethod.on(page);
  await keyboard.type(page, await next(page, 8), 200);
  await page.waitForTimeout(2500);
  await keyboard.type(page, await next(page, 2), 200);
  await finish(page);
  await score(page);
  await page.getByRole('button', { name: drills.weak_start }).click();
  await expect(page.locator('.typing-head')).toContainText(drills.trains);
  const trained = (await page.locator('.typing-head span').innerText()).split(' ');
  const text = await given(page);
  expect(trained.length).toBeGreaterThan(0);
  for (const character of trained) expect(text).toContain(character);
  await keyboard.type(page, await next(page, 6), 200);
  await finish(page);
  await score(page);
  await page.goto('/drills');
  await expect(page.locator('form[data-mode=weak]')).toBeVisible();
  await sound(page);
});
