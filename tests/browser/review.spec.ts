import type { Page } from '@playwright/test';
import { filled, signIn, words } from './people';
import { expect, test } from './server';
import { accessible } from './sound';

const quiz = words('quiz');
const review = words('review');

/** `2026-11-23`, so many days from now, in Beijing. */
function inDays(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}

test('new items are taken up, asked by keyboard, and come back the same day', async ({ page }) => {
  // The trainer's own: what the trainee missed in other tests is in the trainee's.
  await signIn(page, 'trainer', 'demo-trainer-2026');
  await page.goto('/quiz');
  await page.locator('a[href="/review"]').click();
  await expect(page).toHaveURL(/\/review$/);
  await expect(page.locator('.review-figures')).toContainText(review.nothing);

  // A goal, and something to learn: today's load is told before anything begins.
  await page.getByLabel(review.exam_day).fill(inDays(12));
  await page.getByLabel(review.minutes_a_day).fill('15');
  await page.getByLabel(review.new_a_day).fill('2');
  await page.getByRole('button', { name: review.save }).click();
  await page.locator('li', { hasText: review.topic_authority }).getByRole('button').click();
  const figures = page.locator('.review-figures');
  await expect(figures).toContainText(filled(review.load, { n: 2, new: 2, minutes: 2 }));
  await expect(page.locator('.curve-picture svg')).toBeVisible();
  await expect(page.locator('.curve tbody tr')).toHaveCount(7);
  await accessible(page);

  await page.goto('/today');
  await page.locator('.review-load a.primary').click();
  await page.locator('main .head a.primary').click();
  await expect(page).toHaveURL(/\/review\/sitting$/);

  // Not known: the answer is shown at once, and the question comes again in a minute.
  const prompt = page.locator('.review fieldset .prompt');
  const verdict = page.locator('.review .verdict');
  await expect(prompt).toBeVisible();
  await expect(page.locator('.island')).not.toHaveAttribute('inert');
  const first = await prompt.innerText();
  await page.reload();
  await expect(prompt).toHaveText(first);
  await expect(page.locator('.island')).not.toHaveAttribute('inert');
  await accessible(page);
  await page.keyboard.press('0');
  await expect(verdict).toContainText(filled(review.again_minutes, { n: 1 }));
  await expect(verdict).toContainText(quiz.key);
  await accessible(page);
  await page.keyboard.press('Enter');
  await expect(verdict).toHaveCount(0);
  await expect(prompt).not.toHaveText(first);
  const second = await prompt.innerText();

  // The other one likewise; then the first is back before its minute is over: nothing else is left.
  await page.keyboard.press('0');
  await expect(verdict).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(prompt).toHaveText(first);

  // A digit chooses, Enter confirms.
  const options = page.locator('.review fieldset .option');
  if (await options.count()) {
    await page.keyboard.press('1');
    await expect(options.first().locator('input')).toBeChecked();
    await page.keyboard.press('Enter');
  } else {
    await page.keyboard.press('0');
  }
  await expect(verdict).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(prompt).toHaveText(second);

  // Stopped and looked at again: three answers are kept, and both wait.
  await page.getByRole('link', { name: review.stop }).first().click();
  const begun = filled(review.in_all_text, { n: '', begun: 2, known: '' }).split('，')[1] ?? '';
  await expect(page.locator('.review-figures')).toContainText(begun);
  await page.goto('/review/sitting');
  await expect(prompt).toHaveText(second);
});

test('what was wrong in a quiz is tomorrow’s review', async ({ page }) => {
  await signIn(page, 'trainee', 'demo-trainee-2026');
  await page.goto('/quiz');
  await page.locator('form', { has: page.locator('input[value="rules"]') }).getByRole('button').click();
  await expect(page.locator('.island')).not.toHaveAttribute('inert');
  // Every second option of what has options: some of it is wrong.
  const asked = page.locator('.quiz fieldset');
  for (let nr = 0; nr < (await asked.count()); nr++) {
    const option = asked.nth(nr).locator('input[type=radio], input[type=checkbox]');
    if (await option.count()) await option.nth(1).check();
  }
  await expect(page.getByText(quiz.saved, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: quiz.hand_in }).click();
  await expect(page).toHaveURL(/\/review$/);
  const wrong = await page.locator('main .notice.bad', { hasNotText: quiz.none }).count();
  expect(wrong).toBeGreaterThan(0);
  await page.goto('/today');
  await expect(page.locator('.review-load .rows li')).not.toHaveCount(0);
});
