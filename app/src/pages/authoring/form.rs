//! The editor's form as it is sent: one form, several buttons.

use miaohui::content::draft::{Fields, NeedFields, Sheet};

/// More needs no form shows; the largest shipped case has a fifth of them.
pub const NEEDS_MAX: usize = 40;
/// The buyer that is tried where the form names none.
const SEED: u64 = 1;

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Write,
    Check,
    Try,
    Save,
}

/// Everything that was in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    pub wish: Wish,
    pub shop: String,
    /// The version that was opened; 0: none.
    pub base: u64,
    pub sheet: Sheet,
    pub text: String,
    pub script: String,
    pub seed: u64,
}

impl Posted {
    /// Reads the sent pairs; what is unknown is left aside.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut posted = Self {
            wish: Wish::Check,
            shop: String::new(),
            base: 0,
            sheet: Sheet::default(),
            text: String::new(),
            script: String::new(),
            seed: SEED,
        };
        for (name, value) in pairs {
            match name.as_str() {
                "do" => {
                    posted.wish = match value.as_str() {
                        "write" => Wish::Write,
                        "try" => Wish::Try,
                        "save" => Wish::Save,
                        _ => Wish::Check,
                    }
                }
                "shop" => posted.shop = value,
                "base" => posted.base = value.parse().unwrap_or(0),
                "text" => posted.text = lines(&value),
                "script" => posted.script = lines(&value),
                "seed" => posted.seed = value.trim().parse().unwrap_or(SEED),
                field => match field.strip_prefix("was.") {
                    Some(field) => set(&mut posted.sheet.was, field, &value),
                    None => set(&mut posted.sheet.now, field, &value),
                },
            }
        }
        let needs = posted.sheet.was.needs.len().max(posted.sheet.now.needs.len());
        posted.sheet.was.needs.resize_with(needs, NeedFields::default);
        posted.sheet.now.needs.resize_with(needs, NeedFields::default);
        posted
    }
}

/// Browsers send line ends as `\r\n`.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn set(fields: &mut Fields, name: &str, value: &str) {
    let field = match name {
        "title" => &mut fields.title,
        "post" => &mut fields.post,
        "topic" => &mut fields.topic,
        "difficulty" => &mut fields.difficulty,
        "temper" => &mut fields.temper,
        "product" => &mut fields.product,
        _ => match need(fields, name) {
            Some(field) => field,
            None => return,
        },
    };
    *field = lines(value);
}

/// `need.2.better`
fn need<'a>(fields: &'a mut Fields, name: &str) -> Option<&'a mut String> {
    let (at, name) = name.strip_prefix("need.")?.split_once('.')?;
    let at = at.parse::<usize>().ok().filter(|at| *at < NEEDS_MAX)?;
    if fields.needs.len() <= at {
        fields.needs.resize_with(at + 1, NeedFields::default);
    }
    let need = fields.needs.get_mut(at)?;
    match name {
        "id" => Some(&mut need.id),
        "topic" => Some(&mut need.topic),
        "ask" => Some(&mut need.ask),
        "better" => Some(&mut need.better),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{NEEDS_MAX, Posted, Wish};

    #[test]
    fn what_was_typed_comes_back() {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let pairs = [
            ("do", "try"),
            ("shop", "xiaobu"),
            ("base", "3"),
            ("seed", "多"),
            ("title", "新"),
            ("was.title", "旧"),
            ("need.1.better", "亲，\r\n在的"),
            ("was.need.0.id", "size"),
            ("need.999.id", "far"),
            ("text", "a = 1\r\n# 注\r\n"),
            ("else", "?"),
        ];
        let posted = Posted::read(pairs.iter().map(pair).collect());
        assert_eq!((posted.wish, posted.base, posted.seed), (Wish::Try, 3, 1));
        assert_eq!((posted.sheet.now.title.as_str(), posted.sheet.was.title.as_str()), ("新", "旧"));
        assert_eq!(posted.sheet.now.needs[1].better, "亲，\n在的");
        assert_eq!(posted.sheet.now.needs.len(), posted.sheet.was.needs.len());
        assert!(posted.sheet.now.needs.len() < NEEDS_MAX);
        assert_eq!(posted.text, "a = 1\n# 注\n");
    }
}
