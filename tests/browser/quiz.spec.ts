import { expect, test } from '@playwright/test';
import { trainee } from './desk';
import { filled, person, signIn, words } from './people';
import { Server } from './server';
import { sound } from './sound';

const quiz = words('quiz');

test('a killed server loses no answer: what was saved is there, what was not is sent again', async ({ browser }) => {
  test.setTimeout(120_000);
  const demo = await Server.start({ demo: true });
  try {
    const { page } = await person(browser, demo.url);
    await signIn(page, trainee.login, trainee.password);
    await page.goto('/quiz');
    await page.locator('form', { has: page.locator('input[value=rules]') }).getByRole('button').click();
    const bar = page.locator('.quiz-bar');
    const radios = page.locator('fieldset[data-kind=single]');
    await radios.nth(0).locator('label').nth(1).click();
    await radios.nth(1).locator('label').nth(0).click();
    await expect(bar).toContainText(quiz.saved);

    await demo.kill();
    await radios.nth(2).locator('label').nth(2).click();
    await expect(page.getByRole('alert')).toContainText(quiz.not_saved);
    await expect(page.getByRole('button', { name: quiz.hand_in })).toBeDisabled();
    await demo.resume();
    await expect(bar).toContainText(quiz.saved);
    await expect(page.getByRole('alert')).toHaveCount(0);

    await page.reload();
    await expect(radios.nth(0).getByRole('radio').nth(1)).toBeChecked();
    await expect(radios.nth(1).getByRole('radio').nth(0)).toBeChecked();
    await expect(radios.nth(2).getByRole('radio').nth(2)).toBeChecked();
    await page.getByRole('button', { name: quiz.hand_in }).click();
    await expect(page).toHaveURL(/\/review$/);
  } finally {
    await demo.stop();
  }
});

test('a placement: each answer decides what comes, and it says how much of the bank is known', async ({ browser }) => {
  test.setTimeout(120_000);
  const demo = await Server.start({ demo: true });
  try {
    const { page } = await person(browser, demo.url);
    await signIn(page, trainee.login, trainee.password);
    await page.goto('/quiz');
    await page.locator('form', { has: page.locator('input[value=placement]') }).getByRole('button').click();
    const bar = page.locator('.quiz-bar');
    const asked = new Set<string>();
    for (let number = 1; ; number += 1) {
      await Promise.race([expect(bar).toContainText(filled(quiz.placement_progress, { n: number })), page.waitForURL(/\/review$/)]);
      if (/\/review$/.test(page.url())) break;
      expect(number).toBeLessThanOrEqual(30);
      const question = page.locator('.island:not([inert]) fieldset');
      asked.add(await question.locator('.prompt').innerText());
      if (number === 3) {
        // What is in hand stays in hand.
        await page.reload();
        await expect(bar).toContainText(filled(quiz.placement_progress, { n: 3 }));
        expect([...asked]).toContain(await question.locator('.prompt').innerText());
        await sound(page);
      }
      const radio = question.getByRole('radio');
      if (number % 3 === 1 && (await radio.count()) > 0) {
        await radio.first().click();
        await page.getByRole('button', { name: quiz.next, exact: true }).click();
      } else {
        await page.getByRole('button', { name: quiz.not_known }).click();
      }
    }
    expect(asked.size).toBeGreaterThanOrEqual(6);
    await expect(page.locator('[data-placed]')).toHaveText(/\d+.*\d+.*\d+/);
    await sound(page);
    await page.goto('/quiz');
    await expect(page.getByRole('link', { name: quiz.set_placement })).toBeVisible();
  } finally {
    await demo.stop();
  }
});
