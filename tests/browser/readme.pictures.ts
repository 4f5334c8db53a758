import { signIn, words } from './people';
import { expect, test } from './server';

const folder = 'pictures';

test('the desk, its score, and a typing drill', async ({ page }) => {
  test.setTimeout(4 * 60_000);
  await signIn(page, 'trainee', 'demo-trainee-2026');
  await page.goto('/drills');
  await page.locator('tbody form button').first().click();
  await expect(page.locator('.typing-field')).toBeFocused();
  await page.screenshot({ path: `${folder}/typing.png` });

  await page.goto('/desk');
  await page.locator('form[action="/desk"]', { has: page.locator('input[value="double11-night"]') }).getByRole('button').first().click();
  await expect(page.locator('.desk-row').nth(11)).toBeVisible({ timeout: 120_000 });
  await page.locator('.desk-row').first().click();
  await page.locator('.desk-reply textarea').fill('您好，在的亲，让您久等了');
  await page.locator('.desk-reply textarea').press('Enter');
  await expect(page.locator('.desk-lines .by-agent').last()).toContainText(words('desk').delivered);
  await page.screenshot({ path: `${folder}/desk.png` });
  await page.getByRole('button', { name: words('desk').end, exact: true }).click();
  await page.getByRole('button', { name: words('desk').end_do }).click();
  await expect(page).toHaveURL(/\/score$/, { timeout: 20_000 });
  await page.screenshot({ path: `${folder}/score.png` });
});
