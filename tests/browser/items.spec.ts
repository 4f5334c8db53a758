import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type Locator, type Page, expect, test } from '@playwright/test';
import { filled, InputMethod, person, signIn, words } from './people';
import { Server } from './server';
import { sound } from './sound';

const bank = words('bank');
const quiz = words('quiz');
const BANK = '/trainer/items/bank';

/**
 * The shipped content without its authored items: what the trainer writes here is what a rules quiz asks. Their topics are
 * named by texts that are never asked; an exam has one question and a minute.
 */
class EmptyBank {
  readonly folder = mkdtempSync(join(tmpdir(), 'miaohui-bank-'));

  constructor() {
    cpSync(resolve('../../content'), this.folder, { recursive: true });
    const items = join(this.folder, 'items');
    for (const name of readdirSync(items)) rmSync(join(items, name));
    const text = (n: number) =>
      `[[item]]\nid = "t${n}"\nkind = "description"\ntopic = "a${n}"\nlevel = 1\nprompt = "第${n}类"\nexplanation = "只为起名"\n`;
    writeFileSync(join(items, 'topics.toml'), [1, 2, 3, 4, 5, 6, 7, 8].map(text).join('\n'));
    const standard = join(this.folder, 'standards', 'PS-1.toml');
    const rules = /(criterion = "rules_known"\nshops = [^\n]*\n)minutes = \d+\nblueprint = \[[^\]]*\]/;
    const shipped = readFileSync(standard, 'utf8');
    expect(shipped).toMatch(rules);
    writeFileSync(standard, shipped.replace(rules, '$1minutes = 1\nblueprint = [{ topic = "a3", count = 1 }]'));
  }

  /** The shop's rule reads otherwise from the next start on. */
  allow(days: number): void {
    const shop = join(this.folder, 'shops', 'xiaobu', 'shop.toml');
    writeFileSync(shop, readFileSync(shop, 'utf8').replace(/no_reason_days = \d+/, `no_reason_days = ${days}`));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator('.bank-form').getByRole('button', { name, exact: true }).last().click();
}

const field = (page: Page, name: string) => page.locator(`.bank-form [name="${name}"]`);

/** Begins an item of a kind, by the ways a person would take. */
async function begin(page: Page, kind: string, prompt: string, topic: string): Promise<Locator> {
  await page.goto(BANK);
  await page.selectOption('#new-kind', kind);
  await page.getByRole('button', { name: bank.begin, exact: true }).click();
  await field(page, 'prompt').fill(prompt);
  await field(page, 'explanation').fill(`${prompt}的道理`);
  await field(page, 'topic').selectOption(topic);
  const preview = page.locator('.preview');
  // It follows the form a moment later; until then an answer would be for another question.
  await expect(preview).toContainText(prompt.split('{')[0]);
  return preview;
}

async function save(page: Page, version = 1): Promise<void> {
  await press(page, bank.save);
  await expect(page.getByRole('status').first()).toHaveText(filled(bank.saved, { n: version }));
}

/** Presses the preview's button and reads what the answer is worth. */
async function worth(preview: Locator, share: number): Promise<void> {
  await preview.getByRole('button', { name: bank.mark }).click();
  await expect(preview.getByRole('status')).toContainText(filled(bank.worth, { share }));
}

const PROMPTS = {
  single: '签收几天内可以无理由退？',
  multiple: '哪两种情况要先请买家拍照？',
  boolean: '可以请买家加微信沟通。',
  numeric: '两件各79元，满150减10，实付多少？',
  text: '少发了一件，该怎么办？（两个字）',
  matching: '什么情况怎么处理？',
  ordering: '收到开胶投诉，先后怎么做？',
};

async function writeAll(page: Page): Promise<void> {
  // The preview follows the form while it is typed.
  let preview = await begin(page, 'single', PROMPTS.single, 'a1');
  await expect(preview.locator('legend')).toContainText(PROMPTS.single);
  for (const [at, text] of ['7天', '15天', '30天'].entries()) await field(page, `options.${at}.text`).fill(text);
  await field(page, 'right').nth(0).check();
  await expect(preview.getByRole('radio')).toHaveCount(3);
  await preview.locator('.option', { hasText: '15天' }).click();
  await worth(preview, 0);
  await preview.locator('.option', { hasText: '7天' }).click();
  await worth(preview, 100);
  await field(page, 'rules_of').selectOption('xiaobu');
  await press(page, bank.list_facts);
  await expect(field(page, 'prompt')).toHaveValue(PROMPTS.single);
  await field(page, 'fact').selectOption('shop:xiaobu.returns.no_reason_days');
  await save(page);
  await expect(page.locator('#facts')).toContainText(filled(bank.now_reads, { now: '7' }));

  preview = await begin(page, 'multiple', PROMPTS.multiple, 'a2');
  for (const [at, text] of ['开胶', '色差', '不想要了', '买错码'].entries()) {
    await field(page, `options.${at}.text`).fill(text);
    if (at < 2) await field(page, `options.${at}.right`).check();
  }
  await expect(preview.getByRole('checkbox')).toHaveCount(4);
  await preview.locator('.option', { hasText: '开胶' }).click();
  await worth(preview, 50);
  await save(page);

  preview = await begin(page, 'boolean', PROMPTS.boolean, 'a3');
  await field(page, 'truth').nth(1).check();
  await preview.getByRole('radio').nth(1).click();
  await worth(preview, 100);
  await save(page);

  preview = await begin(page, 'numeric', PROMPTS.numeric, 'a4');
  await field(page, 'answer').fill('１４８');
  await field(page, 'unit').fill('元');
  await expect(preview.locator('.numeric')).toContainText('元');
  await preview.getByRole('textbox').fill('148');
  await worth(preview, 100);
  await save(page);

  preview = await begin(page, 'text', PROMPTS.text, 'a5');
  await field(page, 'accepted.0.text').fill('补发');
  await field(page, 'accepted.1.text').fill('重发');
  await page.locator('.bank-more summary').nth(1).click();
  await field(page, 'accepted.1.share').fill('0.5');
  await expect(preview.getByRole('textbox')).toBeVisible();
  await preview.getByRole('textbox').fill('重发');
  await worth(preview, 50);
  await save(page);

  preview = await begin(page, 'matching', PROMPTS.matching, 'a6');
  for (const [at, [left, right]] of [['少件', '补发'], ['错发', '换货'], ['开胶', '退款']].entries()) {
    await field(page, `pairs.${at}.left`).fill(left);
    await field(page, `pairs.${at}.right`).fill(right);
  }
  await field(page, 'extra').fill('拒收\n报警');
  await expect(preview.locator('select').first().locator('option')).toHaveCount(6);
  await preview.getByLabel('少件').selectOption({ label: '补发' });
  await worth(preview, 33);
  await save(page);

  preview = await begin(page, 'ordering', PROMPTS.ordering, 'a7');
  for (const [at, text] of ['道歉', '要照片', '查订单', '给办法'].entries()) await field(page, `steps.${at}`).fill(text);
  await expect(preview.locator('.ordering li')).toHaveCount(4);
  // The rows' own buttons: a step is moved and moved back, a fifth comes and goes.
  await page.getByRole('button', { name: `${bank.down} ${filled(bank.step, { n: 1 })}` }).click();
  await expect(field(page, 'steps.0')).toHaveValue('要照片');
  await expect(page).toHaveURL(/#steps$/);
  await page.getByRole('button', { name: `${bank.up} ${filled(bank.step, { n: 2 })}` }).click();
  await press(page, bank.add_step);
  await expect(field(page, 'steps.4')).toHaveValue('');
  await page.getByRole('button', { name: `${bank.drop} ${filled(bank.step, { n: 5 })}` }).click();
  await expect(field(page, 'steps.4')).toHaveCount(0);
  await save(page);

  preview = await begin(page, 'cloze', '签收后{1}天内可退，', 'a8');
  await press(page, bank.add_blank);
  await expect(field(page, 'prompt')).toHaveValue('签收后{1}天内可退，{2}');
  await field(page, 'prompt').fill('签收后{1}天内可退，运费由{2}承担。');
  await field(page, 'blanks.0.accepted.0.text').fill('7');
  await page.getByRole('button', { name: bank.add_accepted }).first().click();
  await field(page, 'blanks.0.accepted.1.text').fill('七');
  await field(page, 'blanks.1.accepted.0.text').fill('买家');
  await field(page, 'blanks.1.choices').fill('买家\n店铺');
  preview = page.locator('.preview');
  await expect(preview.locator('.cloze select option')).toHaveCount(3);
  await preview.getByRole('textbox').fill('七');
  await preview.locator('.cloze select').selectOption('店铺');
  await worth(preview, 50);
  await save(page);
}

/** Puts the steps in order with the keyboard alone. */
async function order(question: Locator, steps: string[]): Promise<void> {
  const list = question.locator('.ordering li');
  for (const [to, step] of steps.entries()) {
    const at = async () => (await list.locator('.grow').allInnerTexts()).indexOf(step);
    for (let from = await at(); from > to; from -= 1) {
      await list.nth(from).locator('.up').focus();
      await list.nth(from).locator('.up').press('Alt+ArrowUp');
      await expect.poll(at).toBe(from - 1);
    }
  }
}

test.describe.configure({ mode: 'serial' });

let content: EmptyBank;
let server: Server;
let trainer: Page;

async function startAs(browser: Browser, login: string, password: string): Promise<Page> {
  const { page } = await person(browser, server.url);
  await page.setViewportSize({ width: 1366, height: 768 });
  await signIn(page, login, password);
  await expect(page).not.toHaveURL(/\/login/);
  return page;
}

test.beforeAll(async ({ browser }) => {
  content = new EmptyBank();
  server = await Server.start({ demo: true, args: ['--content', content.folder] });
  trainer = await startAs(browser, 'trainer', 'demo-trainer-2026');
});

test.afterAll(async () => {
  await server?.stop();
  content?.remove();
});

test('a trainer writes an item of every kind, and sees each as trainees will', async () => {
  await trainer.getByRole('link', { name: bank.title }).click();
  await expect(trainer.locator('h1')).toHaveText(bank.title);
  await writeAll(trainer);
  await trainer.goto(`${BANK}?from=own`);
  await expect(trainer.locator('.bank-table tbody tr')).toHaveCount(8);
  await trainer.selectOption('#kind', 'cloze');
  await trainer.getByRole('button', { name: bank.find }).click();
  await expect(trainer.locator('.bank-table tbody tr')).toHaveCount(1);
  await trainer.goto(`${BANK}?from=own&q=%E5%BC%80%E8%83%B6+%E5%85%88%E5%90%8E`);
  await expect(trainer.locator('.bank-table tbody tr')).toHaveCount(1);
});

test('what is wrong stands beside its field, nothing typed is lost, and Enter deletes nothing', async () => {
  const preview = await begin(trainer, 'single', '哪个对？', 'a1');
  await field(trainer, 'options.0.text').fill('甲</textarea><b id="out">');
  await field(trainer, 'options.1.text').fill('甲</textarea><b id="out">');
  await field(trainer, 'options.1.text').press('Enter');
  await expect(trainer.getByRole('status').first()).toHaveText(bank.not_sound);
  await expect(trainer.locator('#wrong-options')).toContainText(bank.fault_none_right);
  await expect(trainer.locator('#wrong-options')).toContainText('出现了两次');
  await expect(field(trainer, 'options.1.text')).toHaveValue('甲</textarea><b id="out">');
  await expect(trainer.locator('#out')).toHaveCount(0);
  await field(trainer, 'product').fill('XB-0');
  await press(trainer, bank.save);
  await expect(trainer.getByRole('status').first()).toHaveText(bank.not_saved);
  await expect(trainer.locator('#wrong-product')).toContainText('XB-0');
  await expect(preview).toBeVisible();
  await sound(trainer);
  await trainer.goto(`${BANK}?from=own&q=%E5%93%AA%E4%B8%AA%E5%AF%B9`);
  await expect(trainer.locator('.empty')).toBeVisible();
});

test('a trainee answers all of them with the real fields; half-typed words and other tabs are kept in step', async ({ browser }) => {
  const page = await startAs(browser, 'trainee', 'demo-trainee-2026');
  await page.goto('/quiz');
  await page.locator('.rows li', { hasText: quiz.set_rules }).getByRole('button').click();
  await expect(page.locator('.quiz fieldset')).toHaveCount(10);
  const question = (kind: keyof typeof PROMPTS) => page.locator('.quiz fieldset', { hasText: PROMPTS[kind] });
  const saved = () => expect(page.getByRole('status')).toHaveText(quiz.saved);
  const keyboard = await InputMethod.on(page);

  await question('single').getByText('7天', { exact: true }).click();
  await question('multiple').getByText('开胶', { exact: true }).click();
  await question('boolean').getByText(quiz.wrong, { exact: true }).click();
  await question('numeric').getByRole('textbox').fill('１４８');
  await question('matching').getByLabel('少件').selectOption({ label: '补发' });
  await question('matching').getByLabel('错发').selectOption({ label: '拒收' });
  await order(question('ordering'), ['道歉', '要照片', '查订单', '给办法']);
  const cloze = page.locator('.quiz fieldset[data-kind="cloze"]');
  await cloze.locator('select').selectOption('店铺');
  await cloze.getByRole('textbox').click();
  await keyboard.type(page, '七', 60);

  // Half a word, and the page is loaded again.
  await question('text').getByRole('textbox').click();
  await keyboard.type(page, '补', 60);
  // Typed words are kept half a second after the last of them.
  await expect(page.locator('.quiz-bar')).toContainText('8/10');
  await saved();
  await page.reload();
  await expect(question('text').getByRole('textbox')).toHaveValue('补');
  await expect(cloze.getByRole('textbox')).toHaveValue('七');
  await expect(cloze.locator('select')).toHaveValue('店铺');
  await expect(question('numeric').getByRole('textbox')).toHaveValue('148');
  await expect(question('ordering').locator('.grow')).toHaveText(['道歉', '要照片', '查订单', '给办法']);
  await question('text').getByRole('textbox').press('End');
  const kept = page.waitForResponse((answer) => answer.url().includes('save_answer') && (answer.request().postData() ?? '').includes('补发'));
  await keyboard.type(page, '发', 60);
  await kept;
  await saved();

  // A second tab shows what the first answered, and the first what the second did.
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await expect(tab.locator('.quiz fieldset', { hasText: PROMPTS.text }).getByRole('textbox')).toHaveValue('补发');
  await expect(tab.locator('.quiz fieldset', { hasText: PROMPTS.single }).getByRole('radio', { checked: true })).toHaveCount(1);
  await tab.locator('.quiz fieldset', { hasText: PROMPTS.boolean }).getByText(quiz.right, { exact: true }).click();
  await expect(tab.getByRole('status')).toHaveText(quiz.saved);
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(question('boolean').getByRole('radio').nth(0)).toBeChecked();
  await sound(page);

  await page.getByRole('button', { name: quiz.hand_in }).click();
  await expect(page).toHaveURL(/\/review$/);
  // Handed in: the other tab's answer is refused, with words.
  await tab.locator('.quiz fieldset', { hasText: PROMPTS.single }).getByText('15天', { exact: true }).click();
  await expect(tab.getByRole('alert')).toContainText(quiz.not_saved);

  const row = (text: string) => page.locator('main ol > li', { hasText: text });
  await expect(row(PROMPTS.single)).toContainText(quiz.full);
  await expect(row(PROMPTS.multiple)).toContainText(quiz.partly);
  await expect(row(PROMPTS.boolean)).toContainText(quiz.missed);
  await expect(row(PROMPTS.numeric)).toContainText(`${quiz.full} · ${quiz.yours}: 148 元`);
  await expect(row(PROMPTS.text)).toContainText(`${quiz.full} · ${quiz.yours}: 补发`);
  await expect(row(PROMPTS.matching)).toContainText(quiz.partly);
  await expect(row(PROMPTS.matching)).toContainText('错发 → 换货');
  await expect(row(PROMPTS.ordering)).toContainText(quiz.full);
  await expect(row('签收后')).toContainText(quiz.partly);
  await expect(row('签收后')).toContainText('【七】');
  await sound(page);
  await page.context().close();
});

test('each change is a version; an old one is looked at beside the newest and comes back as a new one', async () => {
  await trainer.goto(`${BANK}?from=own&kind=text`);
  await trainer.getByRole('link', { name: PROMPTS.text }).click();
  const here = trainer.url();
  await press(trainer, bank.save);
  await expect(trainer.getByRole('status').first()).toHaveText(filled(bank.saved_before, { n: 1 }));
  await field(trainer, 'accepted.1.text').fill('再发');
  await save(trainer, 2);
  await trainer.locator('.versions tr', { hasText: filled(bank.version, { n: 1 }) }).getByRole('link').click();
  await expect(trainer.getByRole('status').first()).toHaveText(filled(bank.is_old, { n: 1, newest: 2 }));
  await expect(trainer.locator('.bank-beside tbody tr')).toHaveCount(1);
  await expect(trainer.locator('.bank-beside')).toContainText('再发');
  await sound(trainer);
  await save(trainer, 3);
  await trainer.goto(here);
  await expect(field(trainer, 'accepted.1.text')).toHaveValue('重发');
  await expect(trainer.locator('.versions tbody tr')).toHaveCount(3);
});

test('an item is retired and asked again; a catalogue item is copied', async () => {
  await trainer.goto(`${BANK}?from=own&kind=text`);
  const row = trainer.locator('.bank-table tbody tr').first();
  await row.getByRole('button', { name: bank.retire }).click();
  await expect(trainer).toHaveURL(/from=own&kind=text$/);
  await expect(row).toContainText(bank.retired);
  await row.getByRole('link').first().click();
  await expect(trainer.getByRole('status').first()).toHaveText(bank.is_retired);
  await trainer.getByRole('button', { name: bank.restore }).click();
  await expect(trainer.getByRole('button', { name: bank.retire })).toBeVisible();

  await trainer.goto(`${BANK}?from=made&shop=xiaobu&topic=care`);
  await trainer.locator('.bank-table tbody tr').first().getByRole('link').first().click();
  await expect(trainer.locator('.preview fieldset')).toBeVisible();
  await sound(trainer);
  await trainer.getByRole('link', { name: bank.copy }).click();
  await expect(trainer.getByRole('status').first()).toContainText(':care');
  const prompt = await field(trainer, 'prompt').inputValue();
  await field(trainer, 'prompt').fill(`${prompt}（本校）`);
  await save(trainer);
  await trainer.goto(`${BANK}?from=own&topic=care`);
  await expect(trainer.locator('.bank-table tbody tr')).toHaveCount(1);
  await trainer.goto(BANK);
  await expect(trainer.locator('.bank-table tbody tr')).toHaveCount(50);
  await trainer.getByRole('link', { name: bank.after }).click();
  await expect(trainer).toHaveURL(/page=2$/);
  await sound(trainer);
});

test('an answer after the time is refused with words', async ({ browser }) => {
  test.setTimeout(180_000);
  await trainer.goto('/trainer');
  await trainer.locator('.rows a').first().click();
  await trainer.selectOption('#standard', 'PS-1');
  await trainer.getByRole('button', { name: words('trainer').make_tickets }).click();
  const ticket = await trainer.locator('tbody tr').first().locator('code').last().innerText();
  const login = await trainer.locator('tbody tr').first().locator('code').first().innerText();
  const page = await startAs(browser, login, 'demo-trainee-2026');
  await page.goto('/exam');
  await page.fill('#ticket', ticket);
  await page.getByRole('button', { name: words('exam').enter }).click();
  // A browser whose clock stands: it does not hand in by itself.
  await page.clock.install();
  await page.locator('.rows li', { hasText: words('exam').quiz_rules_known }).getByRole('button').click();
  await expect(page.locator('.quiz fieldset')).toHaveCount(1);
  await page.clock.pauseAt(new Date(Date.now() + 1_000));
  await page.getByText(quiz.wrong, { exact: true }).click();
  await expect(page.locator('.quiz-bar')).toContainText('1/1');
  await new Promise((done) => setTimeout(done, 67_000));
  await page.getByText(quiz.right, { exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(quiz.not_saved);
  await expect(page.getByRole('alert')).toContainText(words('common').error_conflict_text);
  // What was answered in time counts.
  await page.reload();
  await expect(page.getByRole('radio').nth(1)).toBeChecked();
  await page.context().close();
});

test('a changed fact stops the item until the trainer has looked at it', async ({ browser }) => {
  content.allow(15);
  await server.kill();
  await server.resume();
  const page = await startAs(browser, 'trainer', 'demo-trainer-2026');
  await page.goto(`${BANK}?state=void`);
  const row = page.locator('.bank-table tbody tr');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(filled(bank.void_what, { said: '7', now: '15' }));
  await sound(page);
  await row.getByRole('link').first().click();
  await expect(page.locator('#wrong-fact')).toContainText('15');
  await press(page, bank.save);
  await expect(page.getByRole('status').first()).toHaveText(bank.not_saved);
  await page.goto(`${BANK}?state=void`);
  await row.getByRole('button', { name: bank.still_right }).click();
  await expect(page.locator('.empty')).toBeVisible();
  await page.context().close();
});

test('only a trainer writes items', async ({ browser }) => {
  const page = await startAs(browser, 'trainee', 'demo-trainee-2026');
  for (const path of [BANK, `${BANK}/new?kind=single`, `${BANK}/t1`]) {
    const answer = await page.request.get(path, { headers: { accept: 'text/html' } });
    expect(answer.status(), path).toBe(403);
  }
  for (const path of [`${BANK}/t1`, `${BANK}/t1/state`]) {
    const answer = await page.request.post(path, { form: { do: 'save', to: 'retired' }, headers: { origin: server.url } });
    expect(answer.status(), path).toBe(403);
  }
  await page.context().close();
});
