import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { firstSignIn, InputMethod, person, signIn, words } from './people';
import { Server } from './server';

const program = process.env.MIAOHUI_BIN ?? resolve('../../target/release/miaohui');
const exam = words('exam');
const examiner = words('examiner');
const trainer = words('trainer');
const admin = words('admin');
const passage = '亲，您好，这款学步鞋有现货，今天四点前付款当天就发。';

/** The shipped content, where the first presale standard is half a minute of typing and wants four eyes. */
class TypingExam {
  readonly folder = mkdtempSync(join(tmpdir(), 'miaohui-content-'));

  constructor() {
    cpSync(resolve('../../content'), this.folder, { recursive: true });
    const path = join(this.folder, 'standards', 'PS-1.toml');
    const presale = readFileSync(path, 'utf8');
    const head = presale.slice(0, presale.indexOf('[exam.typing]'));
    const criteria = presale.split('[[criteria]]').slice(1).filter((block) => block.includes('part = "typing"'));
    const kept = criteria.map((block) => `[[criteria]]${block}`).join('\n');
    writeFileSync(path, `${head}four_eyes = true\n\n[exam.typing]\npassages = ["test-short"]\nminutes = 1\n\n${kept}`);
    writeFileSync(
      join(this.folder, 'passages', 'test-short.toml'),
      `[[passage]]\nid = "test-short"\ntitle = "短回复"\ntopic = "dispatch"\ndifficulty = 1\ntext = "${passage}"\n`,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The command line on the running server's data. */
function command(server: Server, ...args: string[]): string {
  return execFileSync(program, [...args, '--data', server.data], { encoding: 'utf8' });
}

/** An examiner of their own browser. */
async function newExaminer(browser: Browser, server: Server, login: string, name: string): Promise<Page> {
  const password = command(server, 'user', 'add', login, name, 'examiner').trim().split('\t')[1];
  const { page } = await person(browser, server.url);
  await firstSignIn(page, login, password, `${login}-examines-1`);
  return page;
}

async function accessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((one) => `${page.url()} ${colorScheme}: ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Opens the candidate's case from the queue and gives an opinion. */
async function opine(page: Page, button: string, reason: string): Promise<void> {
  await page.goto('/examiner');
  await page.locator('.queue').getByRole('link', { name: '林小安' }).click();
  await page.fill('#reason', reason);
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('four eyes, the own class, an appeal, and a suspension that is seen at once', async ({ browser }) => {
  test.setTimeout(3 * 60_000);
  const content = new TypingExam();
  const server = await Server.start({ demo: true, args: ['--content', content.folder] });
  try {
    // The trainer agrees on dictation with one trainee, hands out a ticket, and checks the person at the seat.
    const { page: teacher } = await person(browser, server.url);
    await signIn(teacher, 'trainer', 'demo-trainer-2026');
    await teacher.goto('/trainer');
    await teacher.getByRole('link', { name: '电商客服实训一班' }).click();
    await teacher.selectOption('#standard', 'PS-1');
    await teacher.selectOption('#whom', { label: '林小安 trainee' });
    await teacher.getByLabel(trainer.invigilated).check();
    await teacher.getByText(trainer.agreed).click();
    await teacher.getByLabel(exam.agreed_dictation).check();
    await teacher.getByRole('button', { name: trainer.make_tickets }).click();
    const ticket = await teacher.locator('tr', { hasText: '林小安' }).locator('code').last().innerText();
    await teacher.goto('/invigilation');
    await expect(teacher.locator('li', { hasText: '林小安' })).toContainText(exam.agreed_dictation);
    await accessible(teacher);
    await teacher.locator('li', { hasText: '林小安' }).getByRole('button', { name: exam.seat_check }).click();
    await expect(teacher.locator('li', { hasText: '林小安' })).toContainText('何静');

    const { page: trainee } = await person(browser, server.url);
    await signIn(trainee, 'trainee', 'demo-trainee-2026');
    await trainee.goto('/exam');
    await trainee.fill('#ticket', ticket);
    await trainee.getByRole('button', { name: exam.enter }).click();
    const sitting = trainee.url();
    await trainee.getByRole('button', { name: exam.part_begin }).click();
    const keyboard = await InputMethod.on(trainee);
    await expect(trainee.locator('.typing-field')).toBeFocused();
    await keyboard.type(trainee, passage, 200);
    await expect(trainee).toHaveURL(sitting, { timeout: 20_000 });
    await trainee.getByRole('button', { name: exam.submit }).click();
    await expect(trainee.locator('.notice').first()).toHaveText(exam.waiting);

    // The trainer has become an examiner; the own class stays closed, on the page and behind it.
    command(server, 'user', 'role', 'trainer', 'examiner');
    await teacher.goto('/examiner');
    await expect(teacher.locator('.queue')).toContainText(examiner.short_trains);
    await teacher.locator('.queue').getByRole('link', { name: '林小安' }).click();
    await expect(teacher.locator('.notice.bad')).toHaveText(examiner.trains);
    await expect(teacher.getByRole('button', { name: examiner.certify })).toHaveCount(0);
    const forced = await teacher.context().request.post(teacher.url(), {
      headers: { origin: server.url },
      form: { outcome: 'refuse', reason: '自己班' },
    });
    expect(forced.status()).toBe(403);

    // Two examiners disagree, blind to each other; the third settles.
    const { page: first } = await person(browser, server.url);
    await signIn(first, 'examiner', 'demo-examiner-2026');
    await first.goto('/examiner');
    await accessible(first);
    await first.locator('.queue').getByRole('link', { name: '林小安' }).click();
    await expect(first.locator('main')).toContainText(examiner.four_eyes);
    await expect(first.locator('main')).toContainText(exam.agreed_dictation);
    await accessible(first);
    await opine(first, examiner.certify, '打字达到要求');
    await expect(first).toHaveURL(/\/examiner$/);
    await expect(first.locator('.queue')).toContainText(examiner.short_own);
    const second = await newExaminer(browser, server, 'qiao', '乔宁');
    await second.goto('/examiner?kind=second');
    await second.locator('.queue').getByRole('link', { name: '林小安' }).click();
    await expect(second.locator('main')).not.toContainText('打字达到要求');
    await opine(second, examiner.refuse, '离开窗口');
    const third = await newExaminer(browser, server, 'pan', '潘岳');
    await opine(third, examiner.refuse, '本次不予通过');

    // The candidate sees the reason, when to sit again, and appeals once.
    await trainee.goto(sitting);
    await expect(trainee.locator('.notice.bad')).toContainText('本次不予通过');
    await expect(trainee.locator('.notice.bad')).toContainText('起可以补考');
    await accessible(trainee);
    await trainee.fill('#appeal-reason', '打字全程没有离开窗口，请再看一遍记录');
    await trainee.getByRole('button', { name: exam.appeal_file }).click();
    await expect(trainee.locator('#appeal')).toContainText('等待另一位考评员处理');

    // Who decided does not decide again; another changes it.
    await third.goto('/examiner?kind=appeal');
    await expect(third.locator('.queue')).toContainText(examiner.short_own);
    const fourth = await newExaminer(browser, server, 'lu', '陆文');
    await fourth.goto('/examiner?kind=appeal');
    await fourth.locator('.queue').getByRole('link', { name: '林小安' }).click();
    await expect(fourth.locator('main')).toContainText('请再看一遍记录');
    await accessible(fourth);
    await opine(fourth, examiner.change, '记录里没有离开窗口');
    await expect(fourth).toHaveURL(/\/c\/\w+$/);
    const address = fourth.url();
    await trainee.goto(sitting);
    await expect(trainee.locator('#appeal')).toContainText(exam.appeal_changed);
    await expect(trainee.locator('.notice.good').first()).toContainText(exam.certified);

    // Suspended with a reason, seen at once by a stranger; lifted again.
    const { page: stranger } = await person(browser, server.url);
    await stranger.goto(address);
    await expect(stranger.locator('main')).toContainText(words('certificate').invigilated);
    await expect(stranger.locator('main')).toContainText(exam.agreed_dictation);
    const { page: keeper } = await person(browser, server.url);
    await signIn(keeper, 'admin', 'demo-admin-2026');
    await keeper.goto(`/admin/certificates/${address.split('/').pop()}`);
    await accessible(keeper);
    await keeper.getByRole('textbox').fill('复核中');
    await keeper.getByRole('button', { name: admin.suspend }).click();
    await stranger.reload();
    await expect(stranger.getByRole('status')).toContainText(words('certificate').suspended);
    await expect(stranger.getByRole('status')).toContainText('复核中');
    await keeper.locator('li', { hasText: '林小安' }).getByRole('button', { name: admin.restore }).click();
    await stranger.reload();
    await expect(stranger.getByRole('status')).toContainText(words('certificate').valid);
    await first.goto('/examiner/agreement');
    await accessible(first);
    expect(command(server, 'audit', 'verify')).toContain('the chain holds');
  } finally {
    await server.stop();
    content.remove();
  }
});
