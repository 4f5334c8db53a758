//! Jackets seen from the front.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shell {
    Hard,
    ThreeInOne,
    Rain,
    Skin,
    Soft,
    Fleece,
    LongFleece,
    LightDown,
    ThickDown,
}

impl Shell {
    fn of(page: Page<'_>) -> Self {
        const TITLES: &[(&str, Shell)] = &[
            ("三合一", Shell::ThreeInOne),
            ("硬壳", Shell::Hard),
            ("雨壳", Shell::Rain),
            ("皮肤衣", Shell::Skin),
            ("软壳", Shell::Soft),
            ("长毛抓绒", Shell::LongFleece),
            ("抓绒", Shell::Fleece),
            ("厚羽绒", Shell::ThickDown),
            ("羽绒", Shell::LightDown),
        ];
        page.titled(TITLES).unwrap_or(Shell::Hard)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Hard => "压胶拉链，斜胸袋",
            Self::ThreeInOne => "敞开露出抓绒内胆",
            Self::Rain => "薄雨壳，旁边有收纳袋",
            Self::Skin => "薄透，宽帽檐，旁边有收纳小袋",
            Self::Soft => "拼肩，胸前拉链袋",
            Self::Fleece => "短绒面",
            Self::LongFleece => "长毛绒面，胸口拼布",
            Self::LightDown => "细绗缝",
            Self::ThickDown => "宽绗缝，很鼓",
        }
    }
}

pub struct Jacket {
    shell: Shell,
    women: bool,
}

impl Jacket {
    pub fn read(page: Page<'_>) -> Self {
        Self { shell: Shell::of(page), women: page.title("女款") }
    }

    fn hooded(&self) -> bool {
        matches!(self.shell, Shell::Hard | Shell::ThreeInOne | Shell::Rain | Shell::Skin | Shell::ThickDown)
    }
}

impl Look for Jacket {
    fn noun(&self) -> String {
        "一件外套".to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        vec![
            Feature::outline("shell", self.shell.word()),
            Feature::part("collar", if self.hooded() { "连帽" } else { "立领" }),
            Feature::outline("waist", if self.women { "收腰" } else { "直身" }),
        ]
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        if self.hooded() {
            pen.shape(
                colour.shade(),
                if self.shell == Shell::Skin {
                    "M48 40Q40 10 80 8Q120 10 112 40Q98 46 80 46Q62 46 48 40Z"
                } else {
                    "M54 40Q48 10 80 8Q112 10 106 40Q96 46 80 46Q64 46 54 40Z"
                },
            );
            pen.shape(Colour::rgb(0x0045_4a52), "M64 40Q60 20 80 18Q100 20 96 40Q88 46 80 46Q72 46 64 40Z");
        }
        self.sleeves(pen, palette);
        self.front(pen, palette);
        if !self.hooded() {
            pen.shape(colour.shade(), "M60 40Q58 26 64 22H96Q102 26 100 40Q90 46 80 46Q70 46 60 40Z");
            pen.line(colour.line(), 1.6, "M80 24V46");
        }
        self.marks(pen, palette);
        if matches!(self.shell, Shell::Rain | Shell::Skin) {
            pen.shape(colour.shade(), "M8 118H34Q38 130 34 146H8Q4 130 8 118Z");
            pen.line(colour.line(), 2.0, "M8 124H34M21 118q-8 -12 2 -14");
        }
    }
}

impl Jacket {
    fn body(&self) -> &'static str {
        match (self.shell, self.women) {
            (Shell::ThickDown, _) => "M52 38Q66 46 80 46Q94 46 108 38L124 50V142Q80 150 36 142V50Z",
            (_, true) => {
                "M58 38Q68 46 80 46Q92 46 102 38L112 46Q110 84 106 94Q112 118 115 140Q80 147 45 140Q48 118 54 94Q50 84 48 46Z"
            }
            (_, false) => "M54 38Q68 46 80 46Q92 46 106 38L118 46V140Q80 146 42 140V46Z",
        }
    }

    fn sleeves(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        let thick = self.shell == Shell::ThickDown;
        let sleeve = match (thick, self.women) {
            (true, _) => "M44 42Q22 48 14 70L6 124Q18 134 32 130L40 84Z",
            (_, true) => "M54 40Q36 44 32 62L20 124Q28 131 38 129L52 74Z",
            _ => "M50 40Q30 44 26 62L14 126Q24 133 35 131L46 74Z",
        };
        let fill = if self.shell == Shell::ThreeInOne && palette.shown.colours.len() > 1 {
            palette.second(colour)
        } else {
            colour
        };
        pen.both(|pen| {
            pen.shape(fill, sleeve);
            match self.shell {
                Shell::ThickDown => {
                    pen.line(colour.line(), 1.8, "M15 70Q28 76 41 76M11 88Q24 95 38 94M9 106Q22 113 35 111");
                }
                Shell::LightDown if self.women => {
                    pen.line(
                        colour.line(),
                        1.4,
                        "M36 56L51 62M32 67L51 72M30 78L49 83M28 89L45 94M26 100L43 105M24 111L40 116",
                    );
                }
                Shell::LightDown => pen.line(
                    colour.line(),
                    1.4,
                    "M30 58L48 64M27 70L47 76M24 82L44 88M22 94L42 100M20 106L40 112M17 117L38 122",
                ),
                _ => pen.line(
                    fill.line(),
                    1.6,
                    if self.women { "M22 118Q30 124 40 122" } else { "M16 118Q26 125 37 122" },
                ),
            }
        });
    }

    fn front(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        let seam = colour.line();
        pen.shape(colour, self.body());
        match self.shell {
            Shell::ThickDown => pen.line(
                seam,
                2.0,
                "M37 66Q80 76 123 66M37 86Q80 96 123 86M37 106Q80 116 123 106M37 126Q80 136 123 126",
            ),
            Shell::LightDown => {
                let rows = [56, 66, 76, 86, 96, 106, 116, 126, 135];
                for y in rows {
                    let inset = if self.women { if y > 70 && y < 110 { 54 } else { 50 } } else { 43 };
                    pen.line(seam, 1.4, format_args!("M{inset} {y}Q80 {} {} {y}", y + 5, 160 - inset));
                }
            }
            Shell::Fleece => {
                for y in [60, 74, 88, 102, 116, 130] {
                    pen.line(colour.shade(), 2.2, format_args!("M52 {y}h4m10 4h4m-6 -8h3m22 6h4m8 -4h4m-10 8h4"));
                }
            }
            Shell::LongFleece => {
                for y in [66, 80, 94, 108, 122, 134] {
                    pen.line(colour.shade(), 2.6, format_args!("M54 {y}q4 6 7 0t7 0M92 {y}q4 6 7 0t7 0"));
                }
                pen.shape(colour.line(), "M58 38Q68 46 80 46Q92 46 102 38L112 46L111 62Q80 72 49 62L48 46Z");
            }
            Shell::Soft => {
                pen.shape(colour.shade(), "M54 38Q68 46 80 46Q92 46 106 38L118 46V66Q98 60 80 64Q62 60 42 66V46Z");
            }
            _ => {}
        }
        if self.shell == Shell::ThreeInOne {
            // Open: the fleece inside, with its own zip.
            let fleece = Colour::rgb(0x0059_6069);
            pen.shape(fleece, "M68 44Q80 48 92 44L98 142Q80 146 62 142Z");
            pen.line(
                fleece.line(),
                1.6,
                "M80 46V143M68 62h4m-2 12h4m-6 14h4m14 -20h4m-2 14h4m-6 14h4m-22 8h4m14 8h4m-18 8h4",
            );
        } else {
            pen.line(seam, 2.4, "M80 46V143");
        }
    }

    fn marks(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        let seam = colour.line();
        match self.shell {
            Shell::Hard => {
                pen.line(seam, 3.0, "M80 40V143");
                pen.line(seam, 2.4, "M92 58L104 76M56 104L62 124M104 104L98 124M48 74L44 98M112 74L116 98");
            }
            Shell::ThreeInOne => {
                pen.line(seam, 2.0, "M50 112H62M98 112H110");
                pen.slab(colour.shade(), [47.0, 108.0, 14.0, 7.0, 1.0]);
                pen.slab(colour.shade(), [99.0, 108.0, 14.0, 7.0, 1.0]);
            }
            Shell::Rain => pen.line(seam, 1.6, "M42 64Q80 54 118 64M54 108L60 128M106 108L100 128"),
            Shell::Skin => pen.line(seam, 1.2, "M56 70h10m-10 5h10m-10 5h10M94 70h10m-10 5h10m-10 5h10"),
            Shell::Soft => pen.line(seam, 2.6, "M92 72V92M54 106L60 126M106 106L100 126"),
            Shell::Fleece => pen.line(seam, 2.2, "M52 104L58 126M108 104L102 126"),
            Shell::LongFleece => pen.slab(colour.line(), [88.0, 74.0, 18.0, 20.0, 2.0]),
            Shell::LightDown | Shell::ThickDown => pen.line(seam, 2.6, "M54 108L50 128M106 108L110 128"),
        }
    }
}
