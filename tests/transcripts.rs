//! Twelve cases of all shops, each with a good agent and a bad one, as a person reads them; every reply read as the desk
//! reads it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use miaohui::content::{self, Content, Files};
use miaohui::simulation::agents::{Conduct, play};
use miaohui::simulation::{Shift, transcript};
use std::sync::Arc;

const CASES: [(&str, Conduct); 12] = [
    ("presale-first-shoes", Conduct::Evasive),
    ("in-sale-parcel-stuck", Conduct::Robot),
    ("aftersales-furious-sole", Conduct::Rude),
    ("presale-down-trousers-bargain", Conduct::OverGenerous),
    ("aftersales-pilling-other-label", Conduct::OverGenerous),
    ("presale-acid-or-sensitive", Conduct::WrongFact),
    ("aftersales-star-for-refund", Conduct::Evasive),
    ("yj-presale-tibet-postage", Conduct::WrongFact),
    ("yj-supervisor-leak-twice-12315", Conduct::Rude),
    ("presale-photochromic-windscreen", Conduct::WrongFact),
    ("presale-olive-oil-tax", Conduct::WrongFact),
    ("review-salty-spread", Conduct::Robot),
];

fn talk(content: &Arc<Content>, scenario: &str, conduct: Conduct) -> String {
    let reader = |shift: &Shift, window, text: &str| shift.read(window, text);
    transcript(&play(content, scenario, "11", conduct, Some(&reader)).unwrap())
}

#[test]
fn good_and_bad_agents_in_twelve_cases() {
    let content = Arc::new(content::load(&Files::shipped()).unwrap());
    for (scenario, bad) in CASES {
        insta::assert_snapshot!(format!("{scenario}-perfect"), talk(&content, scenario, Conduct::Perfect));
        insta::assert_snapshot!(format!("{scenario}-{bad:?}").to_lowercase(), talk(&content, scenario, bad));
    }
}
