//! The ground truth of one window: catalogue, shop, order and the buyer's facts. Sources are looked up here.

use super::facts::Facts;
use super::scenario::Scenario;
use super::source::{Head, Source, SourceError, fault};
use super::value::{Value, yuan};
use crate::catalog::{Order, Product, Shop, SizeTable};
use crate::content::Content;
use std::collections::BTreeMap;

/// What a window's sources are resolved from.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub content: &'a Content,
    pub scenario: &'a Scenario,
    pub shop: &'a Shop,
    pub product: Option<&'a Product>,
    /// As the buyer arrived: later refunds do not change the truth.
    pub order: Option<&'a Order>,
    /// Fact id → this buyer's value.
    pub facts: &'a Facts,
}

impl<'a> Ground<'a> {
    /// Resolves a source.
    ///
    /// # Errors
    /// In words for the author, where there is no such thing.
    pub fn value(&self, source: &str) -> Result<Value, SourceError> {
        self.resolve(&Source::parse(source)?)
    }

    fn resolve(&self, source: &Source<'_>) -> Result<Value, SourceError> {
        match source {
            Source::Number(n) => Ok(Value::Count(*n)),
            Source::Text(text) => Ok(Value::Text((*text).to_owned())),
            Source::Yes(yes) => Ok(Value::Yes(*yes)),
            Source::Fact(id) => self.facts.get(id).map_or_else(
                || fault(format!("there is no fact `{id}` with a value in this scenario")),
                |v| Ok(Value::Text(v.clone())),
            ),
            Source::Sum { left, sign, right } => self.sum(left, *sign, right),
            Source::Look { head: Head::Product, of, method, args } => {
                let product = match of {
                    None => self.product,
                    Some(id) => self.content.products.get(*id),
                };
                match product {
                    Some(product) => self.of_product(product, method, args),
                    None => {
                        fault(of.map_or("this scenario has no product".to_owned(), |id| {
                            format!("there is no product {id}")
                        }))
                    }
                }
            }
            Source::Look { head: Head::Shop, method, args, .. } => self.of_shop(method, args),
            Source::Look { head: Head::Order, method, .. } => match self.order {
                Some(order) => self.of_order(order, method),
                None => fault("this scenario has no order"),
            },
        }
    }

    fn sum(&self, left: &Source<'_>, sign: char, right: &Source<'_>) -> Result<Value, SourceError> {
        let (left, right) = (self.resolve(left)?, self.resolve(right)?);
        match (sign, left, right) {
            ('+', Value::Cents(a), Value::Cents(b)) => Ok(Value::Cents(a.saturating_add(b))),
            ('-', Value::Cents(a), Value::Cents(b)) => Ok(Value::Cents(a.saturating_sub(b))),
            ('*', Value::Cents(a), Value::Count(b)) => Ok(Value::Cents(a.saturating_mul(b))),
            (_, a, b) => {
                fault(format!("`{a} {sign} {b}`: only money can be added, subtracted or multiplied by a number"))
            }
        }
    }

    /// A fact's value where the argument names one, else the words themselves.
    pub(super) fn arg<'b>(&'b self, args: &[&'b str], at: usize, what: &str) -> Result<&'b str, SourceError> {
        match args.get(at) {
            Some(arg) => Ok(self.facts.get(arg).map_or(*arg, String::as_str)),
            None => fault(format!("{what} is missing in the brackets")),
        }
    }

    fn of_product(&self, product: &Product, method: &str, args: &[&str]) -> Result<Value, SourceError> {
        let text = |text: &str| Ok(Value::Text(text.to_owned()));
        match method {
            "title" => text(&product.title),
            "id" => text(&product.id),
            "kind" => text(&product.kind),
            "price" => Ok(Value::Cents(product.price_yuan_cents)),
            "season" => text(&product.seasons.join("")),
            "colours" => Ok(Value::Any(product.stock.keys().cloned().collect())),
            "sizes" => {
                let sizes: std::collections::BTreeSet<&String> =
                    product.stock.values().flat_map(BTreeMap::keys).collect();
                Ok(Value::Any(sizes.into_iter().cloned().collect()))
            }
            "care" => Ok(Value::Any(product.care.clone())),
            "care_allows" => {
                let way = self.arg(args, 0, "the way of washing")?;
                match product.care.iter().find(|line| line.contains(way)) {
                    Some(line) => Ok(Value::Yes(!line.contains(['不', '勿', '禁', '忌']))),
                    None => fault(format!("the care of {} says nothing of {way}", product.id)),
                }
            }
            "material" => {
                let part = self.arg(args, 0, "the part")?;
                product.materials.get(part).map_or_else(
                    || fault(format!("{} has no part {part}; it has {}", product.id, names(product.materials.keys()))),
                    |m| text(m),
                )
            }
            "fact" => {
                let name = self.arg(args, 0, "the fact's name")?;
                product.facts.get(name).map_or_else(
                    || fault(format!("{} has no fact {name}; it has {}", product.id, names(product.facts.keys()))),
                    |m| text(m),
                )
            }
            "stock" => {
                let (colour, size) = (self.arg(args, 0, "the colour")?, self.arg(args, 1, "the size")?);
                product.stock_of(colour, size).map_or_else(
                    || fault(format!("{} is not made in {colour} {size}", product.id)),
                    |pieces| Ok(Value::Stock(pieces)),
                )
            }
            "total" => {
                let pieces: u64 = number(self.arg(args, 0, "the number of pieces")?)?;
                let sum = product.price_yuan_cents.saturating_mul(pieces);
                match args.get(1) {
                    None => Ok(Value::Cents(sum)),
                    Some(id) => {
                        let coupon = self.coupon(id)?;
                        let off = if sum >= coupon.threshold_yuan_cents { coupon.off_yuan_cents } else { 0 };
                        Ok(Value::Cents(sum.saturating_sub(off)))
                    }
                }
            }
            "no_reason_return" => Ok(Value::Yes(product.no_reason_return)),
            "tax" => {
                let pieces = number(self.arg(args, 0, "the number of pieces")?)?;
                product.import_tax_yuan_cents(pieces).map_or_else(
                    || fault(format!("{} has no import_tax_basis_points", product.id)),
                    |cents| Ok(Value::Cents(cents)),
                )
            }
            "size_for" | "how_to_measure" | "inner" | "size_range" => self.of_table(product, method, args),
            _ => fault(format!("a product has no `{method}`; see the list of sources in content/README.md")),
        }
    }

    fn of_table(&self, product: &Product, method: &str, args: &[&str]) -> Result<Value, SourceError> {
        let shop = self.content.shop_of(&product.id).unwrap_or(self.shop);
        let Some(table) = product.size_table.as_ref().and_then(|name| shop.size_tables.get(name)) else {
            return fault(format!("{} has no size table", product.id));
        };
        match method {
            "how_to_measure" => Ok(Value::Text(table.how.clone())),
            "inner" => {
                let size = self.arg(args, 0, "the size")?;
                match table.rows.iter().find(|row| row.size == size).and_then(|row| row.inner) {
                    Some(inner) => Ok(Value::Text(inner.to_string())),
                    None => fault(format!("the size table gives no inner length for {size}")),
                }
            }
            _ => size_in(table, self.arg(args, 0, "the measure")?, &product.id),
        }
    }

    fn of_order(&self, order: &Order, method: &str) -> Result<Value, SourceError> {
        let Some(line) = order.lines.first() else { return fault("the order has no line") };
        let text = |text: &str| Ok(Value::Text(text.to_owned()));
        match method {
            "id" => text(&order.id),
            "track" => match order.track.last() {
                Some((_, what)) => text(what),
                None => fault("the order has no parcel track"),
            },
            "tracking" if order.tracking.is_empty() => fault("the order has no tracking number"),
            "tracking" => text(&order.tracking),
            "carrier" => text(&order.carrier),
            "address" => text(&order.address),
            "receiver" => text(&order.receiver),
            "colour" => text(&line.colour),
            "size" => text(&line.size),
            "title" => match self.content.products.get(&line.product) {
                Some(product) => text(&product.title),
                None => fault(format!("there is no product {}", line.product)),
            },
            "paid" => Ok(Value::Cents(order.paid_yuan_cents)),
            "postage" => Ok(Value::Cents(order.postage_yuan_cents)),
            "price" => Ok(Value::Cents(line.price_yuan_cents)),
            "price_drop" => match self.content.products.get(&line.product) {
                Some(product) => Ok(Value::Cents(
                    line.price_yuan_cents.saturating_sub(product.price_yuan_cents).saturating_mul(line.pieces),
                )),
                None => fault(format!("there is no product {}", line.product)),
            },
            _ => fault(format!("an order has no `{method}`; see the list of sources in content/README.md")),
        }
    }

    /// Fills `{source}` and `{source|unit}` in a line.
    ///
    /// # Errors
    /// In words, for the first placeholder that cannot be filled.
    pub fn fill(&self, line: &str) -> Result<String, SourceError> {
        self.fill_with(line, &|source| self.value(source))
    }

    /// As [`Ground::fill`], the values found by `look`.
    ///
    /// # Errors
    /// In words, for the first placeholder that cannot be filled.
    pub fn fill_with(
        &self,
        line: &str,
        look: &dyn Fn(&str) -> Result<Value, SourceError>,
    ) -> Result<String, SourceError> {
        let mut out = String::with_capacity(line.len());
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((inner, after)) = after.split_once('}') else {
                return fault(format!("a brace in `{line}` is not closed"));
            };
            out.push_str(before);
            let (source, unit) =
                inner.split_once('|').map_or((inner, None), |(source, unit)| (source, Some(unit.trim())));
            let value = look(source)?;
            match unit {
                None if matches!(value, Value::Yes(_)) => {
                    return fault(format!("`{source}` is a yes or no and cannot be written out"));
                }
                None => out.push_str(&value.to_string()),
                Some(unit) => out.push_str(&in_unit(&value.to_string(), unit)?),
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// The size a table gives for a measure; `of` names the table in the fault.
pub(super) fn size_in(table: &SizeTable, measure: &str, of: &str) -> Result<Value, SourceError> {
    let measure = number(measure)?;
    table.size_for(measure).map_or_else(
        || fault(format!("{measure} is outside the size table of {of}")),
        |row| Ok(Value::Text(row.size.clone())),
    )
}

fn in_unit(text: &str, unit: &str) -> Result<String, SourceError> {
    let n = number(text)?;
    match unit {
        // Two decimals at most: 115 mm is 11.5 cm.
        "cm" => Ok(yuan(n.saturating_mul(10))),
        "kg" => Ok(yuan(n / 10)),
        "jin" => Ok(yuan(n / 5)),
        _ => fault(format!("`{unit}` is no unit; there are cm, kg and jin")),
    }
}

fn number(text: &str) -> Result<u64, SourceError> {
    text.trim().parse().map_or_else(|_| fault(format!("`{text}` is no whole number")), Ok)
}

pub(super) fn names<'a>(all: impl Iterator<Item = &'a String>) -> String {
    let all: Vec<&str> = all.map(String::as_str).take(12).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(", ") }
}
