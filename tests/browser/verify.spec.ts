import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filled, signIn, words } from './people';
import { Server } from './server';

const program = process.env.MIAOHUI_BIN ?? resolve('../../target/release/miaohui');
/** The demonstration issuer's origin: what `credential issue --demo` signs is this server's. */
const origin = 'http://localhost:3000';
const verify = words('verify');
const employer = words('employer');
const sharing = words('sharing');
const code = '7F3K-Q29D-MXW4';

let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let credential: string;
let id: string;

const issue = (format: string) => execFileSync(program, ['credential', 'issue', '--demo', '--format', format, '--data', server.data]);

/** Puts the credential on the school's books as the demonstration trainee's: `whole-way.spec.ts` sits the exam for one. */
function enter(): void {
  const { credentialStatus, validUntil } = JSON.parse(credential) as { credentialStatus: { statusListIndex: string }[]; validUntil: string };
  const summary = { title: '网店客服（售中）一档', title_en: 'In-sale, Tier 1', school: '云溪示范职业学校', criteria: [], invigilated: true };
  const row = { id, credential, index: Number(credentialStatus[0].statusListIndex), until: Date.parse(validUntil), now: Date.now(), summary: JSON.stringify(summary), code: code.replaceAll('-', '').toLowerCase() };
  const script = `
import json, sqlite3, sys
row = json.load(sys.stdin)
base = sqlite3.connect(sys.argv[1], timeout=10)
user, name = base.execute("select id, display_name from users where login = 'trainee'").fetchone()
base.execute("insert into exams (id, user_id, standard_id, standard_version, state, conditions, created_ms) values ('e', ?, 'IS-1', '1', 'decided', '{}', ?)", (user, row['now']))
base.execute("insert into certificates (id, exam_id, user_id, holder_name, disclosure, check_code, standard_id, standard_version, summary, credential, issued_ms, valid_until_ms, state, status_index) values (?, 'e', ?, ?, 'partial', ?, 'IS-1', '1', ?, ?, ?, ?, 'valid', ?)",
  (row['id'], user, name, row['code'], row['summary'], row['credential'], row['now'], row['until'], row['index']))
base.commit()`;
  execFileSync('python3', ['-c', script, join(server.data, 'miaohui.db')], { input: JSON.stringify(row) });
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = await Server.start({ demo: true, origin: async () => origin });
  const port = new URL(server.url).port;
  browser = await chromium.launch({
    executablePath: process.env.MIAOHUI_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP localhost:3000 127.0.0.1:${port}`],
  });
  credential = issue('vc').toString('utf8');
  id = /\/c\/([0-9a-z]{26})/.exec(credential)?.[1] ?? '';
  enter();
});

test.afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test.beforeEach(async () => {
  context = await browser.newContext({ baseURL: origin, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
  page = await context.newPage();
});

test.afterEach(async () => context.close());

const status = () => page.locator('#found').getByRole('status');
const choose = (name: string, content: Buffer | string, mimeType = 'application/json') =>
  page.setInputFiles('#file', { name, mimeType, buffer: Buffer.from(content) });

/** Signs in as one of the demonstration's. */
const as = (login: string) => signIn(page, login, `demo-${login}-2026`);

async function sound(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((one) => `${page.url()} ${colorScheme}: ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${page.url()} is wider than a phone`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1366, height: 768 });
}

test('a chosen or dropped file is checked in the browser, and only then the program travels', async () => {
  const programs: string[] = [];
  const posted: string[] = [];
  page.on('request', (request) => {
    if (/\.(wasm|js)(\?|$)/.test(request.url())) programs.push(request.url());
    if (request.method() === 'POST') posted.push(request.url());
  });
  const said: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
  await page.goto('/verify');
  await page.waitForLoadState('networkidle');
  expect(programs).toEqual([]);
  await choose('certificate.json', credential);
  await expect(status()).toContainText(verify.state_valid);
  await expect(status()).toContainText(verify.here);
  await expect(status().locator('.steps li')).toHaveCount(5);
  await expect(status()).toContainText('91 %');
  await expect(status().getByRole('link', { name: verify.open })).toHaveAttribute('href', `/c/${id}`);
  expect(programs.filter((one) => one.endsWith('.wasm'))).toHaveLength(1);
  await sound();

  await choose('certificate.json', credential.replace('91 %', '99 %'));
  await expect(status()).toContainText(verify.state_tampered);
  await expect(status()).toContainText(verify.step_unreached);
  await choose('certificate.jwt', issue('jwt'), 'text/plain');
  await expect(status()).toContainText(verify.state_valid);
  await choose('certificate.svg', issue('svg'), 'image/svg+xml');
  await expect(status()).toContainText(verify.state_valid);
  await choose('certificate.png', issue('png'), 'image/png');
  await expect(status()).toContainText(verify.state_valid);
  await choose('foreign.json', credential.replaceAll('localhost%3A3000', 'evil.example'));
  await expect(status()).toContainText(verify.state_unknown);
  await choose('deep.json', `${'['.repeat(100_000)}`);
  await expect(status()).toContainText(verify.state_tampered);
  await choose('large.json', ' '.repeat(300 << 10));
  await expect(page.locator('#found')).toContainText(verify.large);

  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'certificate.json', { type: 'application/json' }));
    return transfer;
  }, credential);
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  await expect(status()).toContainText(verify.state_valid);
  expect(posted).toEqual([]);
  expect(said).toEqual([]);
});

test('without the server the file proves what it can, and no more', async () => {
  await page.goto('/verify');
  await choose('certificate.json', credential);
  await expect(status()).toContainText(verify.state_valid);
  await context.setOffline(true);
  await choose('certificate.json', credential);
  await expect(status()).toContainText(verify.state_unchecked);
  await expect(status()).toContainText(verify.step_nowhere);
  await choose('certificate.json', credential.replace('91 %', '99 %'));
  await expect(status()).toContainText(verify.state_tampered);
});

test('the QR code leads to the page, from a picture of it', async () => {
  await page.goto(`/c/${id}`);
  const picture = await page.locator('.qr').screenshot({ scale: 'css' });
  await page.goto('/verify');
  await choose('photo.png', picture, 'image/png');
  await expect(page).toHaveURL(`${origin}/c/${id}`);
  await page.goto('/verify');
  await choose('photo.png', await page.locator('h1').screenshot(), 'image/png');
  await expect(page.locator('#found')).toContainText(verify.no_qr);
  await page.getByRole('button', { name: verify.scan }).click();
  await expect(page.locator('#scan-said')).toContainText(/./);
  await expect(page.locator('#scan-said')).not.toContainText(verify.hold);
});

test('the server checks what is pasted, and where there is no script, what is chosen', async () => {
  await page.goto('/verify');
  await page.fill('#paste', credential);
  await page.locator('#file-form button').click();
  await expect(status()).toContainText(verify.state_valid);
  await expect(status()).not.toContainText(verify.here);
  await page.fill('#code', ' ７f3k q29d-mxw4');
  await page.locator('form[method=get] button').click();
  await expect(page).toHaveURL(`${origin}/c/${id}`);

  const bare = await browser.newContext({ baseURL: origin, locale: 'zh-CN', javaScriptEnabled: false });
  const plain = await bare.newPage();
  await plain.goto('/verify');
  await expect(plain.locator('#scan-box')).toBeHidden();
  await plain.setInputFiles('#file', { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(credential.replace('91 %', '99 %')) });
  await plain.locator('#file-form button').click();
  await expect(plain.locator('#found')).toContainText(verify.state_tampered);
  await bare.close();
});

test('a holder shows a one-time code and a link, an employer watches, and each is taken back', async () => {
  await as('trainee');
  await page.goto(`/today/certificates/${id}`);
  await page.getByRole('button', { name: sharing.make_code }).click();
  const once = await page.locator('.once').innerText();
  await sound();
  await page.fill('#whom', '云溪童鞋店');
  await page.selectOption('#days', 'whole');
  await page.getByRole('button', { name: sharing.make, exact: true }).click();
  const link = await page.locator('.share .address').inputValue();
  await sound();

  const hiring = await browser.newContext({ baseURL: origin, locale: 'zh-CN' });
  const shop = await hiring.newPage();
  await shop.goto('/verify');
  await shop.fill('#once', once.toLowerCase());
  await shop.getByRole('button', { name: verify.see }).click();
  await expect(shop.getByText(verify.is_present)).toBeVisible();
  await expect(shop.locator('.holder')).not.toContainText('*');
  await shop.goto('/verify');
  await shop.fill('#once', once);
  await shop.getByRole('button', { name: verify.see }).click();
  await expect(shop.getByText(verify.no_once)).toBeVisible();

  await signIn(shop, 'employer', 'demo-employer-2026');
  await shop.goto(link);
  await shop.getByRole('button', { name: employer.watch_go }).click();
  await expect(shop).toHaveURL(`${origin}/employer/watch`);
  await expect(shop.locator('.rows .tag')).toHaveText(verify.state_valid);
  const admin = await browser.newContext({ baseURL: origin, locale: 'zh-CN' });
  const office = await admin.newPage();
  await signIn(office, 'admin', 'demo-admin-2026');
  await office.goto('/admin');
  const row = office.locator(`form[action="/admin/certificates/${id}"]`);
  await row.getByRole('textbox').fill('核查中');
  await row.getByRole('button', { name: words('admin').suspend }).click();
  await shop.goto('/standards');
  await expect(shop.locator('.bar .count')).toContainText('1');
  await shop.goto('/employer/watch');
  await expect(shop.locator('.rows')).toContainText('核查中');
  await shop.getByRole('button', { name: employer.noted }).click();
  await expect(shop.locator('.bar .count')).toHaveCount(0);
  await office.goto('/admin');
  await office.locator(`form[action="/admin/certificates/${id}"]`).getByRole('button', { name: words('admin').restore }).click();

  await page.reload();
  await expect(page.locator('.share')).toContainText(filled(sharing.watched, { n: 1 }));
  await page.getByRole('button', { name: sharing.withdraw }).click();
  expect((await shop.goto(link))?.status()).toBe(410);
  await shop.goto('/employer/watch');
  await expect(shop.locator('.rows')).toContainText(employer.withdrawn);
  await expect(shop.locator('.rows')).not.toContainText('IS-1');
  await hiring.close();
  await admin.close();
});

test('a roll is checked in one table, which comes back as CSV', async () => {
  await as('employer');
  await page.goto('/employer');
  await sound();
  const rows = Array.from({ length: 1_200 }, (_, nr) => `${String(nr).padStart(12, '0')},第 ${nr} 位`);
  await page.setInputFiles('#roll', { name: 'roll.csv', mimeType: 'text/csv', buffer: Buffer.from(`查验码,姓名\n${code},=1+1\n${rows.join('\n')}\n`) });
  await page.locator('main form button.primary').click();
  await expect(page.locator('tbody tr')).toHaveCount(1_201);
  await expect(page.getByRole('status')).toHaveText(`${verify.state_valid} 1 · ${employer.not_found} 1200`);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: employer.download }).click();
  const table = readFileSync(await (await saving).path(), 'utf8');
  expect(table).toContain(`${code},'=1+1,`);
  expect(table.trim().split('\r\n')).toHaveLength(1_202);

  await page.goto('/employer');
  await page.fill('#codes', `姓名,班级\n甲,二班`);
  await page.locator('main form button.primary').click();
  await expect(page.getByRole('alert')).toContainText('姓名、班级');
  await page.fill('#codes', `${code}\t林\n短\t乙`);
  await page.locator('main form button.primary').click();
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await sound();
});

test('a key is shown once, works, and is revoked', async () => {
  await as('employer');
  await page.goto('/employer/keys');
  await page.fill('#name', '招聘系统');
  await page.getByRole('button', { name: employer.key_make }).click();
  const key = await page.locator('.notice .address').inputValue();
  await sound();
  const ask = () => fetch(`${server.url}/api/v1/verify`, { method: 'POST', headers: { Authorization: `Bearer ${key}` }, body: credential });
  const answer = await ask();
  expect(answer.headers.get('ratelimit-remaining')).toBe('599');
  expect((await answer.json()).state).toBe('valid');
  await page.goto('/employer/keys');
  await expect(page.locator('main')).not.toContainText(key);
  await page.getByRole('button', { name: employer.key_revoke }).click();
  expect((await ask()).status).toBe(401);
  await page.goto('/employer/watch');
  await sound();
});
