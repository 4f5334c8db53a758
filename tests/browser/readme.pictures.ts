import { begin, box, desk, end, night, own, skipGuide, trainee, Waves } from './desk';
import { signIn } from './people';
import { Server, expect, test } from './server';

const folder = 'pictures';

test('a typing drill', async ({ page }) => {
  await signIn(page, trainee.login, trainee.password);
  await page.goto('/drills');
  await page.locator('tbody form button').first().click();
  await expect(page.locator('.typing-field')).toBeFocused();
  await page.screenshot({ path: `${folder}/typing.png` });
});

test('sixty windows on the night of Double 11, and their score', async ({ browser }) => {
  test.setTimeout(4 * 60_000);
  const waves = new Waves({ 'double11-night': night });
  const server = await Server.start({ demo: true, args: ['--content', waves.folder] });
  const page = await browser.newPage({ baseURL: server.url, locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  try {
    await begin(page, 'double11-night');
    await skipGuide(page);
    await expect(page.locator('.desk-row:not(.is-left)')).toHaveCount(60, { timeout: 120_000 });
    // Everybody is greeted once; the first is talked to, while the others wait.
    await page.getByRole('button', { name: desk.sort_arrival }).click();
    const say = async (line: string) => {
      await box(page).fill(line);
      await box(page).press('Enter');
      await expect(own(page).last()).toHaveText(line);
    };
    for (let window = 0; window < 12; window += 1) {
      await page.locator('.desk-row').nth(window).click();
      await say('您好，在的亲，您说');
    }
    await page.locator('.desk-row').first().click();
    await say('让您久等了，我看着这款的尺码表给您说');
    const buyer = page.locator('.desk-lines .by-buyer');
    const before = await buyer.count();
    await expect(async () => expect(await buyer.count()).toBeGreaterThan(before)).toPass({ timeout: 30_000 });
    await page.getByRole('button', { name: desk.sort_wait }).click();
    await page.locator('.desk-rows').evaluate((rows) => rows.scrollTo(0, 0));
    await box(page).fill('有现货的亲，今天下午四点前付款当天就发');
    await page.screenshot({ path: `${folder}/desk.png` });
    await end(page);
    await page.screenshot({ path: `${folder}/score.png` });
  } finally {
    await page.close();
    await server.stop();
    waves.remove();
  }
});
