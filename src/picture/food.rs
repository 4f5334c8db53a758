//! Food: the pack, and on its label what is in it. Labels have no flag and no word but the weight.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::motif::{self, Motif};
use super::palette::Palette;
use super::pen::Pen;
use contents as c;

mod bags;
mod boxes;
mod contents;
mod glass;

/// What it is packed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    FoilBag,
    Pouch,
    ClearPouch,
    ValveBag,
    SmallBags,
    PaperBag,
    CrackerBag,
    BiscuitPacks,
    PastaBags,
    NoodleBags,
    StickBag,
    VacuumBlock,
    Tin,
    TruffleTin,
    CookieTin,
    SlideTins,
    FlatCans,
    SardineCans,
    Shaker,
    RoundBox,
    Carton,
    BiscuitBox,
    SachetBox,
    TeaBox,
    ThreeBoxes,
    BarBox,
    Bars,
    ClearBox,
    SeaweedPacks,
    Bricks,
    Cups,
    Tub,
    HoneyTub,
    BigJar,
    SmallJar,
    SquatJar,
    CoffeeJar,
    OilBottle,
    BlackBottle,
    PlasticBottle,
    VinegarBottle,
    MapleBottle,
}

impl Pack {
    /// By the first word that the pack's description or the title has.
    const WORDS: &[(&str, Self, &str)] = &[
        ("香醋", Self::VinegarBottle, "一瓶，矮肩玻璃瓶"),
        ("枫糖浆", Self::MapleBottle, "一瓶，带小耳的玻璃瓶"),
        ("直面", Self::PastaBags, "几袋长面条"),
        ("速溶", Self::CoffeeJar, "一罐，方肩玻璃罐"),
        ("小三角", Self::RoundBox, "一个纸圆盒，里面是小三角"),
        ("真空袋", Self::VacuumBlock, "一整块，真空袋"),
        ("撒口", Self::Shaker, "一罐，带撒口"),
        ("马口铁", Self::Tin, "一个铁罐"),
        ("加铁盒", Self::TruffleTin, "一个扁铁盒"),
        ("单向阀", Self::ValveBag, "一袋，带排气阀"),
        ("自立拉链", Self::ClearPouch, "一袋，自立袋带透明窗"),
        ("拉链", Self::Pouch, "一袋，拉链袋"),
        ("铝箔小袋", Self::SmallBags, "几小袋"),
        ("铝箔袋", Self::FoilBag, "一袋，铝箔袋"),
        ("纸盒三盒", Self::ThreeBoxes, "三个小纸盒"),
        ("无独立小袋", Self::TeaBox, "一个矮纸盒，露出茶包"),
        ("小袋，纸盒", Self::SachetBox, "一个纸盒配小袋"),
        ("纸盒内袋", Self::Carton, "一个高纸盒"),
        ("纸盒，塑料托", Self::BiscuitBox, "一个扁纸盒，露出饼干"),
        ("纸杯", Self::Cups, "几个纸杯"),
        ("纸袋带封条", Self::PaperBag, "一个纸袋带封条"),
        ("深绿玻璃瓶", Self::OilBottle, "一瓶，深绿高瓶"),
        ("黑色玻璃瓶", Self::BlackBottle, "一瓶，黑色方瓶"),
        ("棕色玻璃瓶", Self::SquatJar, "一瓶，棕色矮罐"),
        ("塑料瓶", Self::PlasticBottle, "一个塑料大瓶"),
        ("内封膜", Self::Tub, "一个透明大罐"),
        ("塑料罐", Self::HoneyTub, "一罐，圆塑料罐"),
        ("玻璃罐", Self::BigJar, "一罐，大玻璃罐"),
        ("玻璃瓶", Self::SmallJar, "一瓶，小玻璃罐"),
        ("锡纸纸盒", Self::Bars, "几块排块"),
        ("透明盒", Self::ClearBox, "一个透明盒，金纸单粒"),
        ("滑盖铁盒", Self::SlideTins, "几个滑盖小铁盒"),
        ("纸托分层", Self::CookieTin, "一个圆铁罐，打开"),
        ("两片一小包", Self::BiscuitPacks, "几条饼干"),
        ("五连包", Self::NoodleBags, "几包方袋"),
        ("条装", Self::StickBag, "一袋，旁边有长条"),
        ("小盒塑料托", Self::SeaweedPacks, "几小盒"),
        ("纸套", Self::FlatCans, "几个圆罐头"),
        ("热缩膜", Self::SardineCans, "几个方罐头"),
        ("无菌纸盒", Self::Bricks, "几个饮料纸盒"),
        ("单条", Self::BarBox, "一个纸盒，露出单条"),
        ("塑料袋", Self::CrackerBag, "几个枕形袋"),
    ];

    fn of(page: Page<'_>) -> (Self, &'static str) {
        let wrapped = page.material("包装");
        let found = Self::WORDS.iter().find(|(word, ..)| page.title(word) || wrapped.contains(word));
        found.map_or((Self::FoilBag, "一袋"), |(_, pack, words)| (*pack, words))
    }
}

/// What is in it: word of the title, colour of the pack, that colour in words, emblem.
type Contents = (&'static str, u32, &'static str, &'static Motif);

const CONTENTS: &[Contents] = &[
    ("全脂", 0x003f_78bf, "蓝", &c::COW),
    ("脱脂", 0x009f_cdea, "淡蓝", &c::MILK),
    ("羊奶", 0x00e8_dcc4, "米黄", &c::GOAT),
    ("奶酪粉", 0x003f_7a4c, "绿", &c::CHEESE),
    ("切达", 0x00ef_a53c, "橙黄", &c::CHEESE),
    ("小三角", 0x0046_7fc8, "蓝", &c::TRIANGLE),
    ("夏威夷果", 0x002f_5f8f, "深蓝", &c::MACADAMIA),
    ("每日混合", 0x00c8_4f3a, "红", &c::NUTS),
    ("开心果", 0x008f_a94a, "草绿", &c::PISTACHIO),
    ("混合坚果", 0x00c9_8f52, "坚果", &c::NUTS),
    ("蓝莓", 0x0066_579e, "紫", &c::BLUEBERRY),
    ("坚果燕麦", 0x00cf_ae7c, "牛皮纸", &c::OAT_NUT),
    ("苹果肉桂", 0x00d9_7f5a, "肉桂", &c::APPLE),
    ("早收", 0x0026_292e, "黑", &c::GREEN_OLIVES),
    ("烹调橄榄油", 0x00e3_cf5e, "淡黄", &c::PAN),
    ("橄榄油浸", 0x00e5_c14e, "黄", &c::TUNA),
    ("橄榄油", 0x002f_5a3a, "深绿", &c::OLIVES),
    ("青酱", 0x005f_8a3c, "绿", &c::BASIL),
    ("香醋", 0x003a_1f24, "深褐", &c::GRAPE),
    ("酵母", 0x004a_2c1a, "深棕", &c::TOAST),
    ("花生酱", 0x00c9_924c, "花生", &c::PEANUT),
    ("枫糖浆", 0x00b5_6a24, "琥珀", &c::MAPLE),
    ("枫糖", 0x00d9_a05a, "枫糖", &c::SANDWICH),
    ("蜂蜜柚子", 0x00f0_b93c, "柚黄", &c::YUZU),
    ("蜂蜜", 0x00e9_a829, "蜜黄", &c::CLOVER),
    ("草莓", 0x00c8_2f3a, "红", &c::STRAWBERRY),
    ("黑巧克力", 0x0048_2a22, "深棕", &c::CHOCOLATE),
    ("松露", 0x008a_2f3c, "酒红", &c::TRUFFLE),
    ("榛子牛奶巧克力", 0x00d9_b04e, "金", &c::HAZELNUT),
    ("软糖", 0x00f0_c23a, "黄", &c::BEAR),
    ("薄荷糖", 0x0058_b58f, "薄荷绿", &c::MINT),
    ("曲奇", 0x002f_55a0, "蓝", &c::COOKIE),
    ("焦糖饼干", 0x00c8_3f34, "红", &c::SPECULOOS),
    ("大米饼", 0x00d6_e2b8, "淡绿", &c::RICE_CAKE),
    ("速溶咖啡", 0x004a_2c1a, "深棕", &c::CUP),
    ("咖啡豆", 0x0037_332f, "黑", &c::BEAN),
    ("挂耳", 0x00c9_6f45, "砖红", &c::DRIP),
    ("白咖啡", 0x00e0_c9a4, "奶咖", &c::WHITE_COFFEE),
    ("红茶", 0x0033_4a7a, "藏青", &c::TEABAG),
    ("花果茶", 0x00b5_3a5c, "莓红", &c::BERRIES),
    ("直面", 0x003a_66b0, "蓝", &c::SPAGHETTI),
    ("拌面", 0x00d2_3f34, "红", &c::NOODLES),
    ("海苔", 0x003f_7a5a, "绿", &c::SEAWEED),
    ("沙丁鱼", 0x00d9_4f3a, "番茄红", &c::SARDINE),
    ("蔓越莓", 0x00b5_2f48, "莓红", &c::CRANBERRY),
    ("芒果", 0x00f5_b637, "芒果黄", &c::MANGO),
    ("橙汁", 0x00f0_8a2c, "橙", &motif::ORANGE),
    ("椰子水", 0x0062_b5a8, "青绿", &c::COCONUT),
    ("花生巧克力", 0x0035_4a8a, "蓝", &c::PROTEIN_BAR),
    ("燕麦棒", 0x0086_a85a, "草绿", &c::OAT_BAR),
];

pub struct Food {
    pub pack: Pack,
    noun: &'static str,
    contents: Option<&'static Contents>,
    pub size: String,
}

/// The most packs drawn of those that come together.
const PACKS_MAX: usize = 6;

impl Food {
    pub fn read(page: Page<'_>) -> Self {
        let (pack, noun) = Pack::of(page);
        Self { pack, noun, contents: CONTENTS.iter().find(|(word, ..)| page.title(word)), size: page.size().to_owned() }
    }

    pub fn colour(&self, palette: &Palette) -> Colour {
        self.contents.map_or_else(|| palette.main(), |(_, rgb, ..)| Colour::rgb(*rgb))
    }

    pub fn emblem(&self, pen: &mut Pen, at: (f64, f64), scale: f64) {
        if let Some((.., motif)) = self.contents {
            motif.draw(pen, at, scale);
        }
    }

    /// How many packs are drawn: what the size says comes together (`1L×4`, `3块`), else `usual`.
    pub fn count(&self, usual: usize) -> usize {
        let text = self.size.rsplit('×').next().unwrap_or_default();
        let digits: String = text.chars().take_while(char::is_ascii_digit).take(3).collect();
        match digits.parse() {
            Ok(count @ 2..=PACKS_MAX) => count,
            _ => usual.min(PACKS_MAX),
        }
    }
}

impl Look for Food {
    fn noun(&self) -> String {
        self.noun.to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let mut features = Vec::new();
        if let Some((_, _, colour, motif)) = self.contents {
            features.push(Feature::part("pack colour", format!("{colour}色包装")));
            features.push(Feature::part("emblem", format!("标签上画{}", motif.word)));
        }
        if !self.size.is_empty() {
            features.push(Feature::detail("size", format!("标着{}", self.size)));
        }
        features
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = self.colour(palette);
        if !bags::draw(self, pen, colour) && !boxes::draw(self, pen, colour) {
            glass::draw(self, pen, colour);
        }
    }
}

const PAPER: u32 = 0x00fb_f8ef;
const INK: u32 = 0x003c_3a36;

/// A round label with the emblem.
fn badge(food: &Food, pen: &mut Pen, (x, y): (f64, f64), radius: f64) {
    pen.dot(Colour::rgb(PAPER), x, y, radius);
    food.emblem(pen, (x, y), radius / 26.0);
}

/// The weight, dark on paper.
fn weight(food: &Food, pen: &mut Pen, at: (f64, f64)) {
    pen.size(Colour::rgb(INK), at, 13.0, &food.size);
}

/// A strip of paper for the weight.
fn strip(food: &Food, pen: &mut Pen, [x, y, width]: [f64; 3]) {
    pen.block(Colour::rgb(PAPER), [x, y, width, 18.0, 2.0]);
    weight(food, pen, (x + width / 2.0, y + 13.5));
}
