import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { InputMethod } from './people';

/** Foot length in millimetres → size, from the shop's table for toddlers. */
const SIZES: [number, number, string][] = [
  [109, 113, '19'], [114, 119, '20'], [120, 125, '21'], [126, 130, '22'],
  [131, 136, '23'], [137, 142, '24'], [143, 148, '25'], [149, 154, '26'],
];

/** What an agent who knows the shop answers to what the buyer said last; empty: nothing waits. */
export function reply(said: string[], mine: string[]): string {
  const last = said.slice(-4).join(' ');
  const done = (part: string) => mine.some((line) => line.includes(part));
  const cm = said.join(' ').match(/(1\d(?:\.\d)?)\s*(?:厘米|里米|公分|cm|$|\s)/);
  const size = cm && SIZES.find(([from, to]) => Number(cm[1]) * 10 >= from && Number(cm[1]) * 10 <= to)?.[2];
  if (!done('脚长量过')) return '亲您好，宝宝脚长量过吗？光脚踩在纸上，从脚跟量到最长的脚趾，告诉我多少厘米哦';
  if (size && !done('建议穿')) return `脚长${cm?.[1]}厘米建议穿${size}码哦，脚趾前面留着一点活动的地方。`;
  if (/机洗|鸡洗|洗衣机/.test(last) && !done('不可以机洗')) return '这双不可以机洗哦，脏了用湿布擦一擦就行。';
  if (/发货|发出|时侯发|时候发|几时|发啊|什么时候能给我发/.test(last) && !done('48小时内发货'))
    return '下单后48小时内发货，下午四点前付款的当天就发。合适的话您可以直接拍下哦。';
  return '';
}

/** Serves every window of a shift until it closes; the first line is composed with the input method. */
export async function serve(page: Page, closed: () => Promise<boolean>): Promise<void> {
  const box = page.locator('.desk-reply textarea');
  const keyboard = await InputMethod.on(page);
  let composed = false;
  for (let rounds = 0; rounds < 400 && !(await closed()); rounds += 1) {
    for (const row of await page.locator('.desk-row:not(.is-left)').all()) {
      if (await closed()) return;
      await row.click({ timeout: 2_000 }).catch(() => undefined);
      const said = await page.locator('.desk-lines .by-buyer .said-text').allInnerTexts();
      const mine = await page.locator('.desk-lines .by-agent .said-text').allInnerTexts();
      const text = reply(said, mine) || farewell(said, mine);
      if (!text) continue;
      if (composed) {
        await box.fill(text);
      } else {
        await keyboard.type(page, text, 30);
        composed = true;
      }
      await box.press('Enter');
      await expect(page.locator('.desk-lines .by-agent .said-text').last()).toHaveText(text);
    }
    await page.waitForTimeout(300);
  }
}

/** The last word, once everything is answered and the buyer has spoken after it. */
function farewell(said: string[], mine: string[]): string {
  const answered = mine.some((line) => line.includes('48小时内发货'));
  const thanked = /谢|好的|好嘞|行|拍了|下单/.test(said[said.length - 1] ?? '');
  return answered && thanked && !mine.some((line) => line.includes('随时找我')) ? '不客气的亲，有问题随时找我哦，祝宝宝走路稳稳的。' : '';
}
