//! Items, passages and standards: their own checks, and whether what they name is there.

use super::Desk;
use crate::content::fault::Step;
use crate::quiz::facts::{self, Holds};
use std::collections::BTreeMap;

/// Id → file and place in it.
type Places = BTreeMap<String, (String, usize)>;

pub(super) fn check(desk: &mut Desk<'_>, items: &Places, passages: &Places) {
    let content = desk.content;
    for (id, item) in &content.items {
        let Some((file, at)) = items.get(id) else { continue };
        for fault in crate::quiz::checks::checks(std::slice::from_ref(item)) {
            desk.at(file, &["item".into(), (*at).into()], fault.to_string());
        }
        if let Some(product) = item.product.as_ref().filter(|product| !content.products.contains_key(*product)) {
            desk.at(file, &["item".into(), (*at).into(), "product".into()], format!("there is no product {product}"));
        }
    }
    for (id, item) in &content.items {
        let Some((file, at)) = items.get(id) else { continue };
        let fault = match facts::holds(content, item) {
            Holds::Changed { now } => format!("what it asks about reads otherwise now: {now}"),
            Holds::Gone => "what it asks about is not there".to_owned(),
            Holds::Unsaid { now } => format!("`said` is missing: what it asks about reads {now}"),
            Holds::Yes => continue,
        };
        desk.at(file, &["item".into(), (*at).into(), "fact".into()], fault);
    }
    for (id, passage) in &content.passages {
        let Some((file, at)) = passages.get(id) else { continue };
        for fault in passage.checks() {
            desk.at(file, &["passage".into(), (*at).into()], fault.to_string());
        }
    }
    standards(desk);
}

fn standards(desk: &mut Desk<'_>) {
    let content = desk.content;
    for standard in content.standards.values() {
        let file = format!("standards/{}.toml", standard.id);
        for fault in standard.checks() {
            desk.at(&file, &["id".into()], fault.to_string());
        }
        if let Some(id) = standard.prerequisites.iter().find(|id| !content.standards.contains_key(*id)) {
            desk.at(&file, &["prerequisites".into()], format!("there is no standard {id}"));
        }
        let exam = |key: &'static str| [Step::Key("exam"), Step::Key(key)];
        for (key, part) in [("shift", &standard.exam.shift), ("wide", &standard.exam.wide)] {
            let Some(part) = part else { continue };
            match content.plans.get(&part.plan) {
                None => desk.at(&file, &exam(key), format!("there is no plan `{}`", part.plan)),
                Some(plan) if !plan.exam || !plan.posts.contains(&standard.post) => {
                    desk.at(&file, &exam(key), format!("plan `{}` is no exam of this post", part.plan));
                }
                Some(_) => {}
            }
        }
        let named = standard.exam.typing.iter().flat_map(|typing| &typing.passages);
        if let Some(id) = named.into_iter().find(|id| !content.passages.contains_key(*id)) {
            desk.at(&file, &exam("typing"), format!("there is no passage `{id}`"));
        }
    }
}
