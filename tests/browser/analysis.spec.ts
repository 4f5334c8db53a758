import AxeBuilder from '@axe-core/playwright';
import { filled, person, signIn, words } from './people';
import { expect, test } from './server';

const analysis = words('analysis');

test('what a trainee handed in is analysed for their trainer, and for nobody else', async ({ browser, baseURL, page }) => {
  await signIn(page, 'trainer', 'demo-trainer-2026');
  await page.getByRole('link', { name: analysis.open }).click();
  await expect(page.locator('.empty')).toContainText(analysis.empty);

  const trainee = await person(browser, baseURL!);
  await signIn(trainee.page, 'trainee', 'demo-trainee-2026');
  await trainee.page.goto('/quiz');
  await trainee.page.locator('form:has(input[value="rules"]) button').click();
  await expect(trainee.page).toHaveURL(/\/quiz\/\w+$/);
  const attempt = new URL(trainee.page.url()).pathname.split('/').pop();
  const handed = await trainee.page.request.post('/api/finish_quiz', { data: { attempt }, headers: { origin: baseURL! } });
  expect(handed.status()).toBe(200);
  const refused = await trainee.page.goto('/trainer/items');
  expect(refused?.status()).toBe(403);
  await trainee.context.close();

  await page.reload();
  await expect(page.locator('main')).toContainText(filled(analysis.sum, { persons: 1, attempts: 1, items: 10, flagged: 0 }));
  await expect(page.locator('.analysis-table tbody tr')).toHaveCount(10);
  await expect(page.locator('.analysis-flags').first()).toHaveText(analysis.few);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.locator('.analysis-question a').first().click();
  await expect(page.locator('h2', { hasText: analysis.figures })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect((await page.goto('/trainer/items/one?id=nowhere'))?.status()).toBe(404);
});
