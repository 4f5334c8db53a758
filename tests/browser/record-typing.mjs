// node record-typing.mjs URL LOGIN PASSWORD PASSAGE NAME: types a passage of the running server through the drill with a
// real input method of Chromium's and writes the edit log the island hands in to ../fixtures/typing/NAME.jsonl.
// What is typed, key by key, is the plan below; the figures beside the log are made by figures.py, not by the library.
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const [url, login, password] = process.argv.slice(2);

/** Each step: a composition's letters and what it commits; `+` keys alone; `-` so many backspaces. */
const PLANS = {
  'chromium-pinyin': { passage: 'dispatch-01', steps: (text) => phrases(text, 2).slice(0, 18) },
  'chromium-phrases': { passage: 'opening-01', steps: (text) => phrases(text, 7).slice(0, 8) },
  'chromium-corrected': { passage: 'sizing-01', steps: (text) => [...phrases(text, 3).slice(0, 6), ['cuo', '错了'], ['-', 2], ...phrases(text, 3).slice(6, 12)] },
  'chromium-enter': { passage: 'opening-02', steps: (text) => [...phrases(text, 2).slice(0, 4), ['ok', 'ok', 'Enter'], ['-', 2], ...phrases(text, 2).slice(4, 12)] },
  'chromium-semicolon': { passage: 'opening-01', steps: (text) => phrases(text, 2).slice(0, 14).map(([, to], at) => [at % 2 ? 'a;' : 'b_', to]) },
  'chromium-missed': { passage: 'sizing-01', steps: (text) => phrases(text, 2).slice(0, 16).filter((_, at) => at !== 5 && at !== 9) },
};

function phrases(text, size) {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, at) => {
    const to = characters.slice(at * size, at * size + size).join('');
    return ['nihaoshijie'.slice(0, Math.min(11, 2 * [...to].length)), to];
  });
}

const browser = await chromium.launch({ executablePath: process.env.MIAOHUI_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await (await browser.newContext({ baseURL: url, locale: 'zh-CN' })).newPage();
await page.goto('/login');
await page.fill('#login', login);
await page.fill('#password', password);
await page.locator('main button[type=submit]').first().click();
await page.waitForURL((at) => !at.pathname.startsWith('/login'));
const session = await page.context().newCDPSession(page);

for (const [name, plan] of Object.entries(PLANS)) {
  const begun = await page.request.post(`/drills/${plan.passage}`, { form: { minutes: '' }, headers: { origin: url } });
  await page.goto(begun.url());
  
  await page.locator('.island:not([inert]) .typing-field:focus').waitFor({ state: 'attached' });
  await page.waitForTimeout(200);
  const given = (await page.locator('.given').evaluate((given) => [...given.querySelectorAll('.c:not([data-end])')].map((span) => span.textContent).join(''))) ?? '';
  let sent;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.postData()?.includes('"log"')) sent = JSON.parse(request.postData());
  });
  const key = async (key) => {
    // An input method takes the key: the page sees `Process`, 229.
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: key, windowsVirtualKeyCode: 229 });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key });
  };
  for (const [letters, to, end] of plan.steps(given)) {
    if (letters === '-') {
      for (let n = 0; n < to; n += 1) {
        await page.keyboard.press('Backspace');
        await page.waitForTimeout(110);
      }
      continue;
    }
    for (let at = 1; at <= letters.length; at += 1) {
      await key('KeyA');
      await session.send('Input.imeSetComposition', { text: letters.slice(0, at), selectionStart: at, selectionEnd: at });
      await page.waitForTimeout(60 + 17 * (at % 4));
    }
    await key(end ?? 'Space');
    await session.send('Input.insertText', { text: to });
    await page.waitForTimeout(130);
  }
  await page.locator('button.primary').click();
  await page.waitForURL(/\/drills\/result\//);
  const log = sent.log;
  const zero = log[0].t_ms;
  writeFileSync(`../fixtures/typing/${name}.jsonl`, log.map((edit) => JSON.stringify({ ...edit, t_ms: edit.t_ms - zero })).join('\n') + '\n');
  writeFileSync(`../fixtures/typing/${name}.given`, given);
  console.log(name, log.length, 'events');
}
await browser.close();
