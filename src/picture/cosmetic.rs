//! Cosmetics: the vessel, and on its label what is in it.

use super::colour::{Colour, named};
use super::look::{Feature, Look, Page};
use super::motif::{self, Motif};
use super::palette::Palette;
use super::pen::Pen;

mod makeup;
mod tools;
mod vessels;

/// What it comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vessel {
    Tube,
    FoamPump,
    LockPump,
    Jar,
    GlassJar,
    TwoLayers,
    Toner,
    Mist,
    FlipTop,
    LotionPump,
    Dropper,
    NozzleTube,
    Airless,
    Ampoules,
    DripTip,
    EyeTube,
    FlatBottle,
    Aerosol,
    SheetMask,
    BrushJar,
    PatchJar,
    Lipstick,
    Gloss,
    Balm,
    Cushion,
    GlassPump,
    PowderJar,
    BrowPencil,
    Mascara,
    Palette,
    Liner,
    HandTube,
    GiftBox,
    BodyPump,
    Shower,
    Sponges,
    Brushes,
    Towels,
    TravelSet,
}

impl Vessel {
    /// By the first word the title, materials or facts have: the closer word first.
    const WORDS: &[(&str, Self, &str)] = &[
        ("分装瓶", Self::TravelSet, "四只分装小瓶"),
        ("洗脸巾", Self::Towels, "三包洗脸巾"),
        ("化妆刷", Self::Brushes, "九支化妆刷"),
        ("美妆蛋", Self::Sponges, "两只美妆蛋"),
        ("礼盒", Self::GiftBox, "一个礼盒，里面三支软管"),
        ("气雾", Self::Aerosol, "一个喷雾罐"),
        ("次抛", Self::Ampoules, "一排掰开用的小管"),
        ("口红", Self::Lipstick, "一支旋出的口红"),
        ("唇釉", Self::Gloss, "一支透明管唇釉"),
        ("润唇膏", Self::Balm, "一支旋管润唇膏"),
        ("气垫", Self::Cushion, "一个打开的气垫盒"),
        ("散粉", Self::PowderJar, "一盒散粉和粉扑"),
        ("粉底液", Self::GlassPump, "一个方形玻璃按压瓶"),
        ("眉笔", Self::BrowPencil, "一支双头眉笔"),
        ("睫毛膏", Self::Mascara, "一支睫毛膏和刷头"),
        ("眼影", Self::Palette, "一个九格眼影盘"),
        ("眼线", Self::Liner, "一支眼线笔"),
        ("护手霜", Self::HandTube, "一支铝塑软管"),
        ("沐浴露", Self::Shower, "一个大按压瓶"),
        ("身体乳", Self::BodyPump, "一个高按压瓶"),
        ("眼膜", Self::PatchJar, "一罐眼膜贴"),
        ("膜布", Self::SheetMask, "一袋面膜和一张面膜布"),
        ("硅胶刷", Self::BrushJar, "一个罐子配刷子"),
        ("按摩头", Self::EyeTube, "一支带金属头的细软管"),
        ("扁瓶", Self::FlatBottle, "一个扁瓶"),
        ("尖嘴", Self::NozzleTube, "一支尖嘴铝管"),
        ("滴嘴", Self::DripTip, "一个滴嘴小瓶"),
        ("滴管", Self::Dropper, "一个滴管瓶"),
        ("真空按压", Self::Airless, "一个真空按压瓶"),
        ("起泡泵", Self::FoamPump, "一个起泡泵瓶"),
        ("锁扣", Self::LockPump, "一个油瓶，按压泵带锁扣"),
        ("手压喷头", Self::Mist, "一个手压喷瓶"),
        ("按压泵", Self::LotionPump, "一个按压瓶"),
        ("翻盖", Self::FlipTop, "一个翻盖瓶"),
        ("双层", Self::TwoLayers, "一个分层的瓶子"),
        ("玻璃罐", Self::GlassJar, "一个厚底玻璃罐"),
        ("PP罐", Self::Jar, "一个塑料罐"),
        ("软管", Self::Tube, "一支软管"),
        ("玻璃瓶", Self::Toner, "一个玻璃瓶"),
    ];

    fn of(page: Page<'_>) -> (Self, &'static str) {
        let material =
            |word: &str| page.0.materials.iter().any(|(part, text)| part.contains(word) || text.contains(word));
        let titled = Self::WORDS.iter().find(|(word, ..)| page.title(word));
        let can = page.material("容器").contains("铝罐").then_some(&Self::WORDS[5]);
        let tube = page
            .material("容器")
            .contains("软管")
            .then(|| Self::WORDS.iter().find(|(word, ..)| material(word)))
            .flatten();
        let found = titled.or(can).or(tube).or_else(|| Self::WORDS.iter().find(|(word, ..)| material(word)));
        found.map_or((Self::Toner, "一个瓶子"), |(_, vessel, words)| (*vessel, words))
    }
}

/// What is in it: word of the title, colour of the pack, that colour in words, emblem.
type Inside = (&'static str, u32, &'static str, &'static Motif);

const INSIDES: &[Inside] = &[
    ("氨基酸洁面", 0x00a9_d0ea, "淡蓝", &motif::BUBBLES),
    ("慕斯", 0x00ee_f3f7, "白", &motif::BUBBLES),
    ("沐浴", 0x00cf_e3c4, "淡绿", &motif::BUBBLES),
    ("水杨酸", 0x0086_c5bd, "青绿", &motif::MOLECULE),
    ("乳酸", 0x00f1_dcd4, "淡粉", &motif::MOLECULE),
    ("米糠", 0x00ea_cf8e, "米黄", &motif::RICE),
    ("甜橙", 0x00f6_b368, "橙", &motif::ORANGE),
    ("维C", 0x00f7_d24e, "亮黄", &motif::ORANGE),
    ("双层", 0x0090_b8e8, "蓝粉两层", &motif::DROP),
    ("三重玻尿酸", 0x006f_b6dc, "天蓝", &motif::DROP),
    ("玻尿酸", 0x00bf_e0f0, "水蓝", &motif::DROP),
    ("积雪草", 0x00a5_d2a2, "绿", &motif::CENTELLA),
    ("白茶", 0x00d9_e5bd, "茶绿", &motif::TEA_LEAF),
    ("神经酰胺", 0x00d3_cbec, "淡紫", &motif::SHIELD),
    ("烟酰胺美白", 0x00f0_d89b, "浅金", &motif::SPARKLE),
    ("视黄醇", 0x00b9_7a38, "琥珀", &motif::MOON),
    ("依克多因", 0x00b7_c6ee, "雾紫蓝", &motif::WAVE),
    ("水凝霜", 0x00c3_ebf0, "冰蓝", &motif::WAVE),
    ("角鲨烷", 0x00c6_c07c, "橄榄黄", &motif::OLIVE),
    ("胜肽", 0x00b4_92cf, "紫", &motif::HELIX),
    ("物理防晒", 0x00f3_f1ea, "奶白", &motif::SUN_SHIELD),
    ("户外防水防晒", 0x006c_b4e4, "蓝", &motif::SUN_WAVE),
    ("防晒", 0x00fb_e18a, "浅黄", &motif::SUN),
    ("白泥", 0x00d8_d2c7, "灰白", &motif::CLAY),
    ("夜间", 0x0046_5a93, "深蓝", &motif::MOON),
    ("眼膜", 0x00a8_dcc9, "薄荷绿", &motif::DROP),
    ("乳木果", 0x00ef_dcc0, "米白", &motif::SHEA),
    ("护手霜", 0x00ef_dcc0, "米白", &motif::SHEA),
    ("嫩肤身体乳", 0x00f4_efdc, "米白", &motif::GARDENIA),
    ("燕麦", 0x00e0_c99c, "燕麦", &motif::OAT),
    ("蜂蜡", 0x00f2_d489, "蜜黄", &motif::HONEYCOMB),
];

pub struct Cosmetic {
    pub vessel: Vessel,
    noun: &'static str,
    inside: Option<&'static Inside>,
    pub size: String,
    /// The stock's words name colours, and the pack has them.
    named: bool,
    /// Of two textures the richer one is named too: two packs stand side by side.
    pub two: bool,
}

impl Cosmetic {
    pub fn read(page: Page<'_>) -> Self {
        let (vessel, noun) = Vessel::of(page);
        Self {
            vessel,
            noun,
            inside: INSIDES.iter().find(|(word, ..)| page.title(word)),
            size: page.size().to_owned(),
            named: page.0.stock.keys().any(|word| !named(word).is_empty()),
            two: page.0.stock.contains_key("清爽型"),
        }
    }

    /// The pack's colour: one of the stock where that names colours, else by what is in it.
    pub fn colour(&self, palette: &Palette) -> Colour {
        match (palette.shown.colours.first(), self.inside) {
            (Some(colour), _) => *colour,
            (None, Some((_, rgb, ..))) => Colour::rgb(*rgb),
            (None, None) => palette.main(),
        }
    }

    pub fn emblem(&self, pen: &mut Pen, at: (f64, f64), scale: f64) {
        if let Some((.., motif)) = self.inside {
            motif.draw(pen, at, scale);
        }
    }
}

impl Look for Cosmetic {
    fn noun(&self) -> String {
        self.noun.to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let mut features = Vec::new();
        if let Some((_, _, colour, motif)) = self.inside {
            if !self.named {
                features.push(Feature::part("pack colour", format!("{colour}色包装")));
            }
            features.push(Feature::part("emblem", format!("标签上画{}", motif.word)));
        }
        if !self.size.is_empty() {
            features.push(Feature::detail("size", format!("标着{}", self.size)));
        }
        if self.two {
            features.push(Feature::part("two", "两种质地各一"));
        }
        features
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = self.colour(palette);
        if self.two {
            pen.moved("translate(34 6) scale(.92)", |pen| vessels::draw(self, pen, colour.shade()));
            pen.moved("translate(-26 12) scale(.92)", |pen| vessels::draw(self, pen, colour));
        } else if !makeup::draw(self, pen, palette) && !tools::draw(self, pen, palette) {
            vessels::draw(self, pen, colour);
        }
    }
}
