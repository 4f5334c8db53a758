import type { Page } from '@playwright/test';
import { filled, signIn, words } from './people';
import { expect, test } from './server';
import { sound } from './sound';

const authoring = words('authoring');
const CASE = 'presale-first-shoes';

/** Signs the demonstration's trainer in and goes to the cases by the links a person would take. */
async function cases(page: Page): Promise<void> {
  await signIn(page, 'trainer', 'demo-trainer-2026');
  await expect(page).toHaveURL(/\/trainer$/);
  await page.getByRole('link', { name: authoring.title }).click();
  await expect(page.locator('h1')).toHaveText(authoring.title);
}

/** Presses one of the form's buttons. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

test('a trainer breaks a shipped case, mends it, tries it, and keeps two versions', async ({ page }) => {
  const programs: string[] = [];
  page.on('request', (request) => {
    if (/\.(wasm|js)(\?|$)/.test(request.url())) programs.push(request.url());
  });
  await cases(page);
  await page.selectOption('#shop', 'xiaobu');
  await page.selectOption('#post', 'presale');
  await press(page, authoring.filter);
  await expect(page).toHaveURL(/shop=xiaobu&post=presale$/);
  await page.locator(`a[href="/trainer/scenarios/${CASE}"]`).click();

  const text = page.locator('#text');
  const product = page.locator('#product');
  const script = page.locator('#script');
  const original = await text.inputValue();
  const sold = await product.inputValue();
  expect(original).toContain(`product = "${sold}"`);
  const line = original.split('\n').findIndex((one) => one.startsWith('product')) + 1;

  // Broken by the form: written into the text and nowhere else, named with its line, nothing lost.
  await product.fill('XB-0');
  await press(page, authoring.write);
  await expect(page.getByRole('status')).toHaveText(authoring.written);
  expect(await text.inputValue()).toBe(original.replace(`product = "${sold}"`, 'product = "XB-0"'));
  await press(page, authoring.check);
  const faults = page.getByRole('alert');
  await expect(faults).toContainText('XB-0');
  await faults.getByRole('link', { name: filled(authoring.line, { n: line }) }).first().click();
  await expect(page.locator(`#line-${line}`)).toBeInViewport();
  await expect(page.locator(`#line-${line}`)).toHaveClass(/at-fault/);
  await expect(product).toHaveValue('XB-0');

  // No TOML at all: its line is told, and the form stays as it was.
  const broken = original.replace('title =', 'title');
  const title = await page.locator('#title').inputValue();
  await text.fill(broken);
  await page.fill('#need\\.0\\.better', '亲，脚长多少呢');
  await press(page, authoring.save);
  await expect(faults.getByRole('link', { name: filled(authoring.line, { n: 2 }) })).toBeVisible();
  await expect(text).toHaveValue(broken);
  await expect(page.locator('#title')).toHaveValue(title);
  await expect(page.locator('#need\\.0\\.better')).toHaveValue('亲，脚长多少呢');
  await expect(page.locator('table')).not.toContainText(filled(authoring.version, { n: 1 }));

  // Mended in the text; tried with its own wordings.
  await page.goto(`/trainer/scenarios/${CASE}`);
  await expect(text).toHaveValue(original);
  await press(page, authoring.check);
  await expect(page.getByRole('status')).toHaveText(authoring.sound);
  await expect(script).toHaveValue(/^\+\d+ say /);
  await press(page, authoring.try_out);
  await expect(page).toHaveURL(/#try$/);
  await expect(page.locator('#try .notice')).toContainText(authoring.resolved);
  await expect(page.locator('#try .by-buyer').first()).toBeVisible();
  await expect(page.locator('#try .understood').first()).toContainText(filled(authoring.sure, { percent: '' }).slice(0, 2));

  // A cold agent: what was understood, and what was not met.
  await script.fill('+5 say 在的亲\n+15 say 加我微信聊');
  await press(page, authoring.try_out);
  await expect(page.locator('#try .notice')).toContainText(authoring.not_resolved);
  await expect(page.locator('#try .understood').nth(1)).toContainText(authoring.act_divert);
  await expect(script).toHaveValue('+5 say 在的亲\n+15 say 加我微信聊');
  await script.fill('+5 shout 在');
  await press(page, authoring.try_out);
  await expect(page.locator('#try').getByRole('alert')).toContainText(filled(authoring.line, { n: 1 }));

  // Two versions; the first is opened again.
  await press(page, authoring.save);
  await expect(page.getByRole('status').first()).toHaveText(filled(authoring.saved, { n: 1 }));
  await press(page, authoring.save);
  await expect(page.getByRole('status').first()).toHaveText(filled(authoring.saved_before, { n: 1 }));
  await page.fill('#title', '第二版的标题');
  await press(page, authoring.write);
  await press(page, authoring.save);
  await expect(page.getByRole('status').first()).toHaveText(filled(authoring.saved, { n: 2 }));
  const first = page.locator('tr', { hasText: filled(authoring.version, { n: 1 }) });
  await first.getByRole('link', { name: authoring.open }).click();
  await expect(text).toHaveValue(original);
  await page.goto(`/trainer/scenarios/${CASE}`);
  await expect(page.locator('h1')).toHaveText('第二版的标题');
  const download = page.waitForEvent('download');
  await first.getByRole('link', { name: authoring.download }).click();
  expect((await download).suggestedFilename()).toBe(`${CASE}.toml`);
  const file = await page.request.get(`/trainer/scenarios/${CASE}/file?version=1`);
  expect(file.headers()['content-type']).toContain('text/plain');
  expect(await file.text()).toBe(original);

  await page.goto('/trainer/scenarios');
  await expect(page.locator('.scenario-drafts')).toContainText('第二版的标题');
  expect(programs).toEqual([]);
});

test('a new case is made from an old one; too long a text is refused with words', async ({ page }) => {
  await cases(page);
  await page.locator(`a[href="/trainer/scenarios/new?from=${CASE}"]`).last().click();
  await page.fill('#id', 'Nicht gut');
  await press(page, authoring.begin);
  await expect(page.getByRole('alert')).toHaveText(authoring.id_form);
  await page.fill('#id', CASE);
  await press(page, authoring.begin);
  await expect(page.getByRole('alert')).toHaveText(authoring.id_taken);
  await page.fill('#id', 'presale-winter-boots');
  await press(page, authoring.begin);
  await expect(page).toHaveURL(/\/trainer\/scenarios\/presale-winter-boots\?from=/);
  await expect(page.locator('#text')).toHaveValue(/^id = "presale-winter-boots"\n/);
  await press(page, authoring.check);
  await expect(page.getByRole('status')).toHaveText(authoring.sound);

  // What looks like markup is text, to the last character.
  const odd = `${await page.locator('#text').inputValue()}# </textarea><b id="out">&amp; & "quoted"\n\n`;
  await page.locator('#text').fill(odd);
  await page.locator('#script').fill('+5 say </textarea><b id="out">');
  await press(page, authoring.check);
  await expect(page.locator('#text')).toHaveValue(odd);
  await expect(page.locator('#script')).toHaveValue('+5 say </textarea><b id="out">');
  await expect(page.locator('#out')).toHaveCount(0);

  const long = `${await page.locator('#text').inputValue()}\n# ${'长'.repeat(22_000)}\n`;
  await page.locator('#text').fill(long);
  await press(page, authoring.save);
  await expect(page.getByRole('status')).toContainText('64 KiB');
  await expect(page.locator('#text')).toHaveValue(long);
});

test('list and editor are accessible, with faults and after a try, and fit a small screen', async ({ page }) => {
  await cases(page);
  await sound(page);
  await page.goto(`/trainer/scenarios/${CASE}`);
  await sound(page);
  await page.fill('#script', '+5 say 在的亲\n+15 say 加我微信聊');
  await press(page, authoring.try_out);
  await expect(page.locator('#try .understood')).toHaveCount(2);
  await sound(page);
  await page.fill('#product', 'XB-0');
  // The keyboard alone: Enter in a field writes the form into the text.
  await page.press('#product', 'Enter');
  await expect(page.getByRole('status')).toHaveText(authoring.written);
  await press(page, authoring.check);
  await expect(page.getByRole('alert')).toContainText('XB-0');
  await sound(page);
});

test('only a trainer writes cases', async ({ page }) => {
  await signIn(page, 'trainee', 'demo-trainee-2026');
  await expect(page).toHaveURL(/\/today$/);
  for (const path of ['/trainer/scenarios', `/trainer/scenarios/${CASE}`, `/trainer/scenarios/new?from=${CASE}`, `/trainer/scenarios/${CASE}/file`]) {
    const answer = await page.request.get(path, { headers: { accept: 'text/html' } });
    expect(answer.status(), path).toBe(403);
  }
  const posted = await page.request.post(`/trainer/scenarios/${CASE}`, { form: { do: 'save', text: 'id = 1' } });
  expect(posted.status()).toBe(403);
});
