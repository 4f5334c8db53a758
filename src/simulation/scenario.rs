//! A scenario: one buyer's case as content describes it. See `content/README.md` for the format.

pub use super::draft::{LineDraft, OrderDraft};
use super::event::Post;
pub use super::register::{Lines, Register};
use crate::language::act::{ActKind, Topic};
use serde::{Deserialize, Serialize};

/// The mood a buyer comes with; it sets patience, politeness and how fast anger grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Temper {
    Friendly,
    #[default]
    Calm,
    Hurried,
    Anxious,
    Suspicious,
    Annoyed,
    Angry,
}

/// The card a buyer sends with the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    Product,
    Order,
}

/// One buyer's case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The file's name without `.toml`; unique over all shops.
    pub id: String,
    /// For trainers, in Chinese.
    pub title: String,
    pub post: Post,
    pub topic: Topic,
    /// 1 (a first day), 2 or 3.
    pub difficulty: u8,
    /// The shop whose folder the file lies in; filled in when loading.
    #[serde(skip)]
    pub shop: String,
    /// The product talked about; with an order, its first line's where left out.
    #[serde(default)]
    pub product: Option<String>,
    #[serde(default)]
    pub order: Option<OrderDraft>,
    #[serde(default)]
    pub card: Option<Card>,
    #[serde(default)]
    pub temper: Temper,
    /// Registers this buyer may write in; empty: any that the lines have.
    #[serde(default)]
    pub registers: Vec<Register>,
    /// Replaces the common opening (`在吗`); the first need follows it.
    #[serde(default)]
    pub opening: Lines,
    #[serde(default, rename = "fact")]
    pub facts: Vec<Fact>,
    /// Asked in this order.
    #[serde(rename = "need")]
    pub needs: Vec<Need>,
    #[serde(default)]
    pub haggle: Option<Haggle>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// What a careful agent does here.
    #[serde(default)]
    pub care: Vec<Duty>,
    /// What a selling agent does here.
    #[serde(default)]
    pub selling: Vec<Duty>,
    #[serde(default)]
    pub must_say: Vec<Duty>,
    #[serde(default)]
    pub must_not: Vec<Ban>,
    #[serde(default)]
    pub end: EndState,
    /// Replaces the common thanks.
    #[serde(default)]
    pub closing: Lines,
}

/// When a buyer tells a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// Part of what the buyer says unasked; the needs' lines carry it as `{id}`.
    AtOnce,
    WhenAsked,
    /// 不知道
    Unknown,
    /// 都可以
    AnyWillDo,
}

/// Something about the buyer's side of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Short name in ASCII (`foot_mm`), used in sources and `{…}`.
    pub id: String,
    pub told: Told,
    /// The value, or several of which the seed picks one. Measures as the size table has them (mm, g).
    #[serde(default)]
    pub one_of: Vec<String>,
    /// Topics under which an agent's question finds it.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// Words of the agent's question that find it (`脚长`).
    #[serde(default)]
    pub words: Vec<String>,
    /// What the buyer says when asked; not needed for `at_once`; `unknown` and `any_will_do` have common lines.
    #[serde(default)]
    pub say: Lines,
}

/// What makes a need met: words with the right value, or an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Means {
    /// Acts that count; empty: every act that tells, offers, promises or refuses.
    #[serde(default)]
    pub acts: Vec<ActKind>,
    /// Default: the need's topic.
    #[serde(default)]
    pub topic: Option<Topic>,
    /// A source; see `content/README.md`.
    #[serde(default)]
    pub value: Option<String>,
    /// Any one of these must stand in the reply too.
    #[serde(default)]
    pub words: Vec<String>,
    /// Instead of words: an action; its arguments come from `with`, else from `[end]`.
    #[serde(default)]
    pub action: Option<ActionName>,
    /// The action's argument, a source or a quoted text.
    #[serde(default)]
    pub with: Option<String>,
}

/// Names of actions as in `rehearse` scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionName {
    ReducePrice,
    Coupon,
    Gift,
    ChangeAddress,
    Note,
    Refund,
    Resend,
    Exchange,
    Postage,
    ProductCard,
    RequestEvidence,
    Ask,
    Transfer,
    Invite,
}

/// One thing the buyer wants (诉求).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    pub id: String,
    pub topic: Topic,
    /// At least four phrasings in all.
    pub ask: Lines,
    /// Said where the agent's reply was not understood; the common lines where empty.
    #[serde(default)]
    pub rephrase: Lines,
    /// Any one of these meets the need.
    pub met_by: Vec<Means>,
    /// Facts the agent cannot answer without: asking for them is useful, not stalling.
    #[serde(default)]
    pub requires: Vec<String>,
    /// A wording that meets it, with `{source}` placeholders. Used by the perfect agent and shown to trainees.
    pub better: String,
    #[serde(default)]
    pub react: Reactions,
    /// Raised only when the agent's question or words touch its topic; never by the buyer alone.
    #[serde(default)]
    pub hidden: bool,
    /// A wrong answer to it is a red line (safety; the right to return always is).
    #[serde(default)]
    pub grave: bool,
}

/// The buyer's own lines after a reply to a need; common lines where empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reactions {
    #[serde(default)]
    pub satisfied: Lines,
    /// `{stated}` is what the agent said, `{truth}` what the page says.
    #[serde(default)]
    pub contradicted: Lines,
    /// The reply is on the matter but leaves the point open.
    #[serde(default)]
    pub partly: Lines,
}

/// Bargaining in steps; it ends at an accepted offer or at a polite no after the last step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Haggle {
    /// Begins once this need is met; default: after the last.
    #[serde(default)]
    pub after: Option<String>,
    /// One line set a step, one to three of them.
    #[serde(rename = "step")]
    pub steps: Vec<HaggleStep>,
    /// What closes it with a yes.
    #[serde(default)]
    pub accepts: Vec<Means>,
    /// Said when giving in to a polite no.
    #[serde(default)]
    pub gives_in: Lines,
    /// A good answer to the bargaining.
    pub better: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HaggleStep {
    pub say: Lines,
}

/// What comes when the agent requests evidence (pictures as words in brackets: `[图片] 鞋头开胶`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Short name (`photo`, `slip`).
    pub id: String,
    /// Words of the request that fetch this piece; the first piece comes where none fits.
    #[serde(default)]
    pub words: Vec<String>,
    pub say: Lines,
    /// The buyer has no such thing, or it shows something else than claimed.
    #[serde(default)]
    pub misleading: bool,
}

/// Something a good agent does or says in this case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Stable key: `ask:foot_mm`, `evidence`, `confirm_address`, `invite_order`.
    pub id: String,
    /// Any one of these fulfils it.
    pub by: Vec<Means>,
    /// The need that brings it about: due from its asking on. Default: the first.
    #[serde(default)]
    pub on: Option<String>,
    /// It must be done before this need is met (evidence before compensation).
    #[serde(default)]
    pub before: Option<String>,
    pub better: String,
}

/// Something that must not be said or done in this case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ban {
    pub id: String,
    pub by: Vec<Means>,
    /// Why, for the trainee.
    pub why: String,
}

/// How the case must end. What is not named must not have been given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndState {
    /// Source of the exact sum refunded in all.
    #[serde(default)]
    pub refund: Option<String>,
    /// Source of the most that may be refunded (where the agent is free below it).
    #[serde(default)]
    pub refund_at_most: Option<String>,
    /// Words that the new address must hold, each a source or a quoted text.
    #[serde(default)]
    pub address: Vec<String>,
    /// Words that the notes must hold.
    #[serde(default)]
    pub note: Vec<String>,
    /// Product sent again.
    #[serde(default)]
    pub resend: Option<String>,
    /// Product exchanged.
    #[serde(default)]
    pub exchange: Option<String>,
    /// What it is exchanged for, as `colour/size`.
    #[serde(default)]
    pub exchange_to: Option<String>,
    /// Coupon given, by id.
    #[serde(default)]
    pub coupon: Option<String>,
    #[serde(default)]
    pub gift: Option<String>,
    /// Source of the most that may be taken off the price.
    #[serde(default)]
    pub reduced_at_most: Option<String>,
    /// Source of the postage the shop bears or the buyer pays.
    #[serde(default)]
    pub postage: Option<String>,
    /// Post the window must be handed to.
    #[serde(default)]
    pub transfer: Option<Post>,
}

impl Scenario {
    /// The product the talk is about, by id.
    pub fn product_id(&self) -> Option<&str> {
        match (&self.product, &self.order) {
            (Some(id), _) => Some(id),
            (None, Some(order)) => order.lines.first().map(|line| line.product.as_str()),
            (None, None) => None,
        }
    }
}
