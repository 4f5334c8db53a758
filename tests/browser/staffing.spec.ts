import { expect, test } from '@playwright/test';
import { filled, person, signIn, words } from './people';
import { Server } from './server';
import { sound } from './sound';

const staffing = words('staffing');

test('an employer plays the night beforehand and sees who is missing when', async ({ browser }) => {
  const demo = await Server.start({ demo: true });
  try {
    const { page } = await person(browser, demo.url);
    await signIn(page, 'employer', 'demo-employer-2026');
    await page.goto('/employer');
    await page.getByRole('link', { name: staffing.title }).click();
    await page.getByRole('button', { name: staffing.go }).click();
    // The example's midnight is more than its seven people can answer.
    const midnight = page.locator('tr', { hasText: '00:00' });
    await expect(midnight.locator('td').nth(6)).toHaveText(/^\+\d+$/);
    await expect(page.locator('tr', { hasText: '20:00' }).locator('td').nth(6)).toHaveText('');
    await expect(page.locator('.staffing-picture svg')).toBeVisible();
    await sound(page);

    // An intern until one in the morning is told, and a line that cannot be read keeps what was typed.
    const people = page.locator('#people');
    await people.fill('许念, 25, 15, 20:00-01:00, 22:15-22:30, 实习');
    await page.getByRole('button', { name: staffing.go }).click();
    await expect(page.locator('.notice', { hasText: '许念' })).toContainText(staffing.intern_at_night);
    await people.fill('许念, 快, 15, 20:00-01:00');
    await page.getByRole('button', { name: staffing.go }).click();
    await expect(page.getByRole('alert')).toHaveText(filled(staffing.wrong_line, { list: staffing.people, line: 1, what: staffing.wrong_code }));
    await expect(people).toHaveValue('许念, 快, 15, 20:00-01:00');
  } finally {
    await demo.stop();
  }
});
