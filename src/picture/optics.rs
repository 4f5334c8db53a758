//! What goes with spectacles: clip-ons, the case, cleaning, pads, hooks, the chain.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpticsAid {
    Clip,
    FlipClip,
    Case,
    Spray,
    Wipes,
    Pads,
    Hooks,
    Chain,
}

impl OpticsAid {
    pub fn read(page: Page<'_>) -> Self {
        const TITLES: &[(&str, OpticsAid)] = &[
            ("上翻", OpticsAid::FlipClip),
            ("夹片", OpticsAid::Clip),
            ("镜盒", OpticsAid::Case),
            ("清洁液", OpticsAid::Spray),
            ("湿巾", OpticsAid::Wipes),
            ("鼻托", OpticsAid::Pads),
            ("耳勾", OpticsAid::Hooks),
            ("镜链", OpticsAid::Chain),
        ];
        page.titled(TITLES).unwrap_or(OpticsAid::Case)
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Clip => ("一副夹片", "弹簧夹在中间，镜片垂下"),
            Self::FlipClip => ("一副夹片", "带转轴，镜片上翻"),
            Self::Case => ("一个镜盒", "打开，绒布里子"),
            Self::Spray => ("一个小喷瓶", "标签画眼镜，标着100ml"),
            Self::Wipes => ("一盒独立包装湿巾", "标着100片"),
            Self::Pads => ("五对鼻托", "旁边六颗小螺丝"),
            Self::Hooks => ("四对耳勾", "弯钩带孔"),
            Self::Chain => ("一条镜链", "珍珠串，两头套圈"),
        }
    }
}

const DARK: u32 = 0x0033_363b;
const STEEL: u32 = 0x00bf_c5cb;
const WHITE: u32 = 0x00f8_f8f5;

impl Look for OpticsAid {
    fn noun(&self) -> String {
        self.words().0.to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        vec![Feature::whole("form", self.words().1)]
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        let dark = Colour::rgb(DARK);
        match self {
            Self::Clip | Self::FlipClip => self.clip(pen, colour),
            Self::Spray | Self::Wipes => self.cleaning(pen),
            Self::Case => {
                pen.shape(colour.shade(), "M18 76Q16 28 80 26Q144 28 142 76Z");
                pen.shape(Colour::rgb(0x00d9_d3ca), "M28 76Q28 38 80 36Q132 38 132 76Z");
                pen.shape(colour, "M14 78H146Q150 128 124 132H36Q10 128 14 78Z");
                pen.shape(Colour::rgb(0x00b9_b2a8), "M24 78H136Q134 92 126 96H34Q26 92 24 78Z");
                pen.dashes(colour.line(), 1.6, "M22 108Q26 124 40 124H120Q134 124 138 108");
            }
            Self::Pads => pads(pen),
            Self::Hooks => {
                for (x, y) in [
                    (14.0, 16.0),
                    (48.0, 16.0),
                    (82.0, 16.0),
                    (116.0, 16.0),
                    (14.0, 84.0),
                    (48.0, 84.0),
                    (82.0, 84.0),
                    (116.0, 84.0),
                ] {
                    pen.moved(&format!("translate({x:.0} {y:.0})"), |pen| {
                        pen.shape(Colour::rgb(0x00dd_e8ee), "M2 6Q2 0 10 0Q22 2 26 18Q30 40 20 52Q10 60 4 52Q4 44 10 44Q18 40 16 26Q14 14 8 14Q2 12 2 6Z");
                        pen.slab(Colour::rgb(0x00a9_b6bf), [5.0, 4.0, 7.0, 6.0, 2.0]);
                    });
                }
            }
            Self::Chain => {
                let gold = Colour::rgb(0x00cf_a850);
                pen.line(gold, 2.0, "M22 22Q20 146 80 142Q140 146 138 22");
                for (x, y) in [
                    (22.0, 40.0),
                    (24.0, 60.0),
                    (29.0, 80.0),
                    (37.0, 100.0),
                    (48.0, 118.0),
                    (63.0, 133.0),
                    (80.0, 138.0),
                    (97.0, 133.0),
                    (112.0, 118.0),
                    (123.0, 100.0),
                    (131.0, 80.0),
                    (136.0, 60.0),
                    (138.0, 40.0),
                ] {
                    pen.oval(colour, [x, y, 8.0, 7.5]);
                    pen.dot(Colour::rgb(0x00ff_ffff), x - 2.5, y - 2.5, 2.0);
                }
                pen.oval(dark, [22.0, 18.0, 7.0, 9.0]);
                pen.oval(dark, [138.0, 18.0, 7.0, 9.0]);
            }
        }
    }
}

impl OpticsAid {
    fn clip(self, pen: &mut Pen, colour: Colour) {
        let (dark, steel, white) = (Colour::rgb(DARK), Colour::rgb(STEEL), Colour::rgb(WHITE));
        match self {
            Self::Clip => {
                pen.both(|pen| {
                    pen.shape(colour, "M14 66Q14 54 28 54H60Q72 54 72 66L68 90Q64 104 50 104H34Q20 104 18 92Z");
                    pen.glass(white, 0.35, "M28 90L40 62H48L36 90Z");
                    pen.slab(dark, [30.0, 48.0, 8.0, 12.0, 2.0]);
                });
                pen.line(steel.line(), 5.0, "M66 58H94");
                pen.line(steel, 2.6, "M66 58H94");
                pen.shape(dark, "M72 38H88L92 66H68Z");
                pen.line(dark.line(), 1.6, "M74 46H86M74 52H86");
            }
            _ => {
                pen.both(|pen| {
                    pen.shape(colour, "M16 24Q14 14 26 14H60Q72 14 72 24L70 50Q68 60 56 60H32Q20 60 18 50Z");
                    pen.glass(white, 0.35, "M28 50L38 24H46L36 50Z");
                    // The spectacles underneath, faintly.
                    pen.outline("M18 92Q18 84 30 84H58Q70 84 70 92L67 114Q64 124 52 124H34Q22 124 20 114Z");
                });
                pen.line(steel.edge(), 2.0, "M70 96Q80 90 90 96M18 94L8 94M142 94L152 94");
                pen.line(steel.line(), 6.0, "M62 68H98");
                pen.line(steel, 3.0, "M62 68H98");
                pen.slab(dark, [72.0, 60.0, 16.0, 26.0, 3.0]);
                pen.oval(Colour::rgb(0x00d0_a24e), [80.0, 68.0, 5.0, 5.0]);
            }
        }
    }

    fn cleaning(self, pen: &mut Pen) {
        let (dark, steel, white) = (Colour::rgb(DARK), Colour::rgb(STEEL), Colour::rgb(WHITE));
        match self {
            Self::Spray => {
                let liquid = Colour::rgb(0x00a8_d5ef);
                pen.shape(white, "M64 34V26Q64 14 80 14H96V34Z");
                pen.line(steel.line(), 1.6, "M104 18l12 -5M104 23h13M104 28l12 5");
                pen.slab(white, [64.0, 34.0, 32.0, 16.0, 2.0]);
                pen.shape(liquid, "M54 66Q54 50 66 50H94Q106 50 106 66V136Q106 146 96 146H64Q54 146 54 136Z");
                pen.block(white, [58.0, 76.0, 44.0, 50.0, 4.0]);
                pen.line(
                    dark,
                    3.0,
                    "M64 94a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M84 94a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M76 92Q80 89 84 92",
                );
                pen.size(dark, (80.0, 121.0), 12.0, "100ml");
            }
            _ => {
                let box_ = Colour::rgb(0x007f_b9d8);
                pen.shape(box_.tint(), "M20 58L38 40H138L122 58Z");
                pen.shape(box_.shade(), "M122 58L138 40V122L122 140Z");
                pen.slab(box_, [20.0, 58.0, 102.0, 82.0, 2.0]);
                pen.slab(white, [48.0, 18.0, 50.0, 34.0, 2.0]);
                pen.line(white.line(), 1.4, "M54 19V51M92 19V51");
                pen.line(Colour::rgb(0x00ff_ffff), 4.0, "M38 84a11 11 0 1 0 22 0a11 11 0 1 0 -22 0M80 84a11 11 0 1 0 22 0a11 11 0 1 0 -22 0M60 82Q70 76 80 82");
                pen.size(Colour::rgb(0x00ff_ffff), (71.0, 128.0), 16.0, "100片");
            }
        }
    }
}

/// Five pairs, and the screws that come with them.
fn pads(pen: &mut Pen) {
    for row in 0..5 {
        let y = 14.0 + 24.0 * f64::from(row);
        for (x, tilt) in [(42.0, "rotate(14)"), (76.0, "rotate(-14)")] {
            pen.moved(&format!("translate({x:.0} {:.0}) {tilt}", y + 8.0), |pen| {
                pen.oval(Colour::rgb(0x00e2_eef4), [0.0, 0.0, 13.0, 8.0]);
                pen.slab(Colour::rgb(STEEL), [-3.0, -2.5, 6.0, 5.0, 1.0]);
            });
        }
    }
    for row in 0..6 {
        let y = 18.0 + 20.0 * f64::from(row);
        pen.oval(Colour::rgb(STEEL), [116.0, y, 5.0, 4.0]);
        pen.line(Colour::rgb(STEEL).line(), 3.0, format_args!("M116 {:.0}v8", y + 4.0));
    }
}
