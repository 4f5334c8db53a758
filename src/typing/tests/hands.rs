//! Logs as people make them: an input method, a hand, a text. Every log comes from a seed.

use super::super::{Edit, EditKind, graphemes};
use crate::quiz::chance::Chance;

/// What is typed: replies, numbers, names, an address.
pub const TEXTS: [&str; 4] = [
    "您好，欢迎光临。光脚量出来十四厘米的话，穿二十四码就合适，里面的内长是十四厘米七，多出来的半厘米正好给脚趾活动。要是量的是旧鞋垫，那就再光脚量一遍，鞋垫会比脚长一点，按它选容易买大。",
    "订单编号2026112300487159，XB-2107软底学步鞋，奶杏，24码，1双，89.00元；WZ-1001精梳棉中筒袜五双装，男童混色，M，1包，29.90元。合计118.90元，包邮，实付118.90元。",
    "湖北省武汉市江岸区香樟路十七号，栖云里小区三栋二单元一二零一室，收货人陈念安，电话尾号四四零七，对吗？确认没问题我就改了，改完麻烦您在订单页面再看一眼。",
    "看到照片了，鞋头确实开了一道口子，才穿三天就这样，真的对不起，这是我们的问题。退货退款，来回运费我们出；给您补发一双同样的，三种都可以，您选一样我马上办。",
];

/// Ways of writing with a computer or phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Letters, then a phrase of the candidates.
    Pinyin,
    /// Whole sentences of twelve characters before a candidate is taken.
    Sentences,
    /// At most four keys a character or phrase, and the last may commit by itself.
    Wubi,
    /// Custom phrases of the input method: three keys, up to sixty characters.
    CustomPhrases,
    /// A candidate, then the ones it suggests, by key or by tap.
    Associated,
    /// `;` and `_` choose the second and third candidate.
    SecondCandidate,
    /// Spoken: no key at all, whole sentences.
    Dictation,
    /// Spoken, and mended by keys.
    DictationMended,
    /// One character a composition, no key.
    Handwriting,
    /// Letters and digits key by key, quickly, with keys rolled over each other.
    Direct,
    /// Safari: the commit stands before the key that brought it.
    Safari,
}

impl Way {
    pub const ALL: [Self; 11] = [
        Self::Pinyin,
        Self::Sentences,
        Self::Wubi,
        Self::CustomPhrases,
        Self::Associated,
        Self::SecondCandidate,
        Self::Dictation,
        Self::DictationMended,
        Self::Handwriting,
        Self::Direct,
        Self::Safari,
    ];
}

/// A person typing.
pub struct Hand {
    chance: Chance,
    t_ms: u64,
    /// Milliseconds from key to key, at the quickest.
    key_ms: u64,
    log: Vec<Edit>,
}

/// The log of a person who types one of [`TEXTS`] in one way, with slips, pauses and looks elsewhere.
pub fn ordinary(seed: &str) -> (&'static str, Way, Vec<Edit>) {
    let mut chance = Chance::new(seed, "hand");
    let way = Way::ALL[chance.below(Way::ALL.len() as u64) as usize];
    let text = TEXTS[chance.below(TEXTS.len() as u64) as usize];
    let key_ms = 45 + chance.below(120);
    let mut hand = Hand { chance, t_ms: 0, key_ms, log: Vec::new() };
    if hand.one_in(2) {
        hand.note(EditKind::Start);
        hand.pass(300, 4_000);
    }
    let characters = graphemes(text);
    let mut at = 0;
    while at < characters.len() {
        let phrase = hand.phrase_length(way).min(characters.len() - at);
        hand.write(way, &characters[at..at + phrase].concat(), phrase);
        at += phrase;
        if way != Way::Dictation && way != Way::Handwriting {
            hand.slip(way);
        }
        hand.pause();
    }
    if hand.one_in(2) {
        hand.note(EditKind::End);
    }
    (text, way, hand.log)
}

impl Hand {
    fn one_in(&mut self, n: u64) -> bool {
        self.chance.below(n) == 0
    }

    fn note(&mut self, kind: EditKind) {
        self.log.push(Edit { t_ms: self.t_ms, kind });
    }

    fn pass(&mut self, least_ms: u64, more_ms: u64) {
        self.t_ms += least_ms + self.chance.below(more_ms + 1);
    }

    fn commit(&mut self, text: &str) {
        self.note(EditKind::Commit { text: text.to_owned() });
    }

    /// Keys, some of them rolled over the one before.
    fn keys(&mut self, count: u64) {
        for _ in 0..count {
            if self.one_in(8) {
                self.pass(4, 20);
            } else {
                self.pass(self.key_ms, self.key_ms);
            }
            self.note(EditKind::Key);
        }
    }

    fn phrase_length(&mut self, way: Way) -> usize {
        let most = match way {
            Way::Pinyin | Way::SecondCandidate | Way::Safari => 4,
            Way::Sentences => 14,
            Way::Wubi => 3,
            Way::CustomPhrases => 60,
            Way::Associated => 6,
            Way::Dictation | Way::DictationMended => 40,
            Way::Handwriting | Way::Direct => 1,
        };
        1 + self.chance.below(most) as usize
    }

    fn write(&mut self, way: Way, phrase: &str, characters: usize) {
        let letters = characters as u64 * (1 + self.chance.below(4)) + 1;
        match way {
            Way::Pinyin | Way::Sentences | Way::SecondCandidate => {
                self.begin();
                self.keys(if way == Way::SecondCandidate { letters + 1 } else { letters });
                self.pass(0, 15);
                self.commit(phrase);
            }
            Way::Wubi => {
                self.begin();
                let keys = 1 + self.chance.below(4);
                self.keys(keys);
                self.pass(0, 10);
                self.commit(phrase);
            }
            Way::CustomPhrases => {
                self.begin();
                let keys = 3 + self.chance.below(3);
                self.keys(keys);
                // The candidate is found with the eye before it is taken.
                self.pass(250, 500);
                self.note(EditKind::Key);
                self.commit(phrase);
            }
            Way::Associated => self.associated(phrase, characters, letters),
            Way::Dictation | Way::DictationMended => {
                self.pass(180 * characters as u64, 2_000);
                self.commit(phrase);
            }
            Way::Handwriting => {
                self.pass(400, 900);
                if self.one_in(2) {
                    self.note(EditKind::CompositionStart);
                    self.pass(100, 400);
                }
                self.commit(phrase);
            }
            Way::Direct => {
                self.keys(1);
                self.pass(0, 4);
                self.commit(phrase);
            }
            Way::Safari => {
                self.note(EditKind::CompositionStart);
                self.keys(letters);
                self.pass(self.key_ms, self.key_ms);
                self.commit(phrase);
                self.note(EditKind::Key);
            }
        }
    }

    /// The first key comes before the composition in one browser and after it in another.
    fn begin(&mut self) {
        self.pass(self.key_ms, 200);
        if self.one_in(2) {
            self.note(EditKind::Key);
            self.note(EditKind::CompositionStart);
        } else {
            self.note(EditKind::CompositionStart);
        }
    }

    fn associated(&mut self, phrase: &str, characters: usize, letters: u64) {
        let all = graphemes(phrase);
        let first = characters.div_ceil(2);
        self.begin();
        self.keys(letters.div_ceil(2) + 1);
        self.commit(&all[..first].concat());
        for rest in all[first..].chunks(2) {
            self.pass(180, 500);
            if self.one_in(2) {
                self.note(EditKind::Key);
            }
            self.commit(&rest.concat());
        }
    }

    /// Now and then something wrong, taken back at once by key or by a key held down.
    fn slip(&mut self, way: Way) {
        if !self.one_in(7) {
            return;
        }
        let wrong = ["的话", "吗", "x", "合适合适合适"][self.chance.below(4) as usize];
        let count = graphemes(wrong).len() as u64;
        self.write(if way == Way::DictationMended { Way::Pinyin } else { way }, wrong, graphemes(wrong).len());
        self.pass(300, 900);
        if self.one_in(2) {
            for place in 0..count {
                // A held key begins after half a second and repeats thirty times a second.
                self.t_ms += if place == 1 { 500 } else { 33 };
                self.note(EditKind::Key);
                self.note(EditKind::Delete { count: 1 });
            }
        } else {
            self.note(EditKind::Key);
            self.note(EditKind::Delete { count });
        }
    }

    fn pause(&mut self) {
        if self.one_in(12) {
            self.pass(1_000, 9_000);
        }
        if self.one_in(60) {
            self.note(EditKind::Blur);
            self.pass(800, 20_000);
            self.note(EditKind::Focus);
        }
    }
}
