import type { Page } from '@playwright/test';
import { skipGuide } from './desk';
import { filled, signIn, words } from './people';
import { expect, test } from './server';
import { accessible } from './sound';

const after = words('after');
const desk = words('desk');
const score = words('score');

/** The replay answers to keys once it is drawn again in the browser. */
async function awake(page: Page): Promise<void> {
  await expect(page.locator('.island[inert]')).toHaveCount(0, { timeout: 20_000 });
}

/** One line in the window at hand. */
async function say(page: Page, text: string): Promise<void> {
  const lines = page.locator('.desk-lines .by-agent');
  const before = await lines.count();
  await page.locator('.desk-reply textarea').fill(text);
  await page.locator('.desk-reply textarea').press('Enter');
  await expect(lines).toHaveCount(before + 1);
  await expect(lines.last()).toContainText(desk.delivered);
}

async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: desk.end, exact: true }).click();
  await page.getByRole('button', { name: desk.end_do }).click();
  await expect(page).toHaveURL(/\/score$/, { timeout: 20_000 });
}

test.describe.configure({ mode: 'serial' });

test('a newcomer looks on for five minutes, by keyboard', async ({ page }) => {
  await signIn(page, 'trainee', 'demo-trainee-2026');
  await page.getByRole('link', { name: after.steps_go }).click();
  await expect(page).toHaveURL(/\/desk\/first-steps$/);
  const notes = page.locator('.replay-notes li button');
  await expect(notes).toHaveCount(12);
  await expect(page.locator('.replay-list')).toBeVisible();
  await awake(page);
  // It plays eight times as fast and stops by itself at the first note.
  await page.keyboard.press('8');
  await page.keyboard.press(' ');
  await expect(page.locator('.replay-note h2')).toContainText('先接住', { timeout: 15_000 });
  await expect(page.locator('.replay-play')).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('.replay-lines .by-agent')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.replay-lines .by-agent')).toHaveCount(2);
  await notes.nth(9).click();
  await expect(page.locator('.replay-row[aria-current]')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: after.steps_then }).click();
  await expect(page).toHaveURL(/\/desk\/\w{26}$/);
  await expect(page.locator('.desk-row').first()).toBeVisible({ timeout: 20_000 });
  await end(page);
});

test('from the score to the line, to the replay, to another future, to the veteran', async ({ page }) => {
  test.setTimeout(4 * 60_000);
  await signIn(page, 'trainee', 'demo-trainee-2026');
  await page.goto('/desk');
  const plan = page.locator('form[action="/desk"]', { has: page.locator('input[value="first-day"]') });
  await plan.getByRole('button').click();
  await expect(page.locator('.desk-row').first()).toBeVisible({ timeout: 20_000 });
  const original = page.url();
  await page.locator('.desk-row').first().click();
  await skipGuide(page);
  await expect(page.locator('.desk-lines .by-buyer').first()).toBeVisible({ timeout: 20_000 });
  await say(page, '哦');
  // The greeting is over when the buyer says what it is about.
  await expect(page.locator('.desk-lines .by-buyer').nth(1)).toBeVisible({ timeout: 40_000 });
  await say(page, '不知道，你自己看吧');
  await page.waitForTimeout(9_000);
  await end(page);

  // A lost point, and its line.
  await page.locator('.criterion', { hasText: '用语' }).click();
  const piece = page.locator('.piece').first();
  await piece.getByRole('link', { name: score.to_line }).first().click();
  await expect(page).toHaveURL(/#e\d+$/);
  const line = page.locator(`#${new URL(page.url()).hash.slice(1)}`);
  await expect(line).toBeInViewport();
  await expect(line).toHaveClass(/is-marked/);
  await accessible(page);

  // The replay by keyboard: step to the first reply, on to the second, back.
  await page.goto(`${original}/replay`);
  await awake(page);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.replay-lines .by-agent')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.replay-lines .by-agent')).toHaveCount(2);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.replay-lines .by-agent')).toHaveCount(1);
  await page.keyboard.press('4');
  await expect(page.locator('.replay-speeds [aria-pressed="true"]')).toContainText('4');
  await page.keyboard.press(' ');
  await expect(page.locator('.replay-play')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.replay-lines .by-agent')).toHaveCount(2, { timeout: 10_000 });
  await page.keyboard.press(' ');
  await accessible(page);

  // Again from the line that lost, with better words.
  await page.goto(`${original}/score?c=courtesy`);
  await page.locator('.piece').first().getByRole('button', { name: after.begin_again }).click();
  await expect(page).not.toHaveURL(original);
  await expect(page).toHaveURL(/\/desk\/\w{26}#w1$/);
  await expect(page.locator('.desk-row[aria-current]')).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('.desk-lines .by-agent')).toHaveCount(0);
  await expect(page.locator('.desk-lines .by-buyer').first()).toBeVisible({ timeout: 20_000 });
  await say(page, '您好亲，在的，您说，我来帮您看。');
  await page.waitForTimeout(7_000);
  await end(page);

  // Both futures.
  await page.getByRole('link', { name: after.to_futures }).click();
  await expect(page).toHaveURL(/\/futures$/);
  await expect(page.locator('.futures .panel')).toHaveCount(2);
  await expect(page.locator('.futures .panel').nth(0)).toContainText('不知道，你自己看吧');
  await expect(page.locator('.futures .panel').nth(1)).toContainText('我来帮您看');
  await expect(page.locator('.futures-points').first()).toBeVisible();
  await accessible(page);
  await page.goto(`${original}/score`);
  await expect(page.locator('.score-futures a')).toHaveCount(1);

  // The veteran at the same buyers.
  await page.getByRole('link', { name: after.shadow_link }).click();
  await expect(page.locator('.replay-column')).toHaveCount(2);
  await awake(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.replay-column').nth(0).locator('.by-agent')).toHaveCount(2);
  await expect(page.locator('.replay-column').nth(1).getByRole('heading', { level: 3 })).not.toHaveText(after.nobody);
  await accessible(page);

  // What was missed is tomorrow's, where the bank asks about it: which question the buyer had, the seed chose.
  await page.goto('/today');
  const load = page.locator('.review-load');
  const missed = load.locator('.rows a');
  if (await missed.count()) {
    await expect(load).toContainText(filled(words('quiz').due_today, { n: 0 }));
    await missed.first().click();
    await expect(page).toHaveURL(/\/score#e\d+$/);
  }
});
