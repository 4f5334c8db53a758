//! One spelling for what agents write in many: width, script, case, repeated particles, typos.

use super::traditional::simplify;
use super::trie::Trie;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Longest reply that is read; the rest of a longer one is not looked at.
pub const CHARACTERS_MAX: usize = 2_000;

/// A reply in one spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    /// Lower case, half-width, simplified; clauses end in `,` `.` `?` `!` `;` or a line break.
    pub text: String,
    /// Pictures that were dropped.
    pub emoji: u64,
}

/// Slips of the pinyin keyboard and common misspellings, wrong then right.
const SLIPS: &[(&str, &str)] = &[
    ("发活", "发货"),
    ("发或", "发货"),
    ("发火了", "发货了"),
    ("包油", "包邮"),
    ("保邮", "包邮"),
    ("现或", "现货"),
    ("现活", "现货"),
    ("有或", "有货"),
    ("没或", "没货"),
    ("快弟", "快递"),
    ("快第", "快递"),
    ("快地", "快递"),
    ("快底", "快递"),
    ("物留", "物流"),
    ("退或", "退货"),
    ("退活", "退货"),
    ("换或", "换货"),
    ("换活", "换货"),
    ("尺马", "尺码"),
    ("尺吗", "尺码"),
    ("吃码", "尺码"),
    ("尺玛", "尺码"),
    ("颜涩", "颜色"),
    ("优慧", "优惠"),
    ("优会", "优惠"),
    ("优惠卷", "优惠券"),
    ("劵", "券"),
    ("卷后", "券后"),
    ("领卷", "领券"),
    ("帐号", "账号"),
    ("发漂", "发票"),
    ("发飘", "发票"),
    ("地扯", "地址"),
    ("地止", "地址"),
    ("报歉", "抱歉"),
    ("抱谦", "抱歉"),
    ("报谦", "抱歉"),
    ("报欠", "抱歉"),
    ("不好意司", "不好意思"),
    ("不好意丝", "不好意思"),
    ("质理", "质量"),
    ("质亮", "质量"),
    ("纸量", "质量"),
    ("运废", "运费"),
    ("运非", "运费"),
    ("又费险", "运费险"),
    ("按排", "安排"),
    ("安徘", "安排"),
    ("木有", "没有"),
    ("米有", "没有"),
    ("酱紫", "这样"),
    ("您号", "您好"),
    ("尼好", "您好"),
    ("你号", "你好"),
    ("宝贝儿", "宝贝"),
    ("稍候", "稍等"),
    ("稍后等", "稍等"),
    ("骚等", "稍等"),
    ("稍微等", "稍等"),
    ("推鉴", "推荐"),
    ("推见", "推荐"),
    ("建义", "建议"),
    ("健议", "建议"),
    ("建意", "建议"),
    ("核队", "核对"),
    ("确任", "确认"),
    ("却认", "确认"),
    ("仓酷", "仓库"),
    ("苍库", "仓库"),
    ("木问题", "没问题"),
    ("灰常", "非常"),
    ("支付保", "支付宝"),
    ("顺风快递", "顺丰快递"),
    ("发顺风", "发顺丰"),
    ("顺风", "顺丰"),
    ("申同", "申通"),
    ("圆同", "圆通"),
    ("中同", "中通"),
    ("韵打", "韵达"),
    ("极免", "极兔"),
    ("正平", "正品"),
    ("正苹", "正品"),
    ("薇信", "微信"),
    ("威信", "微信"),
    ("微心", "微信"),
    ("徽信", "微信"),
    ("v信", "微信"),
    ("威心", "微信"),
    ("卫星号", "微信号"),
    ("薇号", "微信号"),
    ("微星聊", "微信聊"),
    ("嘉薇", "加微信"),
    ("zui好", "最好"),
    ("zui", "最"),
    ("蕞", "最"),
    ("醉低", "最低"),
    ("好坪", "好评"),
    ("好 评", "好评"),
    ("反现", "返现"),
    ("验证m", "验证码"),
    ("yzm", "验证码"),
    ("vx", "微信"),
    ("wx", "微信"),
    ("wechat", "微信"),
    ("扣扣", "qq"),
    ("企鹅号", "qq"),
    ("weixin", "微信"),
    ("gift", "赠品"),
    ("size", "尺码"),
    ("ok的", "可以的"),
    ("亲亲", "亲"),
    ("造成的不变", "造成的不便"),
    ("带来不变", "带来不便"),
    ("补尝", "补偿"),
    ("赔尝", "赔偿"),
    ("付宽", "付款"),
    ("退宽", "退款"),
    ("付欵", "付款"),
    ("验证吗", "验证码"),
    ("验正码", "验证码"),
    ("揽收", "揽收"),
    ("因该", "应该"),
    ("以经", "已经"),
    ("己经", "已经"),
    ("在发一个", "再发一个"),
    ("拍嘛", "拍吗"),
    ("麻上", "马上"),
    ("买上给", "马上给"),
];

static FINDER: LazyLock<Trie> = LazyLock::new(|| Trie::new(SLIPS.iter().map(|slip| slip.0)));

/// The reply in one spelling. Never fails; control and direction marks are dropped.
pub fn normalise(reply: &str) -> Normalised {
    let mut out = Normalised { text: String::with_capacity(reply.len()), emoji: 0 };
    let plain = reply.bytes().all(|byte| byte < 0x80);
    let mut last = '\0';
    let mut run = 0_u32;
    let mut push = |character: char, out: &mut Normalised| {
        let spelled =
            if is_ideograph(character) { Some(simplify(character)) } else { spelled(character, &mut out.emoji) };
        let Some(character) = spelled else { return };
        run = if character == last { run + 1 } else { 1 };
        last = character;
        if run == 1 || may_repeat(character, run) {
            out.text.push(character);
        }
    };
    for character in reply.chars().take(CHARACTERS_MAX) {
        if plain || is_ideograph(character) {
            push(character, &mut out);
        } else {
            for part in std::iter::once(character).nfkc() {
                push(part, &mut out);
            }
        }
    }
    spell_out(&mut out.text);
    out
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

/// 哦哦哦哦 is 哦; a digit or a letter may repeat.
fn may_repeat(character: char, run: u32) -> bool {
    let most = if character.is_ascii_alphanumeric() { 40 } else { 1 + u32::from(!is_particle(character)) };
    run <= most && !is_mark(character)
}

/// Puts slips right, only where one stands.
fn spell_out(text: &mut String) {
    let slips = &*FINDER;
    let mut right = String::new();
    let (mut done, mut from) = (0, 0);
    for (at, _) in text.char_indices() {
        if at >= from
            && let Some((slip, length)) = slips.longest(&text[at..])
        {
            right.push_str(&text[done..at]);
            right.push_str(SLIPS[slip].1);
            from = at + length;
            done = from;
        }
    }
    if done > 0 {
        right.push_str(&text[done..]);
        *text = right;
    }
}

fn is_particle(character: char) -> bool {
    matches!(
        character,
        '哦' | '呢'
            | '呀'
            | '啊'
            | '哈'
            | '啦'
            | '噢'
            | '喔'
            | '嘛'
            | '吧'
            | '呐'
            | '嗯'
            | '哒'
            | '的'
            | '了'
            | '吗'
            | '亲'
    )
}

/// True for the marks that end a clause.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, ',' | '.' | '?' | '!' | ';' | '\n' | ' ')
}

/// One character in its spelling; `None` where it is dropped.
fn spelled(character: char, emoji: &mut u64) -> Option<char> {
    Some(match character {
        '，' | '﹐' => ',',
        '。' | '…' | '︒' | '｡' => '.',
        '？' | '﹖' => '?',
        '！' => '!',
        '；' => ';',
        '～' | '~' | '〜' | '∼' | '|' | '·' | '•' => ' ',
        '：' => ':',
        '￥' | '¥' => '¥',
        '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」' | '【' | '】' | '[' | ']' | '《' | '》' | '〈' | '〉'
        | '*' | '^' | '_' | '`' => return None,
        '(' | ')' => ',',
        '–' | '—' | '−' => '-',
        '\r' | '\n' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' | '\u{3000}' | '\u{a0}' => ' ',
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fffd}' => return None,
        character if character.is_control() => return None,
        // Evasions: a plus for 加, a star for 星.
        '\u{2795}' => '+',
        '\u{2b50}' => '星',
        '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}' | '\u{2b00}'..='\u{2bff}' => {
            *emoji += 1;
            return None;
        }
        character => simplify(character.to_ascii_lowercase()),
    })
}
