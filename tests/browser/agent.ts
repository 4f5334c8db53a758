import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { InputMethod } from './people';

/** Foot length in millimetres → size, from the shop's table for toddlers. */
const SIZES: [number, number, string][] = [
  [109, 113, '19'], [114, 119, '20'], [120, 125, '21'], [126, 130, '22'],
  [131, 136, '23'], [137, 142, '24'], [143, 148, '25'], [149, 154, '26'],
];

/** A line of the conversation, oldest first. */
export interface Line {
  mine: boolean;
  text: string;
}

/** What an agent who knows the shop answers now; empty: nothing to say yet. */
export function reply(lines: Line[]): string {
  const said = lines.filter((line) => !line.mine).map((line) => line.text);
  const mine = lines.filter((line) => line.mine).map((line) => line.text);
  const last = lines.map((line) => line.mine).lastIndexOf(true);
  const asked = lines.slice(last + 1).map((line) => line.text).join(' ');
  const told = (part: string) => mine.some((line) => line.includes(part));
  if (!asked) return '';
  const cm = /(1\d(?:\.\d)?)\s*(?:厘米|里米|公分|cm|$|\s)/.exec(said.join(' '));
  const size = cm && SIZES.find(([from, to]) => Number(cm[1]) * 10 >= from && Number(cm[1]) * 10 <= to)?.[2];
  const parts: string[] = [];
  if (!told('您好')) parts.push('您好亲。');
  if (/几码|多大|什么码|好多码|哪个码|选码|厘米|里米|1\d\.\d/.test(asked)) {
    parts.push(
      size
        ? `脚长${cm?.[1]}厘米建议穿${size}码哦，脚趾前面留着一点活动的地方。`
        : '宝宝脚长量过吗？光脚踩在纸上，从脚跟量到最长的脚趾，告诉我多少厘米哦。',
    );
  }
  if (/机洗|鸡洗|洗衣机/.test(asked)) parts.push('这双不可以机洗，脏了用湿布擦一擦就行。');
  if (/发货|发出|时侯发|时候发|几时|给我发/.test(asked)) parts.push('下单后48小时内发货，下午四点前付款的当天就发。合适的话您可以直接拍下哦。');
  if (parts.length === 0 || (parts.length === 1 && parts[0] === '您好亲。')) {
    if (told('48小时内发货')) parts.push('不客气的亲，有问题随时找我哦，祝宝宝走路稳稳的。');
    else if (/^(好|行|嗯|明白|知道|等我)/.test(asked) && mine.length > 0) return '';
    else parts.push(mine.length === 0 ? '宝宝脚长量过吗？光脚踩在纸上，从脚跟量到最长的脚趾，告诉我多少厘米哦。' : '在的亲，您说。');
  }
  return parts.join('');
}

/** Serves every window of a shift until it closes; the first line is composed with the input method. */
export async function serve(page: Page, closed: () => Promise<boolean>): Promise<void> {
  const box = page.locator('.desk-reply textarea');
  const keyboard = await InputMethod.on(page);
  let composed = false;
  for (let rounds = 0; rounds < 600 && !(await closed()); rounds += 1) {
    for (const row of await page.locator('.desk-row:not(.is-left)').all()) {
      if (await closed()) return;
      await row.click({ timeout: 2_000 }).catch(() => undefined);
      const text = reply(await conversation(page));
      if (!text) continue;
      const before = await page.locator('.desk-lines .by-agent').count();
      if (composed) {
        await box.fill(text);
      } else {
        await keyboard.type(page, text, 20);
        composed = true;
      }
      await box.press('Enter');
      await expect(page.locator('.desk-lines .by-agent')).toHaveCount(before + 1);
    }
    await page.waitForTimeout(250);
  }
}

async function conversation(page: Page): Promise<Line[]> {
  return await page.locator('.desk-lines .by-buyer, .desk-lines .by-agent').evaluateAll((all) =>
    all.map((line) => ({ mine: line.classList.contains('by-agent'), text: line.querySelector('.said-text')?.textContent ?? '' })),
  );
}
