//! Which acts a clause does: what its cues name, rivals put right.

use super::act::ActKind::{
    self, Answer, Apologise, Ask, Close, Confirm, Empathise, Explain, Greet, Instruct, Invite, Offer, Promise,
    Recommend, Refuse, RequestEvidence, Transfer,
};
use super::act::Topic;
use super::arbiter::Placed;
use super::bearing::absorbs;
use super::pattern::{Hit, Label};
use super::reading::ClauseReading;
use super::trie::Glance;

/// Where both are cued in one clause, the first is meant and the others are not. Read in order.
const RIVALS: &[(ActKind, &[ActKind])] = &[
    (Close, &[Ask, Instruct, Promise, Offer, Explain, Confirm]),
    (Transfer, &[Promise, Instruct, Ask, Offer]),
    (RequestEvidence, &[Instruct, Ask, Promise, Confirm, Offer]),
    (Refuse, &[Offer, Promise, Recommend, Invite]),
    (Empathise, &[Instruct, Ask]),
    (Invite, &[Offer, Ask, Recommend]),
    (Recommend, &[Instruct, Ask, Invite]),
    (Confirm, &[Ask, Instruct]),
    (Ask, &[Instruct, Promise]),
    (Greet, &[Ask, Close, Promise]),
    (Offer, &[Promise, Recommend, Ask]),
    (Promise, &[Instruct]),
];

/// The evidence is here already.
const SEEN: &[&str] = &["看到了", "收到了", "发来了", "看到照片", "看到您"];
/// It is done, so nothing is promised.
const DONE: &[&str] =
    &["已经", "已给", "已为", "已帮", "改好了", "处理好了", "办好了", "备注好了", "登记好了", "退了", "发了"];
const ABLE: &[&str] = &["可以给", "可以帮", "可以为", "能给", "能帮"];
/// It is going to be done, whatever the buyer says.
const SETTLED: &[&str] = &["马上", "已经", "立即", "立刻", "这就", "已给", "尽快"];
/// What a shop that owes it does without asking.
const REDONE: &[&str] = &["补发", "重发", "补寄", "重寄", "换一", "换新", "重新发", "重新寄", "补一"];
const OPEN: &[&str] = &["可以", "要不", "或者", "能", "免费"];
/// A yes is waited for.
const LEAVE: &[&str] = &[
    "可以吗",
    "好吗",
    "行吗",
    "您看",
    "你看",
    "可以不",
    "好不好",
    "能接受吗",
    "怎么样",
    "如何",
    "可否",
    "行不",
    "合适不",
];
const LEAVE_TAIL: &[&str] = &["可以", "好", "行", "看", "能接受", "怎么样", "如何", "可否", "合适"];
/// Longest clause, in characters, that only asks for a yes.
const TAIL_MAX: usize = 9;

/// The kinds of one clause, each once, with the topic its cue names.
pub(super) type Kinds = Vec<(ActKind, Option<Topic>)>;

/// True where a kind is among them.
pub(super) fn has(kinds: &Kinds, wanted: ActKind) -> bool {
    kinds.iter().any(|(kind, _)| *kind == wanted)
}

impl ClauseReading<'_> {
    /// The kinds of the clause after the acts read `before` it.
    pub(super) fn kinds(&self, before: &[Placed]) -> Kinds {
        let mut kinds = self.cued();
        if self.labelled(Label::Rhetorical) {
            kinds.retain(|(kind, _)| !matches!(kind, Promise | Offer | Ask | Refuse));
        }
        if has(&kinds, RequestEvidence) && self.holds(SEEN) {
            kinds.retain(|(kind, _)| *kind != RequestEvidence);
        }
        self.tell_promises(&mut kinds);
        for (winner, losers) in RIVALS {
            // 我帮您查一下是什么情况 asks nothing.
            let asked = *winner != Ask || !has(&kinds, Promise) || self.clause.mark == '?';
            if has(&kinds, *winner) && asked {
                kinds.retain(|(kind, _)| !losers.contains(kind));
            }
        }
        let begun = before.iter().any(|placed| !matches!(placed.act.kind, Greet | Apologise));
        if has(&kinds, Greet) && begun && self.holds(&["什么"]) {
            kinds.retain(|(kind, _)| *kind != Greet);
            kinds.push((Close, None));
        }
        let taken = |(kind, _): &(ActKind, _)| absorbs(*kind) || matches!(kind, Greet | Close | Empathise);
        if self.is_question(&kinds) && !kinds.iter().any(taken) {
            kinds.retain(|(kind, _)| *kind != Answer);
            let put = before.iter().any(|placed| matches!(placed.act.kind, Offer | Promise | Recommend | Confirm));
            if !self.is_tail() || !put {
                kinds.push((Ask, None));
            }
        }
        kinds
    }

    fn cued(&self) -> Kinds {
        let mut kinds = Kinds::new();
        for hit in &self.hits {
            if let Label::Act(kind, topic) = hit.label
                && !(kind == Instruct && self.for_buyer(hit))
                && !has(&kinds, kind)
            {
                kinds.push((kind, topic));
            }
        }
        kinds
    }

    /// Parts what is promised from what is done (an answer) and what waits for a yes (an offer).
    fn tell_promises(&self, kinds: &mut Kinds) {
        if has(kinds, Promise) && !has(kinds, Offer) {
            let able = || self.holds(ABLE) && !self.statements.is_empty();
            if self.holds(DONE) || able() {
                kinds.retain(|(kind, _)| *kind != Promise);
                kinds.push((Answer, None));
            }
        }
        let sure = || self.holds(SETTLED) || (self.holds(REDONE) && !self.holds(OPEN));
        if has(kinds, Offer) && sure() && !self.asks_leave() {
            kinds.retain(|(kind, _)| *kind != Offer);
            if !has(kinds, Promise) {
                kinds.push((Promise, None));
            }
        }
    }

    /// 给您改: the 您 of the cue is who it is done for, not who does it.
    fn for_buyer(&self, hit: &Hit) -> bool {
        let (head, tail) = self.text.split_at(hit.start - self.clause.span.start);
        tail.starts_with(['您', '你', '亲']) && head.ends_with(['给', '帮', '为', '替', '跟', '和', '让', '由', '放'])
    }

    fn asks_leave(&self) -> bool {
        let glance = Glance::of(self.sentence);
        LEAVE.iter().any(|word| glance.holds(self.sentence, word))
    }

    fn is_tail(&self) -> bool {
        self.holds(LEAVE_TAIL) && self.text.chars().count() <= TAIL_MAX && self.statements.is_empty()
    }

    /// True where the clause asks, by its mark or a word, and nothing else is done by it.
    pub(super) fn is_question(&self, kinds: &Kinds) -> bool {
        let asks = self.clause.mark == '?' || self.labelled(Label::Question);
        asks && !self.labelled(Label::Rhetorical) && !has(kinds, Refuse) && !has(kinds, Close)
    }

    /// One of the words stands in the clause.
    pub(super) fn holds(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.glance.holds(self.text, word))
    }

    fn labelled(&self, label: Label) -> bool {
        self.hits.iter().any(|hit| hit.label == label)
    }
}
