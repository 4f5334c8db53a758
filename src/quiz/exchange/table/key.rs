//! The words people write into the columns of kind and answer.

use super::super::Trouble;
use crate::quiz::{Kind, answer::plain};

/// Kinds by their words, in small letters.
const KINDS: [(&[&str], Kind); 10] = [
    (&["single", "单选", "单选题", "单项选择", "单项选择题", "选择题", "选择"], Kind::Single),
    (&["multiple", "多选", "多选题", "多项选择", "多项选择题", "不定项", "不定项选择题"], Kind::Multiple),
    (&["boolean", "truefalse", "true/false", "判断", "判断题", "是非", "是非题"], Kind::Boolean),
    (&["numeric", "numerical", "数值", "数值题", "数字", "数字题", "计算", "计算题"], Kind::Numeric),
    (&["text", "shortanswer", "填空", "填空题", "短答", "短答题"], Kind::Text),
    (&["matching", "match", "匹配", "匹配题", "连线", "连线题", "配对", "配对题"], Kind::Matching),
    (&["ordering", "order", "排序", "排序题"], Kind::Ordering),
    (&["cloze", "完形", "完形填空", "多空填空", "综合填空", "综合填空题"], Kind::Cloze),
    (&["essay", "问答", "问答题", "简答", "简答题", "论述", "论述题", "主观题"], Kind::Essay),
    (&["description", "说明", "说明题", "描述"], Kind::Description),
];

/// The kind a word names.
pub fn kind(word: &str) -> Option<Kind> {
    let word = plain(word);
    KINDS.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, kind)| *kind)
}

/// 对, √, T, true … and their opposites.
pub fn truth(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "对" | "正确" | "是" | "√" | "✓" | "✔" | "t" | "true" | "y" | "yes" | "1" => Some(true),
        "错" | "错误" | "否" | "×" | "✗" | "✘" | "x" | "f" | "false" | "n" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// What parts several answers in one cell.
const PARTS: [char; 9] = [',', '，', '、', ';', '；', '|', '｜', '/', '\n'];

/// Which options a key names, by letters (`AC`, `A、C`) or in words; their places in the order named.
pub fn options(key: &str, options: &[String]) -> Result<Vec<usize>, Trouble> {
    let key = key.trim();
    let by_text =
        |text: &str| options.iter().position(|option| !plain(text).is_empty() && plain(option) == plain(text));
    if let Some(place) = by_text(key) {
        return Ok(vec![place]);
    }
    let letters: String = key.chars().filter(|one| !one.is_whitespace() && !PARTS.contains(one)).collect();
    let places: Option<Vec<usize>> = plain(&letters)
        .chars()
        .map(|letter| match letter {
            'a'..='z' => Some(usize::from(letter as u8 - b'a')).filter(|place| *place < options.len()),
            _ => None,
        })
        .collect();
    if let Some(places) = places.filter(|places| !places.is_empty()) {
        return Ok(places);
    }
    let named: Result<Vec<usize>, Trouble> =
        words(key).map(|word| by_text(word).ok_or_else(|| Trouble::UnknownKey(word.to_owned()))).collect();
    named.and_then(|named| if named.is_empty() { Err(Trouble::NoneRight) } else { Ok(named) })
}

/// Several right answers of one cell.
pub fn words(key: &str) -> impl Iterator<Item = &str> {
    key.split(PARTS).map(str::trim).filter(|word| !word.is_empty())
}

/// Right answers in words: only these part them, for 、 or a stroke may belong to an answer.
pub fn accepted(key: &str) -> impl Iterator<Item = &str> {
    key.split(['|', '｜', ';', '；', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_kinds_and_keys() {
        assert_eq!(kind(" 单选题 "), Some(Kind::Single));
        assert_eq!(kind("Boolean"), Some(Kind::Boolean));
        assert_eq!(kind("谜语"), None);
        assert_eq!((truth("√"), truth("ＦＡＬＳＥ"), truth("大概")), (Some(true), Some(false), None));
        let texts: Vec<String> = ["7 天", "15 天", "看情况"].map(str::to_owned).to_vec();
        let check = |key: &str, expected: &[usize]| assert_eq!(options(key, &texts).as_deref(), Ok(expected), "{key}");
        check("A", &[0]);
        check("ＡＣ", &[0, 2]);
        check("a、c", &[0, 2]);
        check("15天", &[1]);
        check("7天；看情况", &[0, 2]);
        assert_eq!(options("D", &texts), Err(Trouble::UnknownKey("D".to_owned())));
        assert_eq!(options("", &texts), Err(Trouble::NoneRight));
    }
}
