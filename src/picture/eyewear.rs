//! Spectacles from the front, and one temple from the side below: drawn to the page's millimetres.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

mod drawn;
mod rim;

/// The form of one rim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rim {
    Round,
    Oval,
    Square,
    Soft,
    Polygon,
    CatEye,
    Aviator,
    Half,
    Bare,
    Goggles,
    Wrap,
    BigSquare,
}

impl Rim {
    fn word(self) -> &'static str {
        match self {
            Self::Round => "圆框",
            Self::Oval => "椭圆框",
            Self::Square => "方框",
            Self::Soft => "方圆框",
            Self::Polygon => "多边形框",
            Self::CatEye => "猫眼框",
            Self::Aviator => "双梁大镜圈",
            Self::Half => "半框，下边没有框",
            Self::Bare => "无框",
            Self::Goggles => "全包护目",
            Self::Wrap => "一体包覆镜片",
            Self::BigSquare => "大方框",
        }
    }
}

/// What the temple is like, from the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Temple {
    Thin,
    Tipped,
    Broad,
    Rubber,
    Sport,
    Spring,
    Strap,
    Cord,
    Folding,
}

impl Temple {
    fn word(self) -> &'static str {
        match self {
            Self::Thin => "细金属腿",
            Self::Tipped => "金属腿配腿套",
            Self::Broad => "宽板腿",
            Self::Rubber => "腿尾包硅胶",
            Self::Sport => "运动防滑腿",
            Self::Spring => "可弯的记忆腿",
            Self::Strap => "弹力头带",
            Self::Cord => "腿尾连绑绳",
            Self::Folding => "三折腿",
        }
    }
}

/// What is seen through the glass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glass {
    Clear,
    Tinted,
    Fading,
    /// Reading glasses: lines of print beneath, larger within.
    Print,
}

/// Spectacles as one sees them; measures in millimetres.
pub struct Eyewear {
    pub rim: Rim,
    pub temple: Temple,
    pub glass: Glass,
    /// Of the whole front.
    pub front: u32,
    /// Of one lens.
    pub lens: (u32, u32),
    /// Thickness of the rim in tenths of a millimetre.
    pub thick: u32,
    pub pads: bool,
    pub child: bool,
    pub blue_filter: bool,
}

/// Where a page does not tell a measure.
const FRONT_MM: u32 = 138;
const LENS_MM: (u32, u32) = (52, 38);

impl Eyewear {
    pub fn read(page: Page<'_>) -> Self {
        let rim = rim(page);
        let front = measure(page.fact("正面总宽")).unwrap_or(FRONT_MM);
        let width = measure(page.fact("镜圈宽"));
        let height = page.number("镜片高");
        Self {
            rim,
            temple: temple(page),
            glass: glass(page),
            front,
            lens: (
                width.unwrap_or(if rim == Rim::BigSquare { front * 42 / 100 } else { front * 38 / 100 }),
                height.unwrap_or(match rim {
                    Rim::BigSquare | Rim::Aviator => 46,
                    Rim::Wrap => 50,
                    Rim::Half => 28,
                    _ if page.0.kind == "老花镜" => 31,
                    _ => LENS_MM.1,
                }),
            ),
            thick: thick(page),
            pads: page.fact("鼻托形式").contains("可调") || page.material("鼻托").contains("托叶"),
            child: page.0.age_months.is_some(),
            blue_filter: page.fact("底色").contains("微黄"),
        }
    }
}

impl Look for Eyewear {
    fn noun(&self) -> String {
        match (self.glass, self.child) {
            (Glass::Tinted | Glass::Fading, true) => "一副儿童太阳镜",
            (Glass::Tinted | Glass::Fading, false) => "一副太阳镜",
            (Glass::Print, _) => "一副老花镜",
            (Glass::Clear, true) => "一副儿童镜架",
            (Glass::Clear, false) => "一副镜架",
        }
        .to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let thick = match self.thick {
            0..=24 => "细边",
            25..=39 => "中等边",
            _ => "粗边",
        };
        let big = match self.lens.0 {
            0..=44 => "小镜圈",
            45..=53 => "中镜圈",
            _ => "大镜圈",
        };
        let mut features = vec![
            Feature::outline("rim", self.rim.word()),
            Feature::part("thick", thick),
            Feature::part("lens", big),
            Feature::part("temple", self.temple.word()),
            Feature::detail("pads", if self.pads { "托叶" } else { "一体鼻托" }),
        ];
        if self.glass == Glass::Fading {
            features.push(Feature::part("glass", "渐变镜片"));
        }
        if self.blue_filter {
            features.push(Feature::detail("tint", "镜片微黄"));
        }
        features
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        drawn::draw(self, pen, palette);
    }
}

fn rim(page: Page<'_>) -> Rim {
    const FORMS: &[(&str, Rim)] = &[
        ("小圆框", Rim::Round),
        ("方圆框", Rim::Soft),
        ("椭圆框", Rim::Oval),
        ("圆框", Rim::Round),
        ("多边形", Rim::Polygon),
        ("大方框", Rim::BigSquare),
        ("方框", Rim::Square),
        ("猫眼", Rim::CatEye),
        ("双梁", Rim::Aviator),
        ("半框", Rim::Half),
        ("无框", Rim::Bare),
        ("全包", Rim::Goggles),
        ("包覆", Rim::Wrap),
    ];
    let fact = page.fact("框型");
    let found = FORMS.iter().find(|(word, _)| fact.contains(word)).map(|(_, rim)| *rim);
    found.or_else(|| page.titled(FORMS)).unwrap_or(Rim::Square)
}

fn temple(page: Page<'_>) -> Temple {
    let material = page.material("镜腿");
    match () {
        () if material.contains("头带") => Temple::Strap,
        () if material.contains("绑绳") => Temple::Cord,
        () if material.contains("三折") => Temple::Folding,
        () if material.contains("记忆") => Temple::Spring,
        () if page.title("运动") || page.title("骑行") => Temple::Sport,
        () if material.contains("腿尾硅胶") => Temple::Rubber,
        () if material.contains("腿套") => Temple::Tipped,
        () if ["钛", "不锈钢"].iter().any(|metal| material.contains(metal)) => Temple::Thin,
        () => Temple::Broad,
    }
}

fn glass(page: Page<'_>) -> Glass {
    match page.0.kind.as_str() {
        "老花镜" => Glass::Print,
        "太阳镜" if page.0.stock.keys().any(|word| word.contains("渐变")) && page.title("渐变") => Glass::Fading,
        "太阳镜" => Glass::Tinted,
        _ => Glass::Clear,
    }
}

/// Tenths of a millimetre, by the stuff of the rim.
fn thick(page: Page<'_>) -> u32 {
    const STUFFS: &[(&str, u32)] = &[
        ("纯钛", 18),
        ("不锈钢", 20),
        ("铜镍", 22),
        ("铝镁", 34),
        ("PEI", 36),
        ("TR90", 32),
        ("TPE", 50),
        ("硅胶", 52),
        ("板材", 44),
        ("PC", 46),
    ];
    let material = page.material("镜框");
    if page.title("粗") {
        return 60;
    }
    STUFFS.iter().find(|(stuff, _)| material.contains(stuff)).map_or(30, |(_, thick)| *thick)
}

/// The middle of the sizes a fact lists: `S 45、M 47、L 49毫米` is 47.
fn measure(fact: &str) -> Option<u32> {
    let numbers: Vec<u32> = fact
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty() && part.len() < 5)
        .filter_map(|part| part.parse().ok())
        .filter(|millimetres| (20..=200).contains(millimetres))
        .collect();
    numbers.get(numbers.len() / 2).copied()
}

/// The tone of metal or plastic beside the main one: the second colour the word names.
pub fn second(palette: &Palette) -> Colour {
    palette.second(palette.main().shade())
}
