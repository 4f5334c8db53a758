import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { filled, signIn, words } from './people';
import { expect, test } from './server';
import { sound } from './sound';

const bank = words('bank');
const exchange = words('exchange');
const IMPORT = '/trainer/items/import';

const folder = mkdtempSync(join(tmpdir(), 'miaohui-import-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 名称,题型,题干,选项A,选项B,答案 and two items, in GB18030 without a mark; made by a text editor of Windows. */
const GB18030 = Buffer.from(
  'c3fbb3c62ccce2d0cd2ccce2b8c92cd1a1cfee412cd1a1cfee422cb4f0b0b80d0acdcbbbf5c6dacfde2cb5a5d1a12cc7a9cad5baf3bcb8ccecc4dacdcba3bf2c37ccec2c3135ccec2c410d0ad4f9c6b72cc5d0b6cf2cd4f9c6b7d2aad2bbc6f0cdcbbbd8a1a32c2c2cb6d40d0a',
  'hex',
);

/** Chooses a file and sends the form. */
async function look(page: Page, name: string, bytes: Buffer | string): Promise<void> {
  await page.goto(IMPORT);
  await page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  await page.getByRole('button', { name: exchange.look, exact: true }).click();
}

const shown = (page: Page) => page.locator('.exchange-items > li');
const faults = (page: Page) => page.locator('.exchange-faults li');

/** How many items of its own the school's bank lists. */
async function own(page: Page): Promise<number> {
  await page.goto('/trainer/items/bank?from=own');
  return page.locator('.bank-table tbody tr').count();
}

test('a table in GB18030 is looked at, confirmed, exported and taken back', async ({ page }) => {
  await signIn(page, 'trainer', 'demo-trainer-2026');
  await page.goto('/trainer/items/bank');
  await page.getByRole('link', { name: bank.import, exact: true }).click();
  await expect(page.locator('h1')).toHaveText(exchange.title);
  await sound(page);

  await look(page, '题目.csv', GB18030);
  await expect(page.getByRole('status')).toHaveText(filled(exchange.read, { good: 2, faults: 0 }));
  await expect(shown(page).nth(0)).toContainText('签收后几天内退？');
  await expect(shown(page).nth(0).locator('.right')).toContainText('7天');
  await sound(page);
  expect(await own(page)).toBe(0);

  // A topic that is not named is asked for, and until it is nothing is written.
  await look(page, '题目.csv', GB18030);
  await page.getByRole('button', { name: exchange.confirm, exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText(exchange.no_topic);
  await page.fill('#topic-all', bank.topic_returns);
  await page.selectOption('#level-1', '2');
  await page.getByRole('button', { name: exchange.confirm, exact: true }).click();
  await expect(page.getByRole('status')).toHaveText(filled(exchange.kept, { n: 2 }));
  await sound(page);
  await page.goto('/trainer/items/bank?from=own&topic=returns');
  await expect(page.locator('.bank-table tbody tr')).toHaveCount(2);

  for (const [ending, start] of [['gift', '::'], ['xml', '<?xml'], ['csv', '\ufeffname,kind']]) {
    const file = await page.request.get(`/trainer/items/export.${ending}`);
    expect(file.headers()['content-disposition']).toContain(`.${ending}"`);
    const text = (await file.body()).toString('utf8');
    expect(text.slice(0, start.length)).toBe(start);
    expect(text).toContain('签收后几天内退');
    const all = await page.request.get(`/trainer/items/export.${ending}?all`);
    expect((await all.body()).length).toBeGreaterThan(20_000);
  }

  // The same file again: what is there is told, and not ticked.
  await look(page, '题目.csv', GB18030);
  await expect(shown(page).getByText(exchange.there)).toHaveCount(2);
  await expect(shown(page).nth(0).getByRole('checkbox')).not.toBeChecked();
  await shown(page).nth(0).getByRole('checkbox').check();
  await page.fill('#topic-0', '直播');
  await page.getByRole('button', { name: exchange.confirm, exact: true }).click();
  await page.getByRole('button', { name: exchange.undo, exact: true }).click();
  await expect(page.getByRole('status')).toHaveText(filled(exchange.undone_text, { n: 1 }));
  await page.goto('/trainer/items/bank?from=own&state=retired');
  await expect(page.locator('.bank-table tbody tr')).toHaveCount(1);
});

test('bad files: each fault has its line, a good item is never lost, nothing is written', async ({ page }) => {
  await signIn(page, 'trainer', 'demo-trainer-2026');
  const before = await own(page);
  const head = 'name,kind,prompt,answer1,fraction1,answer2,fraction2\n';
  const table = [
    'q1,single,几天？,7 天,1,15 天,0',
    'q2,single,少了格子,a,1',
    'q3,single,"=HYPERLINK(""http://x"")",a,1,b,0',
    'q1,boolean,同名,true,1,false,0',
  ];
  await look(page, 'items.csv', head + table.join('\n'));
  await expect(shown(page)).toHaveCount(1);
  await expect(faults(page)).toHaveText([
    `${filled(exchange.line, { n: 3 })} ${filled(exchange.t_columns, { got: 5, want: 7 })}`,
    `${filled(exchange.line, { n: 4 })} ${filled(exchange.t_formula, { text: 'prompt' })}`,
    `${filled(exchange.line, { n: 5 })} ${filled(exchange.t_duplicate, { name: 'q1', line: 2 })}`,
  ]);
  await sound(page);

  const good = '<question type="essay"><name><text>甲</text></name><questiontext><text>写一句</text></questiontext></question>';
  await look(page, 'quiz.xml', `<quiz>\n${good}\n<question><name></text>`);
  await expect(shown(page)).toHaveCount(1);
  await expect(faults(page)).toHaveCount(1);
  await expect(faults(page)).toContainText(filled(exchange.line, { n: 3 }));

  await look(page, 'nothing.gift', '没有关{=一 ~二');
  await expect(page.locator('.empty')).toHaveText(exchange.nothing);
  expect(await own(page)).toBe(before);
});

test('a file of 50 MB is refused before it is read', async ({ page, demo }) => {
  await signIn(page, 'trainer', 'demo-trainer-2026');
  const large = join(folder, 'large.csv');
  writeFileSync(large, Buffer.alloc(50 << 20, 'a'));
  await page.goto(IMPORT);
  await page.setInputFiles('#file', large);
  await page.getByRole('button', { name: exchange.look, exact: true }).click();
  await expect(page.locator('#file-wrong')).toHaveText(filled(exchange.too_large, { limit: 20 }));

  // By its length alone: the answer is there although no byte of the file was sent.
  const cookies = await page.context().cookies();
  const { hostname, port, origin } = new URL(demo.url);
  const { connect } = await import('node:net');
  const answer = await new Promise<string>((done, failed) => {
    const socket = connect(Number(port), hostname, () => {
      const cookie = cookies.map((one) => `${one.name}=${one.value}`).join('; ');
      const lines = ['POST /trainer/items/import HTTP/1.1', `Host: ${hostname}:${port}`, `Origin: ${origin}`, `Cookie: ${cookie}`];
      socket.write([...lines, 'Content-Type: multipart/form-data; boundary=x', `Content-Length: ${50 << 20}`, '', ''].join('\r\n'));
    });
    socket.setTimeout(10_000, () => failed(new Error('no answer')));
    socket.once('data', (data) => {
      done(data.toString('utf8'));
      socket.destroy();
    });
    socket.once('error', failed);
  });
  expect(answer).toContain('HTTP/1.1 413');
});
