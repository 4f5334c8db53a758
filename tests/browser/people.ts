import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { parse } from 'smol-toml';

const root = resolve('../..');

/** The words of a page's locale file: tests look for what a person reads. */
export function words(namespace: string, locale = 'zh'): Record<string, string> {
  return JSON.parse(readFileSync(join(root, 'app/locales', locale, `${namespace}.json`), 'utf8'));
}

/** `words` with `{{ name }}` filled in. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{ *(\w+) *\}\}/g, (_, name: string) => String(values[name]));
}

/**
 * The shipped content with one change: a presale standard whose exam is short enough for a test. Its thresholds,
 * rules, buyers and items are the shipped ones.
 */
export class ShortExam {
  readonly folder = mkdtempSync(join(tmpdir(), 'miaohui-content-'));
  readonly passage = '亲，您好，这款学步鞋有现货，今天四点前付款当天就发。';

  constructor() {
    cpSync(join(root, 'content'), this.folder, { recursive: true });
    const standards = join(this.folder, 'standards');
    const presale = readFileSync(join(standards, 'PS-1.toml'), 'utf8');
    const start = presale.indexOf('[exam.typing]');
    const criteria = presale.indexOf('[[criteria]]');
    const exam = [
      '[exam.typing]\npasspage',
      '[exam.shift]\nplans = ["exam-short"]',
      '[[exam.quiz]]\ncriterion = "rules_known"\nminutes = 10\nblueprint = [{ topic = "conduct", level = 1, count = 3 }, { topic = "fraud", count = 2 }]',
    ]
      .join('\n\n')
      .replace('passpage', 'passages = ["test-short"]\nminutes = 1');
    const kept = presale
      .slice(criteria)
      .split('[[criteria]]')
      .filter((block) => !block.includes('"products_known"'))
      .join('[[criteria]]');
    writeFileSync(join(standards, 'PS-1.toml'), `${presale.slice(0, start)}${exam}\n\n${kept}`);
    writeFileSync(
      join(this.folder, 'passages', 'test-short.toml'),
      `[[passage]]\nid = "test-short"\ntitle = "短回复"\ntopic = "dispatch"\ndifficulty = 1\ntext = "${this.passage}"\n`,
    );
    writeFileSync(
      join(this.folder, 'plans', 'exam-short.toml'),
      [
        'id = "exam-short"\ntitle = "两位买家"\nposts = ["presale"]\nexam = true\nwindows = 2\nbuyers = 2\nduration_s = 30',
        'ramp = [[0, 3600], [30, 3600]]\ndifficulty = [1, 1]\nscenarios = ["presale-first-shoes"]\n',
      ].join('\n'),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Item {
  prompt: string;
  kind: string;
  options?: { text: string; right?: boolean }[];
  truth?: boolean;
  answer?: number;
  accepted?: { text: string }[];
  pairs?: { left: string; right: string }[];
  steps?: string[];
  blanks?: { accepted: { text: string }[]; choices?: string[] }[];
}

/** A person who has learned every authored item. */
export class Learned {
  private readonly items = new Map<string, Item>();

  constructor() {
    const folder = join(root, 'content/items');
    for (const name of readdirSync(folder)) {
      const file = parse(readFileSync(join(folder, name), 'utf8')) as unknown as { item: Item[] };
      for (const item of file.item) this.items.set(item.prompt.replace(/\s+/g, ''), item);
    }
  }

  /** Answers every question on the sheet. */
  async answer(page: Page): Promise<void> {
    for (const question of await page.locator('.quiz fieldset').all()) {
      const legend = (await question.locator('legend').innerText()).replace(/\s+/g, '');
      const cloze = (await question.locator('.cloze').innerText({ timeout: 1 }).catch(() => '')).replace(/\s+/g, '');
      const known = [...this.items].find(([prompt]) => legend.includes(prompt) || (cloze && shown(prompt, cloze)))?.[1];
      if (!known) throw new Error(`nobody taught: ${legend}${cloze}`);
      await answerOne(question, known);
    }
  }
}

/** Whether a text with blanks is the one that is shown: each piece between the blanks is there. */
function shown(prompt: string, text: string): boolean {
  return /\{1\}/.test(prompt) && prompt.split(/\{\d\}/).every((piece) => text.includes(piece));
}

/** Answers a question of any kind rightly. */
export async function answerOne(question: Locator, known: Item): Promise<void> {
  const type = async (field: Locator, text: string) => {
    await field.fill(text);
    await field.blur();
  };
  switch (known.kind) {
    case 'boolean':
      await question.getByRole('radio').nth(known.truth ? 0 : 1).check();
      break;
    case 'numeric':
      await type(question.getByRole('textbox'), String(known.answer));
      break;
    case 'text':
      await type(question.getByRole('textbox'), known.accepted?.[0].text ?? '');
      break;
    case 'matching':
      for (const { left, right } of known.pairs ?? []) {
        await question.locator('.pair', { hasText: left }).getByRole('combobox').selectOption({ label: right });
      }
      break;
    case 'ordering':
      // As one sorts a hand of cards: each step in turn is moved up to its place.
      for (const [place, step] of (known.steps ?? []).entries()) {
        const row = question.locator('.ordering li').filter({ has: question.page().getByText(step, { exact: true }) });
        const texts = () => question.locator('.ordering li span').allInnerTexts();
        for (let at = (await texts()).indexOf(step); at > place; at -= 1) {
          await row.locator('.up').click();
          await expect.poll(async () => (await texts()).indexOf(step)).toBe(at - 1);
        }
      }
      break;
    case 'cloze':
      for (const [at, blank] of (known.blanks ?? []).entries()) {
        const field = question.locator('.cloze').locator('input, select').nth(at);
        if (blank.choices?.length) await field.selectOption({ label: blank.accepted[0].text });
        else await type(field, blank.accepted[0].text);
      }
      break;
    default:
      for (const option of known.options ?? []) {
        if (option.right) await question.getByText(option.text, { exact: true }).click();
      }
  }
}

/** A person at a keyboard with a Chinese input method: real composition events, phrase by phrase. */
export class InputMethod {
  private constructor(private readonly session: CDPSession) {}

  static async on(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  /** Types `text` two characters at a time, `ms` a character. */
  async type(page: Page, text: string, ms: number): Promise<void> {
    const characters = [...text];
    for (let at = 0; at < characters.length; at += 2) {
      const phrase = characters.slice(at, at + 2).join('');
      const letters = 'ni hao'.slice(0, 3 * phrase.length - 1);
      await this.session.send('Input.imeSetComposition', { text: letters.slice(0, 1), selectionStart: 1, selectionEnd: 1 });
      await page.waitForTimeout((ms * [...phrase].length) / 2);
      await this.session.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length });
      await page.waitForTimeout((ms * [...phrase].length) / 2);
      await this.session.send('Input.insertText', { text: phrase });
    }
  }
}

/** A browser of one's own, as each of the five has. */
export async function person(browser: Browser, baseURL: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  return { context, page: await context.newPage() };
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/login');
  await page.fill('#login', login);
  await page.fill('#password', password);
  await page.locator('main').getByRole('button', { name: words('common').sign_in }).click();
}

/** First sign-in with a printed password, which must be changed. */
export async function firstSignIn(page: Page, login: string, password: string, own: string): Promise<void> {
  await signIn(page, login, password);
  await expect(page).toHaveURL(/\/password$/);
  await page.fill('#old', password);
  await page.fill('#new', own);
  await page.locator('main').getByRole('button', { name: words('common').save }).click();
  await expect(page).not.toHaveURL(/\/password$/);
}
