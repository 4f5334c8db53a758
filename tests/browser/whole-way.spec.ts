import { expect, test } from '@playwright/test';
import { serve } from './agent';
import { filled, firstSignIn, InputMethod, Learned, person, ShortExam, signIn, words } from './people';
import { Server } from './server';

const exam = words('exam');
const trainer = words('trainer');

test('the whole way, as five people: set-up, class, practice, exam, decision, check, revocation', async ({ browser }) => {
  test.setTimeout(8 * 60_000);
  const content = new ShortExam();
  const server = await Server.start({ demo: false, args: ['--content', content.folder] });
  try {
    // The administrator makes the school, with the token the server printed.
    const admin = await person(browser, server.url);
    const token = /with this token: (\S+)/.exec(server.printed())?.[1] ?? '';
    await admin.page.goto('/setup');
    await admin.page.fill('#token', 'not-the-token');
    await admin.page.fill('#school', '江城职业学院');
    await admin.page.fill('#name', '周敏');
    await admin.page.fill('#login', 'zhoumin');
    await admin.page.fill('#password', 'jiangcheng-2026');
    await admin.page.locator('main').getByRole('button').click();
    await expect(admin.page.getByRole('alert')).toBeVisible();
    await admin.page.fill('#token', token);
    await admin.page.fill('#password', 'jiangcheng-2026');
    await admin.page.locator('main').getByRole('button').click();
    await expect(admin.page).toHaveURL(/\/admin$/);

    const first: Record<string, string> = {};
    for (const [login, name, role] of [['hejing', '何静', 'trainer'], ['shengd', '沈国栋', 'examiner'], ['chenli', '陈立', 'employer']]) {
      await admin.page.locator('form[action="/admin/accounts"] #name').fill(name);
      await admin.page.locator('form[action="/admin/accounts"] #login').fill(login);
      await admin.page.selectOption('#role', role);
      await admin.page.locator('form[action="/admin/accounts"] button').click();
      const said = await admin.page.getByRole('status').first().innerText();
      first[login] = /初始密码 (\S+?)，/.exec(said)?.[1] ?? '';
      expect(first[login], said).not.toBe('');
    }

    // The trainer makes a class, adds a trainee, assigns, and hands out exam tickets.
    const teacher = await person(browser, server.url);
    await firstSignIn(teacher.page, 'hejing', first.hejing, 'hejing-teaches-1');
    await teacher.page.fill('#name', '电商二班');
    await teacher.page.getByRole('button', { name: trainer.create }).click();
    await expect(teacher.page.locator('h1')).toHaveText('电商二班');
    const classPage = teacher.page.url();
    await teacher.page.fill('#lines', 'linan 林小安\n一行不合格式');
    await teacher.page.getByRole('button', { name: trainer.add, exact: true }).click();
    await expect(teacher.page.locator('.exchange-faults li')).toContainText('2');
    await teacher.page.getByRole('button', { name: filled(words('school').confirm, { n: 1 }), exact: true }).click();
    const slip = await teacher.page.locator('.slip', { hasText: 'linan' }).locator('code').last().innerText();
    await teacher.page.goto(classPage);
    await teacher.page.selectOption('#target', 'typing:test-short');
    await teacher.page.fill('#due', '2099-01-01');
    await teacher.page.getByRole('button', { name: trainer.assign_go }).click();
    await expect(teacher.page.locator('.class-tasks li')).toHaveCount(1);
    await teacher.page.selectOption('#standard', 'PS-1');
    await teacher.page.getByLabel(trainer.invigilated).check();
    await teacher.page.getByRole('button', { name: trainer.make_tickets }).click();
    const ticket = await teacher.page.locator('tr', { hasText: 'linan' }).locator('code').last().innerText();

    // The trainee does the task with a real input method.
    const trainee = await person(browser, server.url);
    await signIn(trainee.page, 'linan', 'wrong-password');
    await expect(trainee.page.getByRole('alert')).toHaveText(words('account').wrong);
    await firstSignIn(trainee.page, 'linan', slip, 'linan-practises-1');
    await expect(trainee.page).toHaveURL(/\/today$/);
    await trainee.page.locator('main').getByRole('button', { name: words('today').start }).click();
    const keyboard = await InputMethod.on(trainee.page);
    await expect(trainee.page.locator('.typing-field')).toBeFocused();
    await keyboard.type(trainee.page, content.passage, 200);
    await expect(trainee.page).toHaveURL(/\/drills\/result\//, { timeout: 20_000 });
    expect(Number(await trainee.page.locator('[data-score]').innerText())).toBeGreaterThan(60);
    await expect(trainee.page.locator('.notice')).toHaveCount(0);

    // The exam: a used ticket opens nothing, then typing, questions, buyers.
    await trainee.page.goto('/exam');
    await trainee.page.fill('#ticket', 'AAAA-AAAA-AAAA');
    await trainee.page.getByRole('button', { name: exam.enter }).click();
    await expect(trainee.page.getByRole('alert')).toHaveText(exam.bad_ticket);
    await trainee.page.fill('#ticket', ticket.toLowerCase());
    await trainee.page.getByRole('button', { name: exam.enter }).click();
    await expect(trainee.page).toHaveURL(/\/exam\/\w+$/);
    const sitting = trainee.page.url();
    const begin = () => trainee.page.getByRole('button', { name: exam.part_begin }).first().click();

    await begin();
    await expect(trainee.page.locator('.typing-field')).toBeFocused();
    await keyboard.type(trainee.page, content.passage, 200);
    await expect(trainee.page).toHaveURL(sitting, { timeout: 20_000 });

    await begin();
    await expect(trainee.page.locator('.quiz-bar')).toBeVisible();
    await new Learned().answer(trainee.page);
    await expect(trainee.page.getByText(words('quiz').saved)).toBeVisible();
    await trainee.page.reload();
    await expect(trainee.page.locator('.quiz-bar')).toContainText('5/5');
    await trainee.page.getByRole('button', { name: words('quiz').hand_in }).click();
    await expect(trainee.page).toHaveURL(sitting);

    await begin();
    await expect(trainee.page.locator('.desk-row').first()).toBeVisible({ timeout: 60_000 });
    // An exam is no lesson: no guide, no hint, no pause, nothing taken back.
    await expect(trainee.page.locator('.desk-guide, .desk-hint, .said-back')).toHaveCount(0);
    await expect(trainee.page.getByRole('button', { name: words('desk').pause })).toHaveCount(0);
    await serve(trainee.page, async () => !trainee.page.url().includes('/desk/') || (await trainee.page.getByText(words('desk').closed).isVisible()));
    await trainee.page.goto(sitting);
    await trainee.page.getByRole('button', { name: exam.submit }).click();
    await expect(trainee.page.locator('.notice')).toHaveText(exam.waiting);

    // The examiner sees values beside thresholds, and certifies.
    const examiner = await person(browser, server.url);
    await firstSignIn(examiner.page, 'shengd', first.shengd, 'shengd-examines-1');
    await examiner.page.getByRole('link', { name: '林小安' }).click();
    await expect(examiner.page.locator('h1')).toContainText('林小安');
    await examiner.page.fill('#reason', '各项达到');
    // One exam in five is in the sample that people mark too.
    for (const scale of await examiner.page.locator('.scale').all()) await scale.getByRole('radio').nth(3).check();
    await examiner.page.getByRole('button', { name: words('examiner').certify }).click();
    await expect(examiner.page).toHaveURL(/\/c\/\w+$/);
    const address = examiner.page.url();

    // The employer, without an account: by address, by code, by file.
    const employer = await person(browser, server.url);
    const programs: string[] = [];
    employer.page.on('request', (request) => {
      if (/\.(wasm|js)(\?|$)/.test(request.url())) programs.push(request.url());
    });
    await employer.page.goto(address);
    await expect(employer.page.getByRole('status')).toContainText(words('certificate').valid);
    await expect(employer.page.locator('.holder')).toHaveText('林*安');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await employer.page.locator('.paper').innerText())?.[0] ?? '';
    await employer.page.goto('/verify');
    await employer.page.fill('#code', code);
    await employer.page.locator('form[method=get] button').click();
    await expect(employer.page).toHaveURL(address);
    const credential = await (await employer.context.request.get(`${address}/credential.json`)).text();
    await employer.page.goto('/verify');
    await employer.page.fill('#paste', credential);
    await employer.page.locator('form[method=post][action="/verify"] button').click();
    await expect(employer.page.locator('.found')).toContainText(words('verify').state_valid);
    await employer.page.goto('/verify');
    await employer.page.fill('#paste', credential.replace('江城', '海城'));
    await employer.page.locator('form[method=post][action="/verify"] button').click();
    await expect(employer.page.locator('.found')).toContainText(words('verify').state_tampered);
    expect(programs).toEqual([]);

    // The administrator revokes; the page says why at once.
    await admin.page.goto('/admin');
    await admin.page.locator('li', { hasText: '林小安' }).getByRole('textbox').fill('查实代考');
    await admin.page.locator('li', { hasText: '林小安' }).getByRole('button', { name: words('admin').revoke }).click();
    await employer.page.goto(address);
    await expect(employer.page.getByRole('status')).toContainText(words('certificate').revoked);
    await expect(employer.page.getByRole('status')).toContainText('查实代考');
    await admin.page.goto('/admin');
    await expect(admin.page.locator('.notice.good')).toBeVisible();
  } finally {
    await server.stop();
    content.remove();
  }
});
