//! Sources of the shop: carriers, postage, returns, coupons.

use super::ground::{Ground, names, size_in};
use super::source::{SourceError, fault};
use super::value::Value;

impl<'a> Ground<'a> {
    pub(super) fn coupon(&self, id: &str) -> Result<&'a crate::catalog::Coupon, SourceError> {
        self.shop.coupons.iter().find(|coupon| coupon.id == id).map_or_else(
            || {
                fault(format!(
                    "shop {} has no coupon {id}; it has {}",
                    self.shop.id,
                    names(self.shop.coupons.iter().map(|c| &c.id))
                ))
            },
            Ok,
        )
    }

    pub(super) fn of_shop(&self, method: &str, args: &[&str]) -> Result<Value, SourceError> {
        let shop = self.shop;
        let text = |text: &str| Ok(Value::Text(text.to_owned()));
        let days = |days: u64| Ok(Value::Days(days));
        match method {
            "name" => text(&shop.name),
            "carrier" => text(&shop.dispatch.carrier),
            "from" => text(&shop.dispatch.from),
            "return_condition" => text(&shop.returns.condition),
            "dispatch" => Ok(Value::Seconds(shop.dispatch.within_hours.saturating_mul(3_600))),
            "transit" => {
                let region = self.arg(args, 0, "the region")?;
                let table = &shop.dispatch.transit_days;
                match table.get(region).or_else(|| table.get("其他")) {
                    Some(n) => days(*n),
                    None => fault(format!("shop {} gives no transit days for {region}; add 其他", shop.id)),
                }
            }
            "return_days" => days(shop.returns.no_reason_days),
            "warranty_days" => days(shop.returns.warranty_days),
            "invoice_days" => days(shop.invoice.within_days),
            "price_protection" => match &shop.price_protection {
                Some(protection) => days(protection.days),
                None => Ok(Value::Yes(false)),
            },
            "freight_insurance" => Ok(Value::Yes(shop.returns.freight_insurance)),
            "invoice" => Ok(Value::Yes(shop.invoice.electronic)),
            "carries" => {
                let name = self.arg(args, 0, "the carrier")?;
                Ok(Value::Yes(shop.dispatch.carrier == name || shop.dispatch.other_carriers.contains_key(name)))
            }
            "carrier_fee" => {
                let name = self.arg(args, 0, "the carrier")?;
                match shop.dispatch.other_carriers.get(name) {
                    Some(fee) => Ok(Value::Cents(*fee)),
                    None => fault(format!("shop {} does not send by {name}", shop.id)),
                }
            }
            "insurance_max" => Ok(Value::Cents(shop.returns.insurance_max_yuan_cents)),
            "postage" => Ok(Value::Cents(self.postage(args)?)),
            "size" => {
                let name = self.arg(args, 0, "the size table's name")?;
                match shop.size_tables.get(name) {
                    Some(table) => size_in(table, self.arg(args, 1, "the measure")?, name),
                    None => fault(format!(
                        "shop {} has no size table {name}; it has {}",
                        shop.id,
                        names(shop.size_tables.keys())
                    )),
                }
            }
            "coupon" => Ok(Value::Cents(self.coupon(self.arg(args, 0, "the coupon's id")?)?.off_yuan_cents)),
            "coupon_threshold" => {
                Ok(Value::Cents(self.coupon(self.arg(args, 0, "the coupon's id")?)?.threshold_yuan_cents))
            }
            "compensation" => {
                let fault_name = self.arg(args, 0, "the fault")?;
                match shop.compensation.iter().find(|row| row.fault == fault_name) {
                    Some(row) => Ok(Value::Cents(row.refund_max_yuan_cents)),
                    None => fault(format!(
                        "shop {} has no compensation for {fault_name}; it has {}",
                        shop.id,
                        names(shop.compensation.iter().map(|row| &row.fault))
                    )),
                }
            }
            "gift" => {
                let id = self.arg(args, 0, "the gift's id")?;
                match shop.gifts.iter().find(|gift| gift.id == id) {
                    Some(gift) => text(&gift.name),
                    None => fault(format!("shop {} has no gift {id}", shop.id)),
                }
            }
            _ => fault(format!("a shop has no `{method}`; see the list of sources in content/README.md")),
        }
    }

    /// Postage of the order, or of one piece of the product, to a region (a province's name, or an address).
    fn postage(&self, args: &[&str]) -> Result<u64, SourceError> {
        let rules = &self.shop.postage;
        if !args.is_empty() {
            let region = self.arg(args, 0, "the region")?;
            if let Some((_, fee)) = rules.remote_yuan_cents.iter().find(|(name, _)| region.contains(name.as_str())) {
                return Ok(*fee);
            }
        }
        let sum = match (self.order, self.product) {
            (Some(order), _) => order.paid_yuan_cents.saturating_sub(order.postage_yuan_cents),
            (None, Some(product)) => product.price_yuan_cents,
            (None, None) => 0,
        };
        Ok(if sum >= rules.free_from_yuan_cents { 0 } else { rules.fee_yuan_cents })
    }
}
