import type { Page } from '@playwright/test';
import { filled, firstSignIn, person, signIn, words } from './people';
import { expect, test } from './server';
import { sound } from './sound';

const school = words('school');
const trainer = words('trainer');
const today = words('today');

/** Text in GB18030 as spreadsheets of Windows save it: the decoder that every engine has, turned round. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low !== 0x7f) bytes.set(decoder.decode(new Uint8Array([high, low])), [high, low]);
    }
  }
  return Buffer.from([...text].flatMap((one) => (one < '\u0080' ? [one.charCodeAt(0)] : bytes.get(one) ?? [0x3f])));
}

const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗'];
const GIVEN = ['安', '静', '国栋', '小雨', '思远', '佳怡', '子轩', '雪', '浩', '一鸣'];

/** 200 students of two classes, and ten rows each with a fault of its own. */
const good = SURNAMES.flatMap((surname, at) =>
  GIVEN.map((given, nr) => `2311${String(at * 10 + nr).padStart(3, '0')},${surname}${given},${nr % 2 ? '名单二班' : ''}`),
);
const faulty = [
  ',没有学号,',
  '2319001,,',
  'a b,空格,',
  '2.31190E+11,缩短,',
  '=A1,公式,',
  '2319002,=1+1,',
  '2311000,重复,',
  'trainer,冒充,',
  `2319003,${'长'.repeat(41)},`,
  `2319004,班名,${'班'.repeat(41)}`,
];
const table = (rows: string[]) => ['学号,姓名,班级', ...rows].join('\r\n');

async function look(page: Page, file: Buffer): Promise<void> {
  await page.setInputFiles('#file', { name: '名单.csv', mimeType: 'text/csv', buffer: file });
  await page.getByRole('button', { name: school.roster_look, exact: true }).click();
}

async function makeClass(page: Page, name: string): Promise<string> {
  await page.goto('/trainer');
  await page.fill('#name', name);
  await page.getByRole('button', { name: trainer.create, exact: true }).click();
  await expect(page.locator('h1')).toHaveText(name);
  return new URL(page.url()).pathname;
}

test('200 students from a file with ten faulty rows, a month for them, and what they did', async ({ page, browser, demo }) => {
  await signIn(page, 'trainer', 'demo-trainer-2026');
  await expect(page).toHaveURL(/\/trainer$/);
  const here = await makeClass(page, '名单一班');

  // Looked at: each fault has its row, and nothing is written.
  await page.goto(`${here}/roster`);
  await sound(page);
  await look(page, gb18030(table([...good, ...faulty])));
  const sum = { new: 200, there: 0, faults: 10 };
  await expect(page.getByRole('status')).toHaveText(filled(school.preview_sum, sum));
  await expect(page.locator('.exchange-faults li')).toHaveCount(10);
  await expect(page.locator('.exchange-faults li').first()).toHaveText(`${filled(school.row, { n: 202 })} ${school.r_no_login}`);
  await expect(page.locator('tbody tr')).toHaveCount(200);
  await sound(page);
  const confirmed = page.getByRole('button', { name: filled(school.confirm, { n: 200 }), exact: true });
  const other = await page.context().newPage();
  await other.goto(here);
  await expect(other.locator('#members .empty')).toHaveText(trainer.no_members);

  // Taken in: the answer does not wait for 200 hashes.
  const begun = Date.now();
  await confirmed.click();
  await expect(page.locator('.slip')).toHaveCount(200);
  expect(Date.now() - begun).toBeLessThan(5_000);
  await expect(page.getByRole('status')).toHaveText(filled(school.done_sum, { made: 200, there: 0 }));
  const slip = page.locator('.slip').first();
  const login = await slip.locator('code').first().innerText();
  const password = await slip.locator('code').last().innerText();
  const progress = (await page.getByRole('link', { name: school.progress }).getAttribute('href')) ?? '';
  await other.goto(progress);
  await expect(other.getByRole('status')).toHaveText(filled(school.import_sum, { rows: 200, made: 200, used: 0 }), { timeout: 60_000 });
  await sound(other);
  await other.goto('/trainer');
  await expect(other.getByRole('link', { name: '名单二班' })).toBeVisible();

  // The same list again makes nobody and changes nobody.
  await page.goto(`${here}/roster`);
  await look(page, gb18030(table(good)));
  await expect(page.getByRole('status')).toHaveText(filled(school.preview_sum, { new: 0, there: 200, faults: 0 }));
  await page.getByRole('button', { name: filled(school.confirm, { n: 200 }), exact: true }).click();
  await expect(page.getByRole('status')).toHaveText(filled(school.done_sum, { made: 0, there: 200 }));
  await expect(page.locator('.slip')).toHaveCount(0);

  // A month: laid out, bent, seen, assigned.
  await page.goto(`${here}/programme`);
  await page.selectOption('#template', 'presale-month');
  await page.fill('#first', new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }));
  await sound(page);
  await page.getByRole('button', { name: school.lay, exact: true }).click();
  await expect(page.locator('.school-week')).toHaveCount(4);
  const tasks = await page.locator('.school-week tbody tr').count();
  await page.locator('[name="required-1"]').fill('40');
  await page.locator(`[name="drop-${tasks - 1}"]`).check();
  await sound(page);
  await page.getByRole('button', { name: school.to_preview, exact: true }).click();
  const members = 100;
  await expect(page.getByRole('status')).toHaveText(filled(school.preview_assign, { tasks: tasks - 1, members, standard: 'PS-1' }));
  await sound(page);
  await page.getByRole('button', { name: filled(school.assign_all, { n: tasks - 1 }), exact: true }).click();
  await expect(page.locator('.school-table tbody tr')).toHaveCount(tasks - 1);

  // A trainee's day.
  const trainee = await person(browser, demo.url);
  await firstSignIn(trainee.page, login, password, 'my-own-words-1');
  await expect(trainee.page).toHaveURL(/\/today$/);
  await expect(trainee.page.locator('.today-tasks > .rows > li')).toHaveCount(3);
  await expect(trainee.page.locator('.today-folded summary')).toHaveText(filled(school.n_later, { n: tasks - 4 }));
  await expect(trainee.page.locator('.way-table tbody tr').first()).toContainText(school.not_shown);
  await expect(trainee.page.locator('.today-tasks')).toContainText(filled(school.reach, { value: filled(trainer.cpm, { value: 40 }) }));
  await sound(trainee.page);
  // The whole month a week later: today is free.
  await page.fill('#by', '7');
  await page.getByRole('button', { name: school.move_go, exact: true }).click();
  await trainee.page.reload();
  await expect(trainee.page.locator('.today-tasks, .empty').first()).toContainText(today.empty);

  // Results and readiness, on the page and as files.
  await page.goto(`${here}/readiness`);
  await expect(page.getByRole('status')).toContainText(filled(school.ready_sum, { ready: 0, all: members }));
  await expect(page.locator('.readiness tbody tr')).toHaveCount(members);
  await sound(page);
  const text = async (path: string) => (await (await page.request.get(path)).body()).toString('utf8');
  const results = await text(`${here}/export/results.csv`);
  expect(results.startsWith('\ufeff')).toBe(true);
  expect(results.trim().split('\r\n')).toHaveLength(1 + (tasks - 1) * members);
  expect(await text(`${here}/export/readiness.csv`)).toContain(login);
  const book = await page.request.get(`${here}/export/results.xlsx`);
  expect((await book.body()).subarray(0, 2).toString()).toBe('PK');
  expect(book.headers()['content-disposition']).toContain('.xlsx"');

  // Somebody has used it: the import stays.
  await page.goto(progress);
  await page.getByRole('button', { name: school.undo, exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText(school.undo_refused);
  await trainee.context.close();
});

test('a list nobody has used is taken back; members move and are put away; a task asks and reminds', async ({ page }) => {
  await signIn(page, 'trainer', 'demo-trainer-2026');
  await expect(page).toHaveURL(/\/trainer$/);
  const here = await makeClass(page, '移班甲');
  await makeClass(page, '移班乙');
  await page.goto(here);
  await page.fill('#lines', 'm01 赵一\nm02 钱二\nm03 孙三\n不合格式');
  await page.getByRole('button', { name: trainer.add, exact: true }).click();
  await expect(page.locator('.exchange-faults li')).toHaveCount(1);
  await page.getByRole('button', { name: filled(school.confirm, { n: 3 }), exact: true }).click();
  await expect(page.locator('.slip')).toHaveCount(3);
  const progress = (await page.getByRole('link', { name: school.progress }).getAttribute('href')) ?? '';

  await page.goto(here);
  await sound(page);
  const rows = page.locator('#members > form tbody tr');
  const choose = async (name: string) => page.getByLabel(filled(school.choose, { name })).check();
  await choose('赵一');
  await page.selectOption('#to', { label: '移班乙' });
  await page.getByRole('button', { name: school.move_members, exact: true }).click();
  await expect(rows).toHaveCount(2);
  await choose('钱二');
  await page.getByRole('button', { name: school.archive, exact: true }).click();
  await expect(rows).toHaveCount(1);
  await page.getByText(filled(school.away, { n: 1 })).click();
  await choose('钱二');
  await page.getByRole('button', { name: school.restore, exact: true }).click();
  await expect(rows).toHaveCount(2);

  await page.selectOption('#target', 'quiz:rules');
  await page.fill('#due', '2099-01-01');
  await page.fill('#required', '80');
  await page.fill('#tries', '2');
  await page.getByRole('button', { name: trainer.assign_go, exact: true }).click();
  await page.locator('.class-tasks a').click();
  await expect(page.locator('.school-table tbody tr')).toHaveCount(2);
  await page.getByRole('button', { name: filled(school.remind, { n: 2 }), exact: true }).click();
  await expect(page.locator('main')).toContainText(filled(school.reminded, { date: '' }).trim());
  await sound(page);

  // Who was moved stands in another class now: the import is used.
  await page.goto(progress);
  await page.getByRole('button', { name: school.undo, exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText(school.undo_refused);

  const fresh = await makeClass(page, '撤销班');
  await page.fill('#lines', 'u01 周四\nu02 吴五');
  await page.getByRole('button', { name: trainer.add, exact: true }).click();
  await page.getByRole('button', { name: filled(school.confirm, { n: 2 }), exact: true }).click();
  await page.goto((await page.getByRole('link', { name: school.progress }).getAttribute('href')) ?? '');
  await page.getByRole('button', { name: school.undo, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${fresh}/roster$`));
  await page.goto(fresh);
  await expect(page.locator('#members .empty')).toHaveText(trainer.no_members);
});
