//! Which fact an item tests: the product's facts and the shop's rules, each with what it reads now.

use super::{fields::Pen, form::chosen, words};
use crate::draft::Draft;
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::{
    content::Content,
    quiz::{
        fact_list::{self, FactRow},
        facts::reads,
    },
};

/// The facts on offer, by group.
struct Group {
    title: String,
    rows: Vec<FactRow>,
}

fn groups(locale: Locale, content: &Content, draft: &Draft, rules_of: &str) -> Vec<Group> {
    let mut groups = Vec::new();
    let product = content.products.get(draft.product.trim());
    if let Some(product) = product {
        let title = td_string!(locale, bank.of_product, title = product.title.clone()).to_string();
        groups.push(Group { title, rows: fact_list::of_product(content, &product.id) });
    }
    if let Some(shop) = content.shops.get(rules_of) {
        groups.push(Group { title: shop.name.clone(), rows: fact_list::of_shop(content, &shop.id) });
    }
    let laws = fact_list::laws(content).into_iter().map(|path| FactRow { path, now: String::new() }).collect();
    groups.push(Group { title: td_string!(locale, bank.laws).to_string(), rows: laws });
    groups
}

/// The shop whose rules are listed: the product's, else the one asked for, else the fact's, else the first.
fn shop_of(content: &Content, draft: &Draft, asked: &str) -> String {
    let of_fact = draft.fact.strip_prefix("shop:").and_then(|path| path.split('.').next());
    let of_product = content.product_shop.get(draft.product.trim()).map(String::as_str);
    let known = |id: &&str| content.shops.contains_key(*id);
    let first = content.shops.keys().next().map(String::as_str);
    let found = [of_product, Some(asked), of_fact, first].into_iter().flatten().find(known);
    found.unwrap_or_default().to_owned()
}

/// The part of the form.
pub fn section(pen: Pen<'_>, content: &Content, draft: &Draft, asked_shop: &str) -> AnyView {
    let locale = pen.locale;
    let rules_of = shop_of(content, draft, asked_shop);
    let groups = groups(locale, content, draft, &rules_of);
    let fact = draft.fact.trim().to_owned();
    let known = fact.is_empty() || groups.iter().flat_map(|group| &group.rows).any(|row| row.path == fact);
    let invalid = pen.is_wrong("fact").then_some("true");
    let product = Some(draft.product.trim()).filter(|id| !id.is_empty());
    let now = reads(content, product, &fact);
    let changed = now.as_ref().is_some_and(|now| *now != draft.said && !draft.said.is_empty());
    let said = (!draft.said.is_empty()).then(|| words::short(&words::reading(locale, &fact, &draft.said)));
    let shops = content.shops.values().map(|shop| (shop.id.clone(), shop.name.clone())).collect::<Vec<_>>();
    let option = |row: &FactRow| {
        let selected = row.path == fact;
        let reading = words::short(&words::reading(locale, &row.path, &row.now));
        let name = words::fact(locale, &row.path);
        let text = if reading.is_empty() { name } else { format!("{name}：{reading}") };
        view! { <option value=row.path.clone() selected=selected>{text}</option> }
    };
    let groups = groups.iter().map(|group| {
        view! { <optgroup label=group.title.clone()>{group.rows.iter().map(option).collect_view()}</optgroup> }
    });
    let groups = groups.collect_view();
    let kept =
        (!known).then(|| view! { <option value=fact.clone() selected=true>{words::fact(locale, &fact)}</option> });
    view! {
        <fieldset id="facts" class="bank-part">
            <legend>{td_string!(locale, bank.rests_on)}</legend>
            <p class="hint">{td_string!(locale, bank.rests_on_hint)}</p>
            <input type="hidden" name="chosen" value=chosen(draft) />
            <input type="hidden" name="said" value=draft.said.clone() />
            <div class="bank-three">
                {pen.line("product", td_string!(locale, bank.product).to_string(), &draft.product, None)}
                <div class="field">
                    <label for="rules_of">{td_string!(locale, bank.shop)}</label>
                    <select id="rules_of" name="rules_of">
                        {shops.into_iter().map(|(id, name)| { let selected = id == rules_of; view! { <option value=id selected=selected>{name}</option> } }).collect_view()}
                    </select>
                </div>
                <button type="submit" name="do" value="facts" formaction=format!("{}#facts", pen.here)>{td_string!(locale, bank.list_facts)}</button>
            </div>
            <div class="field">
                <label for="fact">{td_string!(locale, bank.fact_or_rule)}</label>
                <select id="fact" name="fact" aria-invalid=invalid>
                    <option value="">{td_string!(locale, bank.no_fact)}</option>
                    {kept}
                    {groups}
                </select>
                {said.map(|said| view! { <p class="hint">{td_string!(locale, bank.now_reads, now = said)}</p> })}
                {pen.wrong("fact")}
            </div>
            {changed.then(|| view! { <button type="submit" name="do" value="right" formaction=format!("{}#facts", pen.here)>{td_string!(locale, bank.still_right)}</button> })}
        </fieldset>
    }
    .into_any()
}
