import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './server';

/** What a person without an account reads. */
const pages = ['/', '/verify', '/standards', '/login'];

for (const path of pages) {
  test(`${path} needs no program, says nothing on the console, and is accessible`, async ({ page }) => {
    const programs: string[] = [];
    page.on('request', (request) => {
      if (/\.(wasm|js)(\?|$)/.test(request.url())) programs.push(request.url());
    });
    const said: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(error.message));

    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    await page.waitForLoadState('networkidle');
    expect(programs).toEqual([]);
    expect(said).toEqual([]);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page.locator('h1')).toHaveCount(1);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => `${colorScheme}: ${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test('a stranger is sent to the login page', async ({ page }) => {
  for (const path of ['/today', '/drills', '/quiz', '/exam', '/trainer', '/examiner', '/employer', '/admin']) {
    await page.goto(path);
    expect(new URL(page.url()).pathname, path).toBe('/login');
  }
});

test('a page that does not exist says so', async ({ page }) => {
  const answer = await page.goto('/no-such-page');
  expect(answer?.status()).toBe(404);
  await expect(page.locator('h1')).toHaveCount(1);
});
