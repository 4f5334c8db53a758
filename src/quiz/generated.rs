//! Items made from the catalogue: what each product is made of, which size fits a measure, how it is cared for,
//! what it costs, how it closes, its season, and what sets it apart from its neighbour.
//!
//! Wrong options are true of other products, the nearest first (same kind, same shop, any), so that guessing by
//! plausibility does not work. The same catalogue and seed give the same items; their ids do not depend on the seed.

use super::chance::Chance;
use super::item::{Choice, Item, Kind};
use crate::catalog::{Product, Shop, SizeRow, SizeTable};
use crate::picture;

/// Wrong options an item should have, and the fewest that still make an item.
const WRONG: usize = 3;
const WRONG_AT_LEAST: usize = 2;
/// The most right options of a `multiple` item.
const RIGHT_AT_MOST: usize = 3;
/// Words of care that hold for nearly everything, written on the page or not: never a wrong option.
const HOLDS_ANYWAY: &[&str] = &["不可", "不要", "不能", "勿", "避免", "别", "远离", "阴", "晾", "免得"];
/// What a page may say of the season.
const SEASONS: &[&str] = &["春、秋", "夏", "春、夏", "秋、冬", "冬", "春、夏、秋", "四季"];

/// A shop with its products, in order of their ids.
#[derive(Clone)]
pub struct Shelf<'a> {
    pub shop: &'a Shop,
    pub products: Vec<&'a Product>,
}

/// All items the catalogue gives, shop by shop and product by product.
pub fn generated(shelves: &[Shelf<'_>], seed: &str) -> Vec<Item> {
    let goods = shelves.iter().flat_map(|shelf| shelf.products.iter().map(|product| product.id.as_str()));
    goods.flat_map(|product| generated_of(shelves, product, seed)).collect()
}

/// The items of one product, each made when it is asked for; none where there is no such product.
pub fn generated_of<'a>(shelves: &'a [Shelf<'a>], id: &'a str, seed: &'a str) -> impl Iterator<Item = Item> + 'a {
    let products = shelves.iter().flat_map(|shelf| shelf.products.iter().map(move |product| (shelf, *product)));
    products.filter(move |(_, product)| product.id == id).flat_map(move |(shelf, product)| {
        let maker = Maker { shelves, shelf, product, seed };
        let materials = product.materials.keys().filter_map(move |part| maker.material(part));
        let facts = product.facts.keys().filter_map(move |name| maker.fact(name));
        let differences = product.similar.keys().filter_map(move |other| maker.difference(other));
        let once: [fn(&Maker<'a>) -> Option<Item>; 3] = [Maker::size, Maker::care, Maker::price];
        let later: [fn(&Maker<'a>) -> Option<Item>; 3] = [Maker::season, Maker::colours, Maker::picture];
        let once = once.into_iter().filter_map(move |make| make(&maker));
        let later = later.into_iter().filter_map(move |make| make(&maker));
        materials.chain(once).chain(facts).chain(later).chain(differences)
    })
}

/// Makes the items of one product.
#[derive(Clone, Copy)]
struct Maker<'a> {
    shelves: &'a [Shelf<'a>],
    shelf: &'a Shelf<'a>,
    product: &'a Product,
    seed: &'a str,
}

impl<'a> Maker<'a> {
    fn material(&self, part: &str) -> Option<Item> {
        let right = self.product.materials.get(part)?;
        let fact = format!("materials.{part}");
        let wrong = self.wrong(&fact, &[right], |other| other.materials.get(part).into_iter().collect())?;
        let prompt = match part {
            // What goods are made up of is no stuff.
            "配料" | "主要成分" => format!("{}的商品页上，“{part}”一项写的是什么？", self.name()),
            _ => format!("{}的{part}是什么材质？", self.name()),
        };
        Some(self.single("material", 1, fact, prompt, right, wrong, None))
    }

    fn fact(&self, name: &str) -> Option<Item> {
        let right = self.product.facts.get(name)?;
        let fact = format!("facts.{name}");
        let wrong = self.wrong(&fact, &[right], |other| other.facts.get(name).into_iter().collect())?;
        let (topic, prompt) = match name {
            "闭合方式" => ("closing", format!("{}的闭合方式是什么？", self.name())),
            _ => ("detail", format!("{}的商品页上，“{name}”一项写的是什么？", self.name())),
        };
        Some(self.single(topic, 1, fact, prompt, right, wrong, None))
    }

    fn season(&self) -> Option<Item> {
        let right = match self.product.seasons.as_slice() {
            [] => "四季".to_owned(),
            seasons => seasons.join("、"),
        };
        let mut wrong: Vec<String> = SEASONS.iter().filter(|label| **label != right).map(|l| (*l).to_owned()).collect();
        self.chance("seasons").shuffle(&mut wrong);
        wrong.truncate(WRONG);
        let prompt = format!("按商品页，{}适合什么季节？", self.name());
        Some(self.single("season", 1, "seasons".to_owned(), prompt, &right, wrong, None))
    }

    /// Which product a picture shows, beside others of the shop whose pictures can be told apart.
    fn picture(&self) -> Option<Item> {
        let mut others: Vec<&Product> =
            self.shelf.products.iter().copied().filter(|other| other.title != self.product.title).collect();
        self.chance("picture").shuffle(&mut others);
        // The nearest that differ enough: the same kind first.
        others.sort_by_key(|other| other.kind != self.product.kind);
        let mut beside: Vec<&Product> = Vec::new();
        for other in others {
            if beside.len() == WRONG {
                break;
            }
            let apart = |one: &Product| picture::distance(one, other) >= picture::DISTINCT_FROM;
            if apart(self.product) && beside.iter().all(|one| one.title != other.title) {
                beside.push(other);
            }
        }
        if beside.len() < WRONG_AT_LEAST {
            return None;
        }
        let explanation = format!("图上是{}：{}。", self.name(), picture::alt(self.product));
        let prompt = format!("{}：图上是店里的哪一款？", self.shelf.shop.name);
        let wrong = beside.into_iter().map(|other| other.title.clone()).collect();
        let title = self.product.title.clone();
        let item = self.single("picture", 1, "title".to_owned(), prompt, &title, wrong, Some(explanation));
        Some(Item { picture: Some(self.product.id.clone()), ..item })
    }

    /// Which colours there are, where there are several.
    fn colours(&self) -> Option<Item> {
        let rights: Vec<&String> = self.product.stock.keys().collect();
        let wrong = self.wrong("stock", &rights, |other| other.stock.keys().collect())?;
        let all = rights.iter().map(|colour| colour.as_str()).collect::<Vec<_>>().join("、");
        let explanation = format!("商品页上的颜色：{all}。");
        if let [right] = rights.as_slice() {
            let prompt = format!("{}的商品页上是哪个颜色？", self.name());
            return Some(self.single("detail", 1, "stock".to_owned(), prompt, right, wrong, Some(explanation)));
        }
        let prompt = format!("{}的商品页上有下列哪些颜色？", self.name());
        let rights = rights.into_iter().take(RIGHT_AT_MOST).cloned();
        let rights = rights.map(|text| Choice { text, right: true, ..Choice::default() });
        let options = rights.chain(wrong.into_iter().map(|text| Choice { text, ..Choice::default() })).collect();
        Some(Item { options, ..self.item(Kind::Multiple, "detail", 1, "stock".to_owned(), prompt, explanation) })
    }

    fn care(&self) -> Option<Item> {
        let all: Vec<&String> = self.product.care.iter().collect();
        let tells = |text: &&String| !HOLDS_ANYWAY.iter().any(|word| text.contains(word));
        let wrong = self.wrong("care", &all, |other| other.care.iter().filter(tells).collect())?;
        let mut rights: Vec<String> = self.product.care.clone();
        rights.dedup();
        let what = self.care_in_words();
        let explanation = format!("商品页的{what}说明：{}。", self.product.care.join("；"));
        if let [right] = rights.as_slice() {
            let prompt = format!("{}的商品页写明了哪一项{what}要求？", self.name());
            return Some(self.single("care", 1, "care".to_owned(), prompt, right, wrong, Some(explanation)));
        }
        self.chance("care rights").shuffle(&mut rights);
        rights.truncate(RIGHT_AT_MOST);
        let prompt = format!("{}的商品页写明了下列哪些{what}要求？", self.name());
        let rights = rights.into_iter().map(|text| Choice { text, right: true, ..Choice::default() });
        let options = rights.chain(wrong.into_iter().map(|text| Choice { text, ..Choice::default() })).collect();
        Some(Item { options, ..self.item(Kind::Multiple, "care", 2, "care".to_owned(), prompt, explanation) })
    }

    /// Clothes are washed; food, cosmetics and gear are kept and used.
    fn care_in_words(&self) -> &'static str {
        let washed = self.product.care.iter().any(|line| line.contains(['洗', '熨', '晾', '晒']));
        if washed { "洗护" } else { "使用与存放" }
    }

    fn price(&self) -> Option<Item> {
        let cents = self.product.price_yuan_cents;
        let prompt = format!("{}的页面价是多少元？", self.name());
        let yuan = if cents.is_multiple_of(100) {
            format!("{}", cents / 100)
        } else {
            format!("{}.{:02}", cents / 100, cents % 100)
        };
        let why = format!("页面价 {yuan} 元。");
        Some(Item {
            answer: Some(cents as f64 / 100.0),
            unit: Some("元".to_owned()),
            ..self.item(Kind::Numeric, "price", 2, "price_yuan_cents".to_owned(), prompt, why)
        })
    }

    fn size(&self) -> Option<Item> {
        let name = self.product.size_table.as_ref()?;
        let table = self.shelf.shop.size_tables.get(name)?;
        let sold = |row: &SizeRow| self.product.stock.values().any(|sizes| sizes.contains_key(&row.size));
        let rows: Vec<&SizeRow> = table.rows.iter().filter(|row| sold(row)).collect();
        let mut chance = self.chance("size");
        let at = usize::try_from(chance.below(rows.len() as u64)).ok()?;
        let row = *rows.get(at)?;
        let fitting: Vec<u64> = (row.from..=row.to).filter(|measure| only_fits(table, *measure)).collect();
        let measure = fitting.get(usize::try_from(chance.below(fitting.len() as u64)).ok()?)?;
        let mut wrong: Vec<(usize, String)> =
            rows.iter().enumerate().map(|(i, other)| (i.abs_diff(at), other.size.clone())).collect();
        wrong.retain(|(_, size)| *size != row.size);
        wrong.sort_by_key(|(distance, _)| *distance);
        let wrong: Vec<String> = wrong.into_iter().map(|(_, size)| size).take(WRONG).collect();
        if wrong.len() < WRONG_AT_LEAST {
            return None;
        }
        let (what, unit) = (&table.measure, &table.unit);
        let prompt = format!("顾客量得{what} {measure} {unit}，按尺码表，{}应推荐哪个尺码？", self.name());
        let explanation = format!("尺码表：{} 对应{what} {}–{} {unit}。", row.size, row.from, row.to);
        Some(self.single("size", 2, format!("size_table.{name}"), prompt, &row.size, wrong, Some(explanation)))
    }

    fn difference(&self, other_id: &str) -> Option<Item> {
        let right = self.product.similar.get(other_id)?;
        let other = self.shelf.products.iter().find(|product| product.id == other_id)?;
        let fact = format!("similar.{other_id}");
        // What is said of this very pair from the other side is not wrong.
        let wrong = self.wrong(&fact, &[right], |third| {
            third.similar.iter().filter(|(id, _)| **id != self.product.id).map(|(_, words)| words).collect()
        })?;
        let prompt = format!("顾客在两款之间犹豫。和{}相比，{}有什么不同？", self.name(), name_of(other));
        Some(self.single("difference", 3, fact, prompt, right, wrong, None))
    }

    /// What is true of other products and not of this one: nearest products first, each tier in seeded order.
    fn wrong<F>(&self, fact: &str, rights: &[&String], of: F) -> Option<Vec<String>>
    where
        F: Fn(&'a Product) -> Vec<&'a String>,
    {
        let mut others: Vec<(u8, &'a Product)> = Vec::new();
        for shelf in self.shelves {
            let near = shelf.shop.id == self.shelf.shop.id;
            for other in shelf.products.iter().filter(|other| other.id != self.product.id) {
                others.push((if !near { 2 } else { u8::from(other.kind != self.product.kind) }, other));
            }
        }
        self.chance(fact).shuffle(&mut others);
        others.sort_by_key(|(tier, _)| *tier);
        let mut wrong: Vec<String> = Vec::new();
        for text in others.into_iter().flat_map(|(_, other)| of(other)) {
            let alike = |known: &str| text.trim().is_empty() || known.contains(text.as_str()) || text.contains(known);
            if !rights.iter().any(|right| alike(right)) && !wrong.iter().any(|known| alike(known)) {
                wrong.push(text.clone());
            }
            if wrong.len() == WRONG {
                break;
            }
        }
        (!rights.is_empty() && wrong.len() >= WRONG_AT_LEAST).then_some(wrong)
    }

    #[expect(clippy::too_many_arguments, reason = "an item's own parts, named once here")]
    fn single(
        &self,
        topic: &str,
        level: u64,
        fact: String,
        prompt: String,
        right: &str,
        wrong: Vec<String>,
        explanation: Option<String>,
    ) -> Item {
        let explanation = explanation.unwrap_or_else(|| format!("商品页：{right}。"));
        let right = Choice { text: right.to_owned(), right: true, ..Choice::default() };
        let options =
            [right].into_iter().chain(wrong.into_iter().map(|text| Choice { text, ..Choice::default() })).collect();
        Item { options, ..self.item(Kind::Single, topic, level, fact, prompt, explanation) }
    }

    fn item(&self, kind: Kind, topic: &str, level: u64, fact: String, prompt: String, explanation: String) -> Item {
        Item {
            id: format!("{}:{fact}", self.product.id),
            kind,
            prompt,
            explanation,
            topic: topic.to_owned(),
            level,
            product: Some(self.product.id.clone()),
            fact: Some(fact),
            ..Item::default()
        }
    }

    fn name(&self) -> String {
        name_of(self.product)
    }

    fn chance(&self, purpose: &str) -> Chance {
        Chance::new(self.seed, &format!("item {} {purpose}", self.product.id))
    }
}

fn name_of(product: &Product) -> String {
    format!("「{}」（{}）", product.title, product.id)
}

/// Neighbouring rows may share a measure; such a one has no single right answer.
fn only_fits(table: &SizeTable, measure: u64) -> bool {
    table.rows.iter().filter(|row| (row.from..=row.to).contains(&measure)).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::checks::checks;
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    const SHOP: &str = r#"
id = "xiaobu"
name = "小步童鞋"
trade = "童鞋"
valid_from = "2026-10-01"
dispatch = { carrier = "顺达", same_day_before_hour = 16, within_hours = 48, transit_days = { "其他" = 4 }, from = "泉州" }
postage = { free_from_yuan_cents = 0, fee_yuan_cents = 0 }
returns = { no_reason_days = 7, freight_insurance = true, condition = "不影响二次销售", warranty_days = 90 }
invoice = { electronic = true, within_days = 7 }
authority = { reduce_basis_points = 100, reductions_a_day = 3 }
[size_tables.shoe]
measure = "脚长"
unit = "mm"
how = "站立量"
rows = [{ size = "20", from = 115, to = 120 }, { size = "21", from = 120, to = 125 }, { size = "22", from = 126, to = 131 }]
"#;

    fn product(id: &str, upper: &str, closing: &str, care: &str, similar: &str) -> Product {
        let text = format!(
            "id='{id}'\ntitle='学步鞋{id}'\nkind='学步鞋'\nprice_yuan_cents=8990\nsize_table='shoe'\n\
             stock={{ '红' = {{ 20 = 3, 21 = 0, 22 = 5 }} }}\nmaterials={{ '鞋面' = '{upper}' }}\ncare=[{care}]\n\
             seasons=['春','秋']\nfacts={{ '闭合方式' = '{closing}' }}\nsimilar={{ {similar} }}"
        );
        toml::from_str(&text).unwrap()
    }

    fn products() -> Vec<Product> {
        vec![
            product("XB-1", "针织布", "魔术贴", "'冷水手洗','不可机洗'", "XB-2 = 'XB-1 更软，XB-2 更防滑'"),
            product("XB-2", "头层牛皮", "系带", "'湿布擦拭'", "XB-3 = 'XB-3 带绒里'"),
            product("XB-3", "超纤", "一脚蹬", "'避免暴晒','阴凉处晾干'", "XB-4 = 'XB-4 鞋头加宽'"),
            product("XB-4", "牛皮", "拉链", "'软刷干刷','清水冲洗'", "XB-1 = '颜色不同'"),
        ]
    }

    #[test]
    fn items_read_well_and_pass_the_checks() {
        let shop: Shop = toml::from_str(SHOP).unwrap();
        let products = products();
        let items = generated(&[Shelf { shop: &shop, products: products.iter().collect() }], "seed");
        assert_eq!(checks(&items), []);
        let mut shown = String::new();
        for item in items.iter().filter(|item| item.product.as_deref() == Some("XB-1")) {
            writeln!(shown, "[{} {} {}] {}", item.topic, item.level, item.id, item.prompt).unwrap();
            for option in &item.options {
                writeln!(shown, "  {} {}", if option.right { "+" } else { "-" }, option.text).unwrap();
            }
            if let Some(answer) = item.answer {
                writeln!(shown, "  = {answer} {}", item.unit.as_deref().unwrap_or("")).unwrap();
            }
            writeln!(shown, "  {}", item.explanation).unwrap();
        }
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn the_seed_decides_and_ids_stay() {
        let shop: Shop = toml::from_str(SHOP).unwrap();
        let products = products();
        let shelf = [Shelf { shop: &shop, products: products.iter().collect() }];
        let (a, b) = (generated(&shelf, "a"), generated(&shelf, "b"));
        assert_eq!(a, generated(&shelf, "a"));
        assert_ne!(a, b);
        let ids = |items: &[Item]| items.iter().map(|item| item.id.clone()).collect::<BTreeSet<_>>();
        assert_eq!(ids(&a), ids(&b));
    }

    #[test]
    fn a_wrong_option_is_never_true() {
        let shop: Shop = toml::from_str(SHOP).unwrap();
        let products = products();
        for seed in 0..50 {
            for item in generated(&[Shelf { shop: &shop, products: products.iter().collect() }], &seed.to_string()) {
                let product = products.iter().find(|product| Some(&product.id) == item.product.as_ref()).unwrap();
                for option in item.options.iter().filter(|option| !option.right) {
                    let own = product.materials.values().chain(&product.care).chain(product.facts.values());
                    assert!(own.into_iter().all(|fact| !fact.contains(&option.text)), "{}: {}", item.id, option.text);
                }
                if item.topic == "size" {
                    let measure: u64 = item.prompt.split(' ').nth(1).unwrap().parse().unwrap();
                    let right = item.options.iter().find(|option| option.right).unwrap();
                    assert_eq!(shop.size_tables["shoe"].size_for(measure).unwrap().size, right.text);
                    assert_ne!(measure, 120, "two sizes fit");
                }
            }
        }
    }
}
