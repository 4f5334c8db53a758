//! From the cues of each clause to the acts of the reply.

use super::act::{Act, ActKind, Polarity, Topic};
use super::clause::{self, Clause};
use super::context::Context;
use super::entity::Entities;
use super::normalise::normalise;
use super::pattern::{self, Hit, Label, Span};
use super::polarity::{self, Statement};
use super::violation::violations;

/// Most acts of one reply; the rest of a longer one is not read.
const ACTS_MAX: usize = 24;

/// How sure a reading is by what it rests on.
const SURE_CLAIM: f32 = 0.95;
const SURE_CUE: f32 = 0.92;
const SURE_QUESTION: f32 = 0.85;
const SURE_MENTION: f32 = 0.7;
const SURE_BARE: f32 = 0.8;

/// The acts of one reply, in its order, violations last.
pub fn read(reply: &str, context: &Context) -> Vec<Act> {
    let normalised = normalise(reply);
    let text = normalised.text.as_str();
    let clauses = clause::clauses(text);
    let spans: Vec<Span> = clauses.iter().map(|clause| clause.span).collect();
    let hits = pattern::find(text, &spans);
    let except = exceptions(text, &clauses);
    let mut acts: Vec<Act> = Vec::new();
    let mut earlier: Vec<Statement> = Vec::new();
    for clause in &clauses {
        let inside = |hit: &&Hit| clause.span.start <= hit.start && hit.end <= clause.span.end;
        let all: Vec<Hit> = hits.iter().filter(inside).copied().collect();
        let open: Vec<Hit> = all.iter().filter(|hit| !hidden(hit, &all, &except)).copied().collect();
        let slice = &text[clause.span.start..clause.span.end];
        let reading = ClauseReading {
            text: slice,
            clause,
            statements: polarity::statements(&open),
            entities: Entities::read(slice, clause.span.start, context),
            context,
            hits: open,
        };
        let found = reading.acts(&acts);
        merge(&mut acts, found, &mut earlier, &reading.statements, slice);
        if acts.len() >= ACTS_MAX {
            break;
        }
    }
    settle(&mut acts);
    acts.extend(violations(&hits, &clauses));
    acts
}

/// Spans such as 除新疆外 and 偏远地区除外, which say nothing of the main rule.
fn exceptions(text: &str, clauses: &[Clause]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for clause in clauses {
        let inner = &text[clause.span.start..clause.span.sentence_end];
        let Some(from) = inner.find('除') else { continue };
        if inner[from..].starts_with("除外") {
            found.push((clause.span.start, clause.span.end.min(clause.span.start + from + 6)));
            continue;
        }
        if inner[from..].starts_with("除非") {
            continue;
        }
        if let Some(to) = inner[from..].find('外') {
            found.push((clause.span.start + from, clause.span.start + from + to + 3));
        }
    }
    found
}

/// True for a cue that a mask, an exception or a longer cue covers.
fn hidden(hit: &Hit, all: &[Hit], except: &[(usize, usize)]) -> bool {
    let speaks = matches!(hit.label, Label::Claim(..) | Label::Mention(_) | Label::Negator | Label::Complement);
    if speaks && except.iter().any(|(start, end)| *start <= hit.start && hit.end <= *end) {
        return true;
    }
    let longer_counts = !matches!(hit.label, Label::Negator | Label::Question | Label::Complement);
    hit.label != Label::Mask
        && all.iter().any(|mask| {
            mask.label == Label::Mask
                && mask.start <= hit.start
                && hit.end <= mask.end
                && (!longer_counts || mask.end - mask.start > hit.end - hit.start)
                && !matches!(hit.label, Label::Act(..) | Label::Shield(_) | Label::Violation(_))
        })
}

struct ClauseReading<'a> {
    text: &'a str,
    clause: &'a Clause,
    hits: Vec<Hit>,
    statements: Vec<Statement>,
    entities: Entities<'a>,
    context: &'a Context<'a>,
}

impl ClauseReading<'_> {
    fn acts(&self, before: &[Act]) -> Vec<Act> {
        let mut kinds = self.kinds(before);
        let mut acts: Vec<Act> = Vec::new();
        let absorbed = kinds.iter().any(|(kind, _)| absorbs(*kind));
        let has = |kinds: &[(ActKind, Option<Topic>)], kind| kinds.iter().any(|(found, _)| *found == kind);
        let claims: Vec<&Statement> = self.statements.iter().filter(|s| s.claimed).collect();
        let states = !absorbed
            || (has(&kinds, ActKind::Promise) && self.is_dated_dispatch())
            || has(&kinds, ActKind::Recommend)
            || (has(&kinds, ActKind::Refuse) && !has(&kinds, ActKind::Ask))
            || (has(&kinds, ActKind::Confirm) && kinds.len() == 1)
            || has(&kinds, ActKind::Invite)
            || (has(&kinds, ActKind::Explain) && claims.iter().any(|s| s.polarity == Polarity::Deny));
        let bare = kinds.iter().position(|(kind, _)| *kind == ActKind::Answer);
        if let Some(index) = bare {
            kinds.remove(index);
        }
        if states && !self.is_question(&kinds) {
            acts.extend(self.answers(&claims, absorbed));
        }
        if bare.is_some() && acts.is_empty() && !absorbed {
            let polarity = if polarity::denies(&self.hits) { Polarity::Deny } else { Polarity::Affirm };
            acts.push(Act {
                topic: self.context.asked,
                polarity: Some(polarity),
                confidence: SURE_BARE,
                ..Act::plain(ActKind::Answer)
            });
        }
        for (kind, topic) in kinds {
            acts.push(self.act(kind, topic));
        }
        acts
    }

    /// The kinds the cues name, rivals put right.
    fn kinds(&self, before: &[Act]) -> Vec<(ActKind, Option<Topic>)> {
        use ActKind::{
            Answer, Apologise, Ask, Close, Confirm, Empathise, Explain, Greet, Instruct, Invite, Offer, Promise,
            Recommend, Refuse, RequestEvidence, Transfer,
        };
        let mut kinds: Vec<(ActKind, Option<Topic>)> = Vec::new();
        for hit in &self.hits {
            if let Label::Act(kind, topic) = hit.label
                && !(kind == Instruct && self.for_buyer(hit))
                && !kinds.iter().any(|(found, _)| *found == kind)
            {
                kinds.push((kind, topic));
            }
        }
        let rivals: &[(ActKind, &[ActKind])] = &[
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
        let has = |kinds: &[(ActKind, Option<Topic>)], kind| kinds.iter().any(|(found, _)| *found == kind);
        if has(&kinds, Promise) && !has(&kinds, Offer) {
            let done = [
                "已经",
                "已给",
                "已为",
                "已帮",
                "改好了",
                "处理好了",
                "办好了",
                "备注好了",
                "登记好了",
                "退了",
                "发了",
            ]
            .iter()
            .any(|word| self.text.contains(word));
            let able = ["可以给", "可以帮", "可以为", "能给", "能帮"].iter().any(|word| self.text.contains(word));
            if done || (able && self.statements.iter().any(|s| s.claimed)) {
                kinds.retain(|(kind, _)| *kind != Promise);
                kinds.push((Answer, None));
            }
        }
        // 马上给您补发 is said to happen; 给您补发可以吗 waits for a yes.
        let settled =
            ["马上", "已经", "立即", "立刻", "这就", "已给", "尽快"].iter().any(|word| self.text.contains(word));
        if has(&kinds, Offer) && settled && !self.asks_leave() {
            kinds.retain(|(kind, _)| *kind != Offer);
            if !has(&kinds, Promise) {
                kinds.push((Promise, None));
            }
        }
        for (winner, losers) in rivals {
            if has(&kinds, *winner) && !(*winner == Ask && has(&kinds, Promise) && self.clause.mark != '?') {
                kinds.retain(|(kind, _)| !losers.contains(kind));
            }
        }
        if has(&kinds, Greet)
            && before.iter().any(|act| !matches!(act.kind, Greet | Apologise))
            && self.text.contains("什么")
        {
            kinds.retain(|(kind, _)| *kind != Greet);
            kinds.push((Close, None));
        }
        if self.is_question(&kinds)
            && !kinds.iter().any(|(kind, _)| absorbs(*kind) || matches!(kind, Greet | Close | Empathise))
        {
            kinds.retain(|(kind, _)| *kind != Answer);
            if !self.is_tail() || !before.iter().any(|act| matches!(act.kind, Offer | Promise | Recommend | Confirm)) {
                kinds.push((Ask, None));
            }
        }
        kinds
    }

    /// 给您改: the 您 of the cue is who it is done for, not who does it.
    fn for_buyer(&self, hit: &Hit) -> bool {
        let at = hit.start - self.clause.span.start;
        let other =
            ["给", "帮", "为", "替", "跟", "和", "让", "由", "放"].iter().any(|word| self.text[..at].ends_with(word));
        other && ["您", "你", "亲"].iter().any(|word| self.text[at..].starts_with(word))
    }

    /// 可以吗, 您看行吗: a yes is waited for.
    fn asks_leave(&self) -> bool {
        ["可以吗", "好吗", "行吗", "您看", "你看", "可以不", "好不好", "能接受吗", "怎么样", "如何", "可否"]
            .iter()
            .any(|word| self.text.contains(word))
    }

    fn is_tail(&self) -> bool {
        self.asks_leave() && self.text.chars().count() <= 9 && self.statements.is_empty()
    }

    fn is_question(&self, kinds: &[(ActKind, Option<Topic>)]) -> bool {
        let labelled = |label| self.hits.iter().any(|hit| hit.label == label);
        let asks = self.clause.mark == '?' || labelled(Label::Question);
        asks && !labelled(Label::Rhetorical)
            && !kinds.iter().any(|(kind, _)| matches!(kind, ActKind::Refuse | ActKind::Close))
    }

    fn is_dated_dispatch(&self) -> bool {
        let stated = self.statements.iter().any(|s| s.claimed && matches!(s.topic, Topic::Dispatch | Topic::Logistics));
        let dated = self.entities.has_time()
            || ["今天", "明天", "当天", "今晚", "后天", "下午"].iter().any(|word| self.text.contains(word));
        let errand = ["催", "查", "问", "核实", "反馈", "回复", "联系"].iter().any(|word| self.text.contains(word));
        stated && dated && !errand
    }

    /// One answer for each claim; without any, for the topic that is spoken of most.
    fn answers(&self, claims: &[&Statement], absorbed: bool) -> Vec<Act> {
        if claims.is_empty() {
            let spoken = self.main_topic();
            let told = spoken
                .filter(|_| !absorbed || self.hits.iter().any(|hit| hit.label == Label::Act(ActKind::Refuse, None)));
            return told.map(|s| self.about(ActKind::Answer, s, SURE_MENTION)).into_iter().collect();
        }
        claims.iter().map(|statement| self.about(ActKind::Answer, statement, SURE_CLAIM)).collect()
    }

    /// The claim or else the mention with most cues, the first of equals.
    fn main_topic(&self) -> Option<&Statement> {
        let mut best: Option<&Statement> = None;
        for statement in &self.statements {
            if best.is_none_or(|found| (statement.claimed, statement.cues) > (found.claimed, found.cues)) {
                best = Some(statement);
            }
        }
        best
    }

    fn act(&self, kind: ActKind, topic: Option<Topic>) -> Act {
        let plain = matches!(
            kind,
            ActKind::Greet
                | ActKind::Close
                | ActKind::Apologise
                | ActKind::Empathise
                | ActKind::Transfer
                | ActKind::Invite
        );
        if plain {
            return Act { confidence: SURE_CUE, ..Act::plain(kind) };
        }
        let sure = if kind == ActKind::Ask && !self.hits.iter().any(|hit| hit.label == Label::Act(kind, topic)) {
            SURE_QUESTION
        } else {
            SURE_CUE
        };
        match self.main_topic() {
            Some(statement) => self.about(kind, statement, sure),
            None => {
                let topic = topic.or_else(|| self.implied_topic(kind));
                let value = topic.and_then(|topic| self.entities.value(topic, self.clause.span.start));
                let polarity = topic.filter(|_| has_polarity(kind)).map(|_| polarity_of(kind, Polarity::Affirm));
                Act {
                    topic,
                    value,
                    polarity,
                    amount_cents: if takes_amount(kind) { self.entities.amount_cents(topic) } else { None },
                    duration_s: if takes_time(kind) { self.entities.duration_s(self.clause.span.start) } else { None },
                    confidence: sure,
                    ..Act::plain(kind)
                }
            }
        }
    }

    /// A topic that only a named thing shows: 建议拍24, 推荐天蓝.
    fn implied_topic(&self, kind: ActKind) -> Option<Topic> {
        match kind {
            ActKind::Recommend | ActKind::Confirm | ActKind::Instruct if self.entities.size().is_some() => {
                Some(Topic::Size)
            }
            ActKind::Recommend | ActKind::Confirm if self.entities.has_colour() => Some(Topic::Colour),
            ActKind::Offer if self.entities.amount_cents(None).is_some() => {
                let refund = ["退", "补偿", "赔", "返"].iter().any(|word| self.text.contains(word));
                Some(if refund { Topic::Refund } else { Topic::Price })
            }
            ActKind::Offer if self.text.contains('送') => Some(Topic::Gift),
            ActKind::Refuse => self.context.asked,
            _ => None,
        }
    }

    fn about(&self, kind: ActKind, statement: &Statement, confidence: f32) -> Act {
        let topic = statement.topic;
        let stated = !matches!(kind, ActKind::Ask | ActKind::RequestEvidence);
        Act {
            topic: Some(topic),
            value: stated.then(|| self.entities.value(topic, statement.end)).flatten(),
            amount_cents: if stated && holds_amount(topic) { self.entities.amount_cents(Some(topic)) } else { None },
            duration_s: if stated && holds_time(topic) { self.entities.duration_s(statement.start) } else { None },
            polarity: has_polarity(kind).then(|| polarity_of(kind, statement.polarity)),
            confidence,
            ..Act::plain(kind)
        }
    }
}

/// Acts that take a clause's topics for themselves.
fn absorbs(kind: ActKind) -> bool {
    !matches!(kind, ActKind::Greet | ActKind::Close | ActKind::Apologise | ActKind::Empathise | ActKind::Answer)
}

fn has_polarity(kind: ActKind) -> bool {
    matches!(
        kind,
        ActKind::Answer | ActKind::Recommend | ActKind::Promise | ActKind::Offer | ActKind::Refuse | ActKind::Confirm
    )
}

fn polarity_of(kind: ActKind, stated: Polarity) -> Polarity {
    match kind {
        ActKind::Refuse => Polarity::Deny,
        ActKind::Offer | ActKind::Promise => Polarity::Affirm,
        _ => stated,
    }
}

fn takes_amount(kind: ActKind) -> bool {
    matches!(kind, ActKind::Offer | ActKind::Promise | ActKind::Refuse)
}

fn takes_time(kind: ActKind) -> bool {
    matches!(kind, ActKind::Promise | ActKind::Offer | ActKind::Instruct)
}

fn holds_amount(topic: Topic) -> bool {
    use Topic::{Carrier, Coupon, Damage, Gift, Insurance, Missing, Payment, Postage, Price, Quality, Refund, Tax};
    matches!(
        topic,
        Price | Coupon | Postage | Gift | Refund | Insurance | Tax | Payment | Damage | Quality | Missing | Carrier
    )
}

fn holds_time(topic: Topic) -> bool {
    use Topic::{Colour, Material, Size};
    !matches!(topic, Colour | Material | Size)
}

/// Adds a clause's acts to the reply's: one act a kind and topic, a later main rule over an exception.
fn merge(acts: &mut Vec<Act>, found: Vec<Act>, earlier: &mut Vec<Statement>, statements: &[Statement], text: &str) {
    let main_rule =
        ["只有", "其他", "其它", "其余", "全国", "大部分", "别的地", "都"].iter().any(|word| text.contains(word));
    for act in found {
        // 您看可以吗 after 给您补发一双 makes an offer of it.
        match acts.iter_mut().find(|known| {
            known.kind == act.kind && (known.topic == act.topic || act.topic.is_none() || known.topic.is_none())
        }) {
            Some(known)
                if known.topic == act.topic && known.polarity != act.polarity && act.kind == ActKind::Answer =>
            {
                if main_rule {
                    known.polarity = act.polarity;
                }
                known.amount_cents = known.amount_cents.or(act.amount_cents);
            }
            Some(known) => {
                known.topic = known.topic.or(act.topic);
                known.polarity = known.polarity.or(act.polarity);
                known.value = known.value.take().or(act.value);
                known.amount_cents = known.amount_cents.or(act.amount_cents);
                known.duration_s = known.duration_s.or(act.duration_s);
                known.confidence = known.confidence.max(act.confidence);
            }
            None => acts.push(act),
        }
    }
    earlier.extend_from_slice(statements);
}

/// Acts that found no topic of their own take that of a clause which only mentions one (拍张照片, 看看破损的地方).
fn settle(acts: &mut Vec<Act>) {
    let needs = |act: &Act| {
        act.topic.is_none()
            && matches!(
                act.kind,
                ActKind::RequestEvidence | ActKind::Instruct | ActKind::Ask | ActKind::Offer | ActKind::Explain
            )
    };
    let Some(needy) = acts.iter().position(needs) else { return };
    let spare = acts
        .iter()
        .position(|act| act.kind == ActKind::Answer && act.topic.is_some() && act.confidence <= SURE_MENTION);
    if let Some(spare) = spare {
        let given = acts.remove(spare);
        let needy = if spare < needy { needy - 1 } else { needy };
        acts[needy].topic = given.topic;
        acts[needy].amount_cents = acts[needy].amount_cents.or(given.amount_cents);
    }
}
