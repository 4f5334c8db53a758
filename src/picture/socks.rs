//! Socks, insoles and the foot gauge.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Crew,
    Low,
}

/// What the sole or the knit shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knit {
    Plain,
    Net,
    Terry,
    Grips,
    Hiking,
}

pub struct Socks {
    form: Form,
    knit: Knit,
    pairs: usize,
    boys: bool,
}

/// Mixed packs in the colours of their word.
const MIXED: &[u32] = &[0x00e0_a15c, 0x006f_9fce, 0x00e9_e0cf, 0x007f_ad83, 0x008c_8fa0];
const PALE: &[u32] = &[0x00f5_ece0, 0x00f5_c9cf, 0x00c5_def0, 0x00d8_ead2, 0x00f6_e6b4];
const DUSTY: &[u32] = &[0x00a8_998a, 0x008d_9d8f, 0x00b8_8f8a];
const BABY: &[u32] = &[0x00f0_c98e, 0x00a9_c9e6];

impl Socks {
    pub fn read(page: Page<'_>) -> Self {
        let count = |word: &str| page.title(word) || page.fact("件数").contains(word);
        let pairs =
            [("五双", 5), ("三双", 3), ("两双", 2)].iter().find(|(word, _)| count(word)).map_or(1, |(_, pairs)| *pairs);
        let knit = match () {
            () if page.title("徒步") => Knit::Hiking,
            () if page.title("防滑") => Knit::Grips,
            () if page.title("毛圈") => Knit::Terry,
            () if page.title("网眼") => Knit::Net,
            () => Knit::Plain,
        };
        Self {
            form: if page.title("船袜") { Form::Low } else { Form::Crew },
            knit,
            pairs,
            boys: page.0.stock.keys().any(|word| word.contains("男童")),
        }
    }

    fn colours(&self, palette: &Palette) -> Vec<Colour> {
        if self.knit == Knit::Hiking {
            return vec![palette.main(), palette.second(Colour::rgb(0x00ee_7e30))];
        }
        let mixed = match self.knit {
            Knit::Grips => BABY,
            Knit::Terry => DUSTY,
            Knit::Net => PALE,
            _ => MIXED,
        };
        mixed.iter().map(|rgb| Colour::rgb(*rgb)).collect()
    }
}

impl Look for Socks {
    fn noun(&self) -> String {
        "一叠袜子".to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let knit = match self.knit {
            Knit::Plain => "平织",
            Knit::Net => "网眼",
            Knit::Terry => "毛圈厚袜",
            Knit::Grips => "袜底防滑点",
            Knit::Hiking => "脚底脚跟加厚",
        };
        vec![
            Feature::outline("height", if self.form == Form::Low { "船口" } else { "中筒" }),
            Feature::part("knit", knit),
            Feature::part("pairs", format!("{}双", ["零", "一", "两", "三", "四", "五"][self.pairs.min(5)])),
        ]
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colours = self.colours(palette);
        let step = if self.pairs > 3 { 15.0 } else { 24.0 };
        for place in (0..self.pairs).rev() {
            let colour = colours.get(place % colours.len().max(1)).copied().unwrap_or_else(|| palette.main());
            let accent = palette.shown.colours.get(1).copied().unwrap_or_else(|| colour.shade());
            let (x, y) = (place as f64 * step - 2.0, place as f64 * -3.0);
            pen.moved(&format!("translate({x:.0} {y:.0})"), |pen| self.one(pen, colour, accent));
        }
        if self.boys {
            pen.line(Colour::rgb(0x00ff_ffff), 2.6, "M18 58H46M18 66H46");
        }
    }
}

impl Socks {
    fn one(&self, pen: &mut Pen, colour: Colour, accent: Colour) {
        match self.form {
            Form::Crew => {
                pen.shape(colour, "M16 26H48V84Q52 92 68 104Q80 116 72 128Q64 138 48 132L26 118Q14 110 16 92Z");
                pen.shape(accent, "M14 20H50V36H14Z");
                pen.line(accent.line(), 1.2, "M20 22v12M26 22v12M32 22v12M38 22v12M44 22v12");
                pen.patch(accent, "M17 92Q28 94 32 104L24 116Q15 108 17 92Z");
                pen.patch(accent, "M58 98Q56 118 50 132Q64 137 71 127Q78 116 67 104Z");
            }
            Form::Low => {
                pen.shape(
                    colour,
                    "M16 72Q24 62 30 74Q40 88 54 78Q64 84 76 94Q86 106 78 116Q72 122 58 120L26 116Q12 112 16 72Z",
                );
                pen.patch(accent, "M70 92Q64 108 66 119Q76 121 80 112Q84 102 76 94Z");
                pen.line(accent.line(), 2.0, "M17 72Q24 64 30 74Q40 88 54 78");
            }
        }
        match self.knit {
            Knit::Net => pen.dashes(colour.line(), 1.4, "M34 96H64M32 102H66M34 108H64"),
            Knit::Terry => pen.line(colour.line(), 1.4, "M20 46q4 5 7 0t7 0t7 0M20 58q4 5 7 0t7 0t7 0M20 70q4 5 7 0t7 0t7 0M22 82q4 5 7 0t7 0t7 0M34 104q4 5 7 0t7 0"),
            Knit::Grips => {
                for (x, y) in [(30.0, 112.0), (40.0, 118.0), (50.0, 124.0), (36.0, 104.0), (46.0, 110.0), (56.0, 116.0)] {
                    pen.dot(Colour::rgb(0x0059_6068), x, y, 2.6);
                }
            }
            Knit::Hiking => pen.line(colour.line(), 1.4, "M20 44v40M26 44v42M32 44v44M38 44v44M44 44v42"),
            Knit::Plain => {}
        }
    }
}

/// Insoles and the gauge: what children's shoes are sold with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShoeAid {
    Gauge,
    Insoles,
}

impl ShoeAid {
    pub fn read(page: Page<'_>) -> Self {
        if page.title("鞋垫") { Self::Insoles } else { Self::Gauge }
    }
}

impl Look for ShoeAid {
    fn noun(&self) -> String {
        match self {
            Self::Gauge => "一把带滑块的量脚尺",
            Self::Insoles => "两双鞋垫",
        }
        .to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        match self {
            Self::Gauge => vec![Feature::outline("form", "有刻度和脚印")],
            Self::Insoles => vec![Feature::outline("form", "有裁剪线")],
        }
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        match self {
            Self::Gauge => {
                pen.slab(colour, [48.0, 10.0, 60.0, 138.0, 6.0]);
                pen.shape(
                    Colour::rgb(0x00f0_cdb0),
                    "M66 136Q58 116 64 92Q58 66 68 52Q84 44 92 58Q98 74 90 96Q94 120 88 136Q78 144 66 136Z",
                );
                pen.line(colour.line(), 1.6, "M108 24H98M108 34H102M108 44H98M108 54H102M108 64H98M108 74H102M108 84H98M108 94H102M108 104H98M108 114H102M108 124H98");
                pen.slab(Colour::rgb(0x004f_8fd0), [40.0, 34.0, 76.0, 13.0, 3.0]);
            }
            Self::Insoles => {
                for x in [-2.0, 32.0, 66.0, 100.0] {
                    pen.moved(&format!("translate({x:.0} 0)"), |pen| {
                        pen.shape(
                            colour,
                            "M26 24Q46 14 50 40Q52 62 44 84Q50 116 42 132Q30 146 20 132Q14 112 20 84Q8 42 26 24Z",
                        );
                        pen.dashes(colour.line(), 1.4, "M26 31Q42 24 44 42");
                        for (x, y) in
                            [(26.0, 54.0), (34.0, 52.0), (30.0, 62.0), (38.0, 62.0), (28.0, 112.0), (34.0, 118.0)]
                        {
                            pen.dot(colour.line(), x, y, 1.4);
                        }
                    });
                }
            }
        }
    }
}
