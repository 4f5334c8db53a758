//! The main fields of a scenario as a form shows them, read from its text and written back into it. Comments, order and
//! all that no field stands for stay as they are.

use crate::content::fault::{Fault, line_at};
use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike, Value};

/// The mood of a text that names none (`scenario::Temper`'s default).
const TEMPER_DEFAULT: &str = "calm";

/// Values as written: a wrong one is shown as it is, and told by the check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub title: String,
    pub post: String,
    pub topic: String,
    pub difficulty: String,
    pub temper: String,
    /// The scenario's own, or that of the order's first line.
    pub product: String,
    pub needs: Vec<NeedFields>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedFields {
    pub id: String,
    pub topic: String,
    /// The first plain phrasing.
    pub ask: String,
    pub better: String,
}

/// A form: what its fields hold now, and what they held when it was drawn. Only where the two differ has the author written.
/// `was.needs` has one entry for each of `now.needs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub now: Fields,
    pub was: Fields,
}

impl Fields {
    /// The fields of a text.
    ///
    /// # Errors
    /// Where it is no TOML. Missing and wrong values are none: the field is empty or shows them.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        let document = document(file, text)?;
        let root = document.as_table();
        let line = root.get("order").and_then(|order| tables(order.get("line")?).into_iter().next());
        let product = match (root.get("product"), line) {
            (None, Some(line)) => word(line, "product"),
            _ => word(root, "product"),
        };
        let need = |table: &dyn TableLike| NeedFields {
            id: word(table, "id"),
            topic: word(table, "topic"),
            ask: first_plain(table).unwrap_or_default(),
            better: word(table, "better"),
        };
        let temper = word(root, "temper");
        Ok(Self {
            title: word(root, "title"),
            post: word(root, "post"),
            topic: word(root, "topic"),
            difficulty: word(root, "difficulty"),
            temper: if temper.is_empty() { TEMPER_DEFAULT.to_owned() } else { temper },
            product,
            needs: root.get("need").map(tables).unwrap_or_default().into_iter().map(need).collect(),
        })
    }
}

impl Sheet {
    /// A form nobody has written in yet.
    pub fn of(fields: Fields) -> Self {
        Self { now: fields.clone(), was: fields }
    }

    /// Whether the author has changed a field.
    pub fn is_changed(&self) -> bool {
        self.now != self.was
    }

    /// Puts each changed field into the text.
    ///
    /// # Errors
    /// Where the text is no TOML, or a changed need is no longer in it.
    pub fn write(&self, file: &str, text: &str) -> Result<String, Fault> {
        if !self.is_changed() {
            return Ok(text.to_owned());
        }
        let mut document = document(file, text)?;
        let root = document.as_table_mut();
        let (now, was) = (&self.now, &self.was);
        for (key, now, was) in [
            ("title", &now.title, &was.title),
            ("post", &now.post, &was.post),
            ("topic", &now.topic, &was.topic),
            ("temper", &now.temper, &was.temper),
        ] {
            if now != was {
                put(root, key, now.as_str().into());
            }
        }
        if now.difficulty != was.difficulty {
            let number = now.difficulty.parse::<i64>();
            put(root, "difficulty", number.map_or_else(|_| now.difficulty.as_str().into(), Value::from));
        }
        if now.product != was.product {
            put_product(root, &now.product);
        }
        for (now, was) in now.needs.iter().zip(&was.needs).filter(|(now, was)| now != was) {
            let all = root.get_mut("need").map(tables_mut).unwrap_or_default();
            let Some(table) = all.into_iter().find(|table| word(*table, "id") == was.id) else {
                return Err(Fault::new(
                    file,
                    1,
                    format!("the need `{}` is not in the text; write it there first, or undo its fields", was.id),
                ));
            };
            put_need(table, now, was);
        }
        Ok(document.to_string())
    }

    /// The form beside a text that was changed meanwhile: what the author wrote into the form stands, all else is as in the
    /// text. A need that was changed here and is gone there comes last.
    #[must_use]
    pub fn beside(self, fresh: &Fields) -> Self {
        let pick = |now: String, was: &str, fresh: &str| if now == was { fresh.to_owned() } else { now };
        let (now, was) = (self.now, self.was);
        let mut sheet = Self {
            now: Fields {
                title: pick(now.title, &was.title, &fresh.title),
                post: pick(now.post, &was.post, &fresh.post),
                topic: pick(now.topic, &was.topic, &fresh.topic),
                difficulty: pick(now.difficulty, &was.difficulty, &fresh.difficulty),
                temper: pick(now.temper, &was.temper, &fresh.temper),
                product: pick(now.product, &was.product, &fresh.product),
                needs: Vec::new(),
            },
            was: Fields { needs: Vec::new(), ..fresh.clone() },
        };
        let mut written: Vec<(NeedFields, NeedFields)> = now.needs.into_iter().zip(was.needs).collect();
        for fresh in &fresh.needs {
            let need = match written.iter().position(|(_, was)| was.id == fresh.id) {
                None => fresh.clone(),
                Some(at) => {
                    let (now, was) = written.remove(at);
                    NeedFields {
                        id: pick(now.id, &was.id, &fresh.id),
                        topic: pick(now.topic, &was.topic, &fresh.topic),
                        ask: pick(now.ask, &was.ask, &fresh.ask),
                        better: pick(now.better, &was.better, &fresh.better),
                    }
                }
            };
            sheet.now.needs.push(need);
            sheet.was.needs.push(fresh.clone());
        }
        for (now, was) in written.into_iter().filter(|(now, was)| now != was) {
            sheet.now.needs.push(now);
            sheet.was.needs.push(was);
        }
        sheet
    }
}

/// A text with another id, for a new scenario made from an old one.
///
/// # Errors
/// Where the text is no TOML.
pub fn with_id(file: &str, text: &str, id: &str) -> Result<String, Fault> {
    let mut document = document(file, text)?;
    put(document.as_table_mut(), "id", id.into());
    Ok(document.to_string())
}

fn document(file: &str, text: &str) -> Result<DocumentMut, Fault> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        Fault::new(file, line, crate::content::load::plain_words(error.message()))
    })
}

/// The tables of `[[key]]`, or of `key = [{ … }]`.
fn tables(item: &Item) -> Vec<&dyn TableLike> {
    match item {
        Item::ArrayOfTables(all) => all.iter().map(|table| table as &dyn TableLike).collect(),
        Item::Value(Value::Array(all)) => {
            all.iter().filter_map(|value| value.as_inline_table().map(|table| table as &dyn TableLike)).collect()
        }
        _ => Vec::new(),
    }
}

fn tables_mut(item: &mut Item) -> Vec<&mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(all) => all.iter_mut().map(|table| table as &mut dyn TableLike).collect(),
        Item::Value(Value::Array(all)) => all
            .iter_mut()
            .filter_map(|value| value.as_inline_table_mut().map(|table| table as &mut dyn TableLike))
            .collect(),
        _ => Vec::new(),
    }
}

/// A text or number as a field shows it; empty where there is none.
fn word(table: &dyn TableLike, key: &str) -> String {
    match table.get(key).and_then(Item::as_value) {
        Some(Value::String(text)) => text.value().clone(),
        Some(Value::Integer(number)) => number.value().to_string(),
        _ => String::new(),
    }
}

fn first_plain(need: &dyn TableLike) -> Option<String> {
    need.get("ask")?.get("plain")?.get(0)?.as_str().map(str::to_owned)
}

/// Sets a value and leaves the blanks and the comment around the old one.
fn put(table: &mut dyn TableLike, key: &str, value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => replace(old, value),
        None => _ = table.insert(key, Item::Value(value)),
    }
}

fn replace(old: &mut Value, value: Value) {
    let decor = old.decor().clone();
    *old = value;
    *old.decor_mut() = decor;
}

fn put_product(root: &mut dyn TableLike, id: &str) {
    if root.get("product").is_none()
        && let Some(lines) = root.get_mut("order").and_then(|order| order.get_mut("line"))
        && let Some(line) = tables_mut(lines).into_iter().next()
    {
        put(line, "product", id.into());
    } else {
        put(root, "product", id.into());
    }
}

fn put_need(table: &mut dyn TableLike, now: &NeedFields, was: &NeedFields) {
    for (key, now, was) in
        [("id", &now.id, &was.id), ("topic", &now.topic, &was.topic), ("better", &now.better, &was.better)]
    {
        if now != was {
            put(table, key, now.as_str().into());
        }
    }
    if now.ask == was.ask {
        return;
    }
    if table.get("ask").and_then(Item::as_table_like).is_none() {
        table.insert("ask", Item::Value(Value::InlineTable(InlineTable::new())));
    }
    let Some(ask) = table.get_mut("ask").and_then(Item::as_table_like_mut) else { return };
    match ask.get_mut("plain").and_then(Item::as_array_mut) {
        Some(plain) => match plain.get_mut(0) {
            Some(first) => replace(first, now.ask.as_str().into()),
            None => plain.push(now.ask.as_str()),
        },
        None => {
            let mut plain = Array::new();
            plain.push(now.ask.as_str());
            ask.insert("plain", Item::Value(Value::Array(plain)));
            if let Some(Value::InlineTable(ask)) = table.get_mut("ask").and_then(Item::as_value_mut) {
                // The blank before the brace belongs to what was last.
                ask.fmt();
            }
        }
    }
}
