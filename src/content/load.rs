//! From files to [`Content`]: each file into its type, each id once.

use super::bundle::Content;
use super::fault::{Fault, Step, line_at, line_of};
use super::files::Files;
use super::phrases::{BuyerLines, Phrase};
use crate::catalog::{Product, Shop};
use crate::quiz::Items;
use crate::scoring::rules::RuleSet;
use crate::simulation::scenario::Scenario;
use crate::typing::Passages;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Products {
    #[serde(default)]
    product: Vec<Product>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    #[serde(default)]
    phrase: Vec<Phrase>,
}

/// Content while it is read: with where each thing stands, for faults found later.
pub struct Loaded {
    pub content: Content,
    /// Scenario id → file.
    pub scenario_file: BTreeMap<String, String>,
    /// Item and passage id → file and place in it.
    pub item_place: BTreeMap<String, (String, usize)>,
    pub passage_place: BTreeMap<String, (String, usize)>,
    pub faults: Vec<Fault>,
}

/// Reads every file; faults are collected, not stopped at.
pub fn read(files: &Files) -> Loaded {
    let mut loaded = Loaded {
        content: Content { hash: files.hash(), ..Content::default() },
        scenario_file: BTreeMap::new(),
        item_place: BTreeMap::new(),
        passage_place: BTreeMap::new(),
        faults: Vec::new(),
    };
    for (path, text) in &files.0 {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["shops", shop, "shop.toml"] => loaded.shop(path, text, shop),
            ["shops", shop, "products.toml"] => loaded.products(path, text, shop),
            ["shops", shop, "phrases.toml"] => {
                if let Some(phrases) = loaded.parse::<Phrases>(path, text) {
                    loaded.content.phrases.insert((*shop).to_owned(), phrases.phrase);
                }
            }
            ["shops", shop, "scenarios", name] => loaded.scenario(path, text, shop, name),
            ["shops", ..] => loaded.fault(
                path,
                1,
                "has no place here: a shop has shop.toml, products.toml, phrases.toml and scenarios/",
            ),
            ["buyers", "lines.toml"] => {
                if let Some(lines) = loaded.parse::<BuyerLines>(path, text) {
                    loaded.content.buyers = lines;
                }
            }
            ["plans", name] => loaded.named(path, text, name, |content| &mut content.plans, |plan| &plan.id),
            ["standards", name] => {
                loaded.named(path, text, name, |content| &mut content.standards, |standard| &standard.id);
            }
            ["first-steps", name] => {
                loaded.named(path, text, name, |content| &mut content.first_steps, |steps| &steps.id);
            }
            ["programmes", name] => {
                loaded.named(path, text, name, |content| &mut content.programmes, |programme| &programme.id);
            }
            ["rules", name] => loaded.rules(path, text, name),
            ["items", ..] => {
                let all = loaded.parse::<Items>(path, text).map(|items| items.item).unwrap_or_default();
                for (at, item) in all.into_iter().enumerate() {
                    let id = item.id.clone();
                    let twice = loaded.content.items.insert(id.clone(), item).is_some();
                    loaded.item_place.insert(id.clone(), (path.clone(), at));
                    loaded.once(twice, path, text, "item", at, &id);
                }
            }
            ["passages", ..] => {
                let all = loaded.parse::<Passages>(path, text).map(|passages| passages.passage).unwrap_or_default();
                for (at, passage) in all.into_iter().enumerate() {
                    let id = passage.id.clone();
                    let twice = loaded.content.passages.insert(id.clone(), passage).is_some();
                    loaded.passage_place.insert(id.clone(), (path.clone(), at));
                    loaded.once(twice, path, text, "passage", at, &id);
                }
            }
            // Other folders belong to other readers (language examples).
            _ => {}
        }
    }
    loaded
}

impl Loaded {
    pub fn fault(&mut self, file: &str, line: u64, message: impl Into<String>) {
        self.faults.push(Fault::new(file, line, message));
    }

    fn parse<T: DeserializeOwned>(&mut self, path: &str, text: &str) -> Option<T> {
        parse(text).map_err(|(line, message)| self.fault(path, line, message)).ok()
    }

    /// A second thing of the same id.
    fn once(&mut self, twice: bool, path: &str, text: &str, kind: &'static str, at: usize, id: &str) {
        if twice {
            let line = line_of(text, &[Step::Key(kind), Step::At(at), Step::Key("id")]);
            self.fault(path, line, format!("the id `{id}` is taken; every {kind} has its own"));
        }
    }

    fn shop(&mut self, path: &str, text: &str, folder: &str) {
        let Some(shop) = self.parse::<Shop>(path, text) else { return };
        if shop.id != folder {
            self.fault(
                path,
                line_of(text, &["id".into()]),
                format!("the id is `{}` and the folder `{folder}`; make them the same", shop.id),
            );
        }
        self.content.shops.insert(folder.to_owned(), shop);
    }

    fn products(&mut self, path: &str, text: &str, shop: &str) {
        let all = self.parse::<Products>(path, text).map(|products| products.product).unwrap_or_default();
        for (at, product) in all.into_iter().enumerate() {
            let id = product.id.clone();
            let twice = self.content.products.insert(id.clone(), product).is_some();
            self.content.product_shop.insert(id.clone(), shop.to_owned());
            self.once(twice, path, text, "product", at, &id);
        }
    }

    fn scenario(&mut self, path: &str, text: &str, shop: &str, name: &str) {
        let Some(mut scenario) = self.parse::<Scenario>(path, text) else { return };
        shop.clone_into(&mut scenario.shop);
        self.same_name(path, text, name, &scenario.id);
        let id = scenario.id.clone();
        self.scenario_file.insert(id.clone(), path.to_owned());
        if self.content.scenarios.insert(id.clone(), scenario).is_some() {
            self.fault(
                path,
                line_of(text, &["id".into()]),
                format!("the id `{id}` is taken; every scenario has its own"),
            );
        }
    }

    /// A set with a fault is not loaded at all; each fault is told.
    fn rules(&mut self, path: &str, text: &str, name: &str) {
        let Some(written) = self.parse::<RuleSet<String>>(path, text) else { return };
        self.same_name(path, text, name, &written.id);
        match written.read() {
            Ok(set) => _ = self.content.rules.insert(set.id.clone(), set),
            Err(faults) => {
                for found in faults {
                    let mut steps = vec![Step::Key(found.key)];
                    if let Some(at) = found.rule {
                        steps.splice(0..0, [Step::Key("rule"), Step::At(at)]);
                    }
                    self.fault(path, line_of(text, &steps), found.fault.to_string());
                }
            }
        }
    }

    fn same_name(&mut self, path: &str, text: &str, name: &str, id: &str) {
        if name.strip_suffix(".toml") != Some(id) {
            self.fault(
                path,
                line_of(text, &["id".into()]),
                format!("the id is `{id}` and the file `{name}`; name the file {id}.toml"),
            );
        }
    }

    fn named<T: DeserializeOwned>(
        &mut self,
        path: &str,
        text: &str,
        name: &str,
        all: impl Fn(&mut Content) -> &mut BTreeMap<String, T>,
        id: impl Fn(&T) -> &String,
    ) {
        let Some(value) = self.parse::<T>(path, text) else { return };
        let id = id(&value).clone();
        self.same_name(path, text, name, &id);
        all(&mut self.content).insert(id, value);
    }
}

/// A file's text as its type, or the line of the fault with words about it.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, (u64, String)> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        (line, plain_words(error.message()))
    })
}

/// The parser's words with a mend where one is known.
pub(super) fn plain_words(message: &str) -> String {
    let mend = match message {
        m if m.starts_with("unknown field") => "; check the spelling, or see content/README.md",
        m if m.starts_with("missing field") => "; add it",
        m if m.starts_with("duplicate key") => "; keep one of them",
        m if m.starts_with("invalid type") || m.starts_with("unknown variant") => {
            "; see content/README.md for what may stand here"
        }
        _ => "; mend the TOML here",
    };
    format!("{}{mend}", message.trim_end().replace('\n', ", "))
}
