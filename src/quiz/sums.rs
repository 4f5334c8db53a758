//! Worked sums: what a desk works out all day, with fresh numbers from the shop's own prices and rules, and the steps.
//!
//! Everything is whole hundredths of a yuan. The same shop and seed give the same sums; their ids do not depend on
//! the seed.

use super::chance::Chance;
use super::generated::Shelf;
use super::item::{Item, Kind};
use crate::catalog::{Coupon, Product, Shop};

/// The most pieces of one product a sum has.
const PIECES_MAX: u64 = 3;
/// So often a basket is drawn until it fits the sum.
const DRAWS_MAX: u32 = 40;
/// A threshold further away than this from the basket would not be asked about.
const GAP_MAX_YUAN_CENTS: u64 = 12_000;

/// The sums of all shops.
pub fn sums(shelves: &[Shelf<'_>], seed: &str) -> Vec<Item> {
    shelves.iter().flat_map(|shelf| sums_of(shelf, seed)).collect()
}

/// One shop's sums; a kind its rules do not give is left out.
pub fn sums_of(shelf: &Shelf<'_>, seed: &str) -> Vec<Item> {
    let sums = Sums { shelf, shop: shelf.shop, seed };
    [
        sums.coupon(),
        sums.gap(),
        sums.protection(),
        sums.partial_return(),
        sums.insurance(),
        sums.postage(),
        sums.reduction(),
        sums.import_tax(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

struct Sums<'a> {
    shelf: &'a Shelf<'a>,
    shop: &'a Shop,
    seed: &'a str,
}

/// So many pieces of a product.
type Line<'a> = (&'a Product, u64);

fn yuan(cents: u64) -> String {
    match (cents / 100, cents % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) if part % 10 == 0 => format!("{whole}.{}", part / 10),
        (whole, part) => format!("{whole}.{part:02}"),
    }
}

fn total(lines: &[Line<'_>]) -> u64 {
    lines.iter().map(|(product, pieces)| product.price_yuan_cents * pieces).sum()
}

fn listed(lines: &[Line<'_>]) -> String {
    let line = |(product, pieces): &Line<'_>| {
        format!("「{}」{}元{}", product.title, yuan(product.price_yuan_cents), times(*pieces, "×"))
    };
    lines.iter().map(line).collect::<Vec<_>>().join("、")
}

fn times(pieces: u64, sign: &str) -> String {
    if pieces == 1 { String::new() } else { format!("{sign}{pieces}") }
}

/// `129 + 89 × 2 = 307`.
fn added(lines: &[Line<'_>]) -> String {
    let terms: Vec<String> = lines
        .iter()
        .map(|(product, pieces)| format!("{}{}", yuan(product.price_yuan_cents), times(*pieces, " × ")))
        .collect();
    if let [(_, 1)] = lines { yuan(total(lines)) } else { format!("{} = {}", terms.join(" + "), yuan(total(lines))) }
}

impl<'a> Sums<'a> {
    fn chance(&self, what: &str) -> Chance {
        Chance::new(self.seed, &format!("sum {what} {}", self.shop.id))
    }

    fn item(&self, what: &str, topic: &str, level: u64, answer_cents: u64, prompt: &str, steps: &[String]) -> Item {
        let rule = match what {
            "coupon" | "gap" | "partial-return" => "coupons",
            "protection" => "price_protection.days",
            "insurance" => "returns.insurance_max_yuan_cents",
            "postage" => "postage",
            "reduction" => "authority.reduce_basis_points",
            _ => "trade",
        };
        Item {
            id: format!("sum:{what}:{}", self.shop.id),
            kind: Kind::Numeric,
            prompt: format!("{}：{prompt}", self.shop.name),
            answer: Some(answer_cents as f64 / 100.0),
            tolerance: 0.001,
            unit: Some("元".to_owned()),
            explanation: steps.join("\n"),
            topic: topic.to_owned(),
            level,
            fact: Some(format!("shop:{}.{rule}", self.shop.id)),
            ..Item::default()
        }
    }

    /// A basket of so many different goods that fits.
    fn basket(&self, chance: &mut Chance, goods: usize, fits: impl Fn(&[Line<'a>]) -> bool) -> Option<Vec<Line<'a>>> {
        // Taxed goods have sums of their own.
        let all: Vec<&Product> =
            self.shelf.products.iter().copied().filter(|product| product.import_tax_basis_points.is_none()).collect();
        let all = if all.len() < goods { self.shelf.products.clone() } else { all };
        (0..DRAWS_MAX).find_map(|_| {
            let mut left = all.clone();
            let mut lines = Vec::with_capacity(goods);
            for _ in 0..goods {
                let at = usize::try_from(chance.below(left.len() as u64)).ok()?;
                let product = left.get(at).copied()?;
                left.remove(at);
                lines.push((product, 1 + chance.below(PIECES_MAX) / 2));
            }
            fits(&lines).then_some(lines)
        })
    }

    /// Coupons of the whole shop, the smallest threshold first: one an order.
    fn coupons(&self) -> Vec<&'a Coupon> {
        let whole = |coupon: &&Coupon| coupon.terms.contains("全店可用");
        let mut coupons: Vec<&Coupon> = self.shop.coupons.iter().filter(whole).collect();
        coupons.sort_by_key(|coupon| coupon.threshold_yuan_cents);
        coupons
    }

    fn terms(coupons: &[&Coupon]) -> String {
        let words: Vec<String> = coupons
            .iter()
            .map(|coupon| format!("满{}减{}", yuan(coupon.threshold_yuan_cents), yuan(coupon.off_yuan_cents)))
            .collect();
        words.join("、")
    }

    /// Which coupon, and what is paid.
    fn coupon(&self) -> Option<Item> {
        let coupons = self.coupons();
        let least = coupons.first()?.threshold_yuan_cents.max(self.shop.postage.free_from_yuan_cents);
        let lines = self.basket(&mut self.chance("coupon"), 3, |lines| total(lines) >= least)?;
        let sum = total(&lines);
        let best = coupons.iter().rfind(|coupon| coupon.threshold_yuan_cents <= sum)?;
        let paid = sum - best.off_yuan_cents;
        let prompt = format!(
            "老顾客买{}，店铺券有{}，每单限用一张，包邮。最少付多少元？",
            listed(&lines),
            Self::terms(&coupons)
        );
        let steps = [
            format!("商品合计：{} 元。", added(&lines)),
            format!("够满{}，减{}；一单只能用一张。", yuan(best.threshold_yuan_cents), yuan(best.off_yuan_cents)),
            format!("应付：{} − {} = {} 元。", yuan(sum), yuan(best.off_yuan_cents), yuan(paid)),
        ];
        Some(self.item("coupon", "coupon", 2, paid, &prompt, &steps))
    }

    /// How much is missing to the next threshold.
    fn gap(&self) -> Option<Item> {
        let coupons = self.coupons();
        let next = |sum: u64| coupons.iter().find(|coupon| coupon.threshold_yuan_cents > sum);
        let fits = |lines: &[Line<'_>]| {
            let sum = total(lines);
            next(sum).is_some_and(|coupon| coupon.threshold_yuan_cents - sum <= GAP_MAX_YUAN_CENTS)
        };
        let lines = self.basket(&mut self.chance("gap"), 2, fits)?;
        let sum = total(&lines);
        let coupon = next(sum)?;
        let gap = coupon.threshold_yuan_cents - sum;
        let aim = format!("满{}减{}", yuan(coupon.threshold_yuan_cents), yuan(coupon.off_yuan_cents));
        let prompt = format!("买家购物车里有{}，想凑{aim}的店铺券。还差多少元？", listed(&lines));
        let steps = [
            format!("已有：{} 元。", added(&lines)),
            format!("还差：{} − {} = {} 元。", yuan(coupon.threshold_yuan_cents), yuan(sum), yuan(gap)),
        ];
        Some(self.item("gap", "coupon", 1, gap, &prompt, &steps))
    }

    /// The difference paid back after the price fell, or nothing after the last day.
    fn protection(&self) -> Option<Item> {
        let days = self.shop.price_protection.as_ref()?.days;
        let mut chance = self.chance("protection");
        let lines = self.basket(&mut chance, 1, |_| true)?;
        let (product, pieces) = *lines.first()?;
        // 5 to 15 %, in whole yuan.
        let off = (product.price_yuan_cents * (5 + chance.below(11)) / 10_000 * 100).max(100);
        let day = days.saturating_sub(3) + chance.below(7);
        let now = product.price_yuan_cents.checked_sub(off)?;
        let back = if day <= days { off * pieces } else { 0 };
        let prompt = format!(
            "买家{}元一件买了{pieces}件「{}」，没有用券。付款后第{day}天同款降到{}元，来要差价。应退多少元？（不用退就填0）",
            yuan(product.price_yuan_cents),
            product.title,
            yuan(now)
        );
        let within = if day <= days { "还在" } else { "已经过了" };
        let sum = if day <= days {
            format!("({} − {}) × {pieces} = {} 元。", yuan(product.price_yuan_cents), yuan(now), yuan(back))
        } else {
            "不退差价，好好解释。".to_owned()
        };
        let steps = [format!("价保{days}天，第{day}天{within}价保期。"), sum];
        Some(self.item("protection", "returns", 2, back, &prompt, &steps))
    }

    /// One of two goods comes back: the coupon is shared by price.
    fn partial_return(&self) -> Option<Item> {
        let coupons = self.coupons();
        let least = coupons.first()?.threshold_yuan_cents;
        let lines = self.basket(&mut self.chance("partial"), 2, |lines| total(lines) >= least)?;
        let (sum, (product, pieces)) = (total(&lines), *lines.first()?);
        let best = coupons.iter().rfind(|coupon| coupon.threshold_yuan_cents <= sum)?;
        let own = product.price_yuan_cents * pieces;
        // Half a cent up.
        let share = (best.off_yuan_cents * own * 2 + sum) / (2 * sum);
        let back = own - share;
        let prompt = format!(
            "一单买了{}，用了满{}减{}的券，券按商品价分摊。现在只退{}，合理退货，应退多少元？（精确到分）",
            listed(&lines),
            yuan(best.threshold_yuan_cents),
            yuan(best.off_yuan_cents),
            if pieces == 1 {
                format!("「{}」", product.title)
            } else {
                format!("「{}」全部{pieces}件", product.title)
            }
        );
        let steps = [
            format!("商品合计：{} 元，券减{}元。", added(&lines), yuan(best.off_yuan_cents)),
            format!(
                "退的商品分到的优惠：{} × {} ÷ {} ≈ {} 元。",
                yuan(best.off_yuan_cents),
                yuan(own),
                yuan(sum),
                yuan(share)
            ),
            format!("应退：{} − {} = {} 元。退的是实付，不是标价。", yuan(own), yuan(share), yuan(back)),
        ];
        Some(self.item("partial-return", "returns", 3, back, &prompt, &steps))
    }

    /// What the insurance leaves to the buyer.
    fn insurance(&self) -> Option<Item> {
        let most = self.shop.returns.insurance_max_yuan_cents;
        if !self.shop.returns.freight_insurance || most == 0 {
            return None;
        }
        let paid = most.saturating_sub(300) + 100 * self.chance("insurance").below(12);
        let own = paid.saturating_sub(most);
        let prompt = format!(
            "买家无理由退货，自己寄回付了{}元运费，这单有运费险，最高赔{}元，按实付赔。买家自己还要承担多少元？",
            yuan(paid),
            yuan(most)
        );
        let steps = [
            format!("运费险赔：{} 和 {} 里小的，{} 元。", yuan(paid), yuan(most), yuan(paid.min(most))),
            format!("买家自己承担：{} − {} = {} 元。", yuan(paid), yuan(paid.min(most)), yuan(own)),
        ];
        Some(self.item("insurance", "returns", 1, own, &prompt, &steps))
    }

    /// Goods and postage to a far province.
    fn postage(&self) -> Option<Item> {
        let postage = &self.shop.postage;
        let mut chance = self.chance("postage");
        let places: Vec<(&String, &u64)> = postage.remote_yuan_cents.iter().collect();
        let (place, remote) = *places.get(usize::try_from(chance.below(places.len() as u64)).ok()?)?;
        let goods = 1 + usize::try_from(chance.below(2)).ok()?;
        let lines = self.basket(&mut chance, goods, |_| true)?;
        let sum = total(&lines);
        let fee = if sum >= postage.free_from_yuan_cents { 0 } else { postage.fee_yuan_cents };
        let paid = sum + fee + remote;
        let free = if postage.free_from_yuan_cents == 0 {
            "全场包邮".to_owned()
        } else {
            format!("满{}元包邮，不满收{}元", yuan(postage.free_from_yuan_cents), yuan(postage.fee_yuan_cents))
        };
        let prompt = format!(
            "{free}，{place}另加{}元偏远运费。寄{place}的买家买{}，没有券。一共付多少元？",
            yuan(*remote),
            listed(&lines)
        );
        let steps = [
            format!("商品：{} 元。", added(&lines)),
            format!("运费：{} + 偏远 {} = {} 元。", yuan(fee), yuan(*remote), yuan(fee + remote)),
            format!("一共：{} + {} = {} 元。", yuan(sum), yuan(fee + remote), yuan(paid)),
        ];
        Some(self.item("postage", "logistics", 2, paid, &prompt, &steps))
    }

    /// The most presale may take off by itself.
    fn reduction(&self) -> Option<Item> {
        let points = self.shop.authority.reduce_basis_points;
        let lines = self.basket(&mut self.chance("reduction"), 2, |_| points > 0)?;
        let sum = total(&lines);
        let off = sum * points / 10_000;
        let percent = yuan(points);
        let prompt = format!(
            "售前自己最多能让订单商品金额的{percent}%，分以下舍去。买家拍了{}，最多可以让多少元？",
            listed(&lines)
        );
        let steps = [
            format!("商品合计：{} 元。", added(&lines)),
            format!("{} × {percent}% = {} 元。再多要问主管。", yuan(sum), yuan(off)),
        ];
        Some(self.item("reduction", "authority", 2, off, &prompt, &steps))
    }

    /// Goods and their import tax.
    fn import_tax(&self) -> Option<Item> {
        let mut chance = self.chance("tax");
        let taxed: Vec<&Product> =
            self.shelf.products.iter().copied().filter(|product| product.import_tax_basis_points.is_some()).collect();
        let product = *taxed.get(usize::try_from(chance.below(taxed.len() as u64)).ok()?)?;
        let pieces = 1 + chance.below(PIECES_MAX);
        let (rate, tax) = (product.import_tax_basis_points?, product.import_tax_yuan_cents(pieces)?);
        let sum = product.price_yuan_cents * pieces;
        let prompt = format!(
            "「{}」页面价{}元（不含税），跨境综合税率{}%，买{pieces}件，没有券，包邮。税款是多少元？（精确到分，四舍五入）",
            product.title,
            yuan(product.price_yuan_cents),
            yuan(rate)
        );
        let steps = [
            format!("货款：{} × {pieces} = {} 元。", yuan(product.price_yuan_cents), yuan(sum)),
            format!("税款：{} × {}% ≈ {} 元。", yuan(sum), yuan(rate), yuan(tax)),
            format!("结算页一共付 {} 元。", yuan(sum + tax)),
        ];
        Some(self.item("tax", "tax", 2, tax, &prompt, &steps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Files, load};
    use crate::quiz::bank::shelves;
    use crate::quiz::checks::checks;
    use std::fmt::Write as _;

    #[test]
    fn sums_read_well() {
        let content = load(&Files::shipped()).unwrap();
        let items = sums(&shelves(&content), "seed");
        assert_eq!(checks(&items), []);
        let mut shown = String::new();
        for item in &items {
            writeln!(
                shown,
                "[{} {} {}]\n{}\n= {} 元",
                item.topic,
                item.level,
                item.id,
                item.prompt,
                item.answer.unwrap()
            )
            .unwrap();
            writeln!(shown, "{}\n", item.explanation).unwrap();
        }
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn numbers_are_fresh_and_ids_stay() {
        let content = load(&Files::shipped()).unwrap();
        let shelves = shelves(&content);
        let (a, b) = (sums(&shelves, "a"), sums(&shelves, "b"));
        assert_eq!(a, sums(&shelves, "a"));
        let ids = |items: &[Item]| items.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&a), ids(&b));
        let same = a.iter().zip(&b).filter(|(a, b)| a.prompt == b.prompt).count();
        assert!(same * 5 < a.len(), "{same} of {} are the same", a.len());
        for seed in 0..60 {
            let items = sums(&shelves, &seed.to_string());
            assert_eq!(ids(&items), ids(&a), "seed {seed}");
            assert!(items.iter().all(|item| item.answer.is_some_and(|answer| (0.0..100_000.0).contains(&answer))));
        }
    }
}
