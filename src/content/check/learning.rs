//! Items, passages and standards: their own checks, and whether what they name is there.

use super::Desk;
use crate::content::Content;
use crate::content::fault::Step;
use crate::quiz::facts::{self, Holds};
use crate::simulation::plan::Plan;
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
            for id in &part.plans {
                match content.plans.get(id) {
                    None => desk.at(&file, &exam(key), format!("there is no plan `{id}`")),
                    Some(plan) if !plan.exam || !plan.posts.contains(&standard.post) => {
                        desk.at(&file, &exam(key), format!("plan `{id}` is no exam of this post"));
                    }
                    Some(plan) if !part.plans.iter().all(|other| equal_forms(content, plan, other)) => {
                        desk.at(&file, &exam(key), format!("plan `{id}` is not as hard as the part's other forms: buyers, windows, ramp, shops, topics and difficulty must be the same"));
                    }
                    Some(_) => {}
                }
            }
        }
        let named = standard.exam.typing.iter().flat_map(|typing| &typing.passages);
        if let Some(id) = named.into_iter().find(|id| !content.passages.contains_key(*id)) {
            desk.at(&file, &exam("typing"), format!("there is no passage `{id}`"));
        }
    }
}

/// Whether two forms of a part bring as many buyers as fast, and cases as hard. What is not there is told elsewhere.
fn equal_forms(content: &Content, one: &Plan, other: &str) -> bool {
    content.plans.get(other).is_none_or(|other| {
        let measure = |plan: &Plan| (plan.windows, plan.buyers, plan.duration_s, plan.difficulty);
        measure(one) == measure(other)
            && one.ramp == other.ramp
            && one.shops == other.shops
            && one.topics == other.topics
    })
}
