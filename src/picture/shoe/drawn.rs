//! Uppers, and the whole shoe.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::Pen;
use super::{Closing, Form, Shoe, Sole, Upper, closing, sole};

const FLUFF: u32 = 0x00f3_ebdc;
const LINING: u32 = 0x00d8_d4cc;

const LOW: &str = "M26 112C22 94 23 80 27 66Q32 58 42 62Q54 76 72 64L84 52L94 58Q108 80 130 88Q146 94 145 112Z";
const TODDLER: &str = "M30 112C24 96 25 82 30 70Q36 62 46 66Q56 76 68 66L78 56Q98 56 110 68Q146 72 146 112Z";
const MID: &str = "M26 112C22 84 24 62 27 48Q36 42 46 48Q60 52 72 44L84 42L92 54Q108 80 130 88Q146 94 145 112Z";
const HIGH: &str = "M26 112C23 84 26 50 26 30Q50 24 78 30L84 34Q86 60 98 72Q112 84 130 88Q146 94 145 112Z";
const BOOT: &str = "M26 112C23 80 27 46 25 22Q54 16 86 22Q84 58 92 72Q116 78 134 86Q147 94 145 112Z";
const MARY: &str = "M26 112C22 98 24 84 28 72Q34 68 40 74Q50 96 86 96Q100 94 108 82Q140 82 145 112Z";
const LOAFER: &str = "M26 112C22 96 24 82 28 70Q36 66 42 72Q56 86 76 78Q92 70 100 76Q140 84 144 112Z";
const SLIP_ON: &str = "M26 112C22 94 24 80 27 68Q33 62 42 68Q58 80 82 66L94 62Q112 80 132 86Q146 94 145 112Z";
const BALLET: &str =
    "M30 112C24 104 26 90 31 82Q38 78 44 86Q62 102 92 98Q104 92 110 88Q142 90 144 108Q144 112 138 112Z";
const SOCK: &str = "M34 112C28 90 34 60 32 32Q52 26 72 32Q72 60 82 72Q110 76 130 84Q146 92 143 112Z";

pub fn draw(shoe: &Shoe, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    if !matches!(shoe.form, Form::Clog | Form::Slipper | Form::StrapSlipper | Form::FurSlipper) {
        sole::draw(shoe, pen, colour);
    }
    match shoe.form {
        Form::Low => body(shoe, pen, palette, LOW, "M42 62Q54 76 72 64L84 52L78 50Q66 58 56 62Q48 62 42 62Z"),
        Form::Toddler => body(shoe, pen, palette, TODDLER, "M46 66Q56 76 68 66L78 56Q60 58 46 66Z"),
        Form::PreWalker => body(shoe, pen, palette, TODDLER, "M30 72Q54 62 78 56Q66 78 30 72Z"),
        Form::Mid => body(shoe, pen, palette, MID, "M46 48Q60 52 72 44L84 42Q64 36 46 48Z"),
        Form::High => body(shoe, pen, palette, HIGH, "M26 30Q50 24 78 30Q50 38 26 30Z"),
        Form::Boot | Form::RainBoot => body(shoe, pen, palette, BOOT, "M25 22Q54 16 86 22Q54 30 25 22Z"),
        Form::MaryJane => body(shoe, pen, palette, MARY, "M40 76Q50 98 86 98Q100 96 108 84Q70 82 40 76Z"),
        Form::Loafer | Form::Oxford if shoe.form == Form::Oxford => {
            body(shoe, pen, palette, LOW, "M42 62Q54 76 72 64L84 52Q60 54 42 62Z");
        }
        Form::Loafer | Form::Oxford => {
            body(shoe, pen, palette, LOAFER, "M42 72Q56 86 76 78Q92 70 100 76Q70 66 42 72Z");
            pen.shape(colour.shade(), "M80 78Q92 72 102 78L98 98Q86 92 74 96Z");
            pen.line(Colour::rgb(0x00c9_a55c), 3.0, "M82 87Q90 84 97 88");
        }
        Form::SlipOnCanvas => {
            body(shoe, pen, palette, SLIP_ON, "M42 68Q58 80 82 66Q62 62 42 68Z");
            pen.shape(Colour::rgb(LINING), "M76 70L90 64L88 92L72 86Z");
        }
        Form::Indoor => {
            body(shoe, pen, palette, MARY, "M40 76Q50 98 86 98Q100 96 108 84Q70 82 40 76Z");
            pen.shape(colour.shade(), "M62 96Q70 70 84 64L98 70Q88 82 86 100Z");
        }
        Form::Ballet => body(shoe, pen, palette, BALLET, "M44 86Q62 102 92 98Q104 92 110 88Q76 84 44 86Z"),
        Form::SockShoe => {
            body(shoe, pen, palette, SOCK, "M32 32Q52 26 72 32Q52 38 32 32Z");
            pen.line(colour.line(), 1.4, "M38 36v14M46 37v14M54 37v14M62 36v14");
        }
        Form::HomeShoe => body(shoe, pen, palette, TODDLER, "M32 72Q54 60 80 56Q64 80 32 72Z"),
        Form::ClosedSandal | Form::OpenSandal => sandal(shoe, pen, palette),
        Form::Clog => clog(pen, colour),
        Form::Slipper | Form::StrapSlipper | Form::FurSlipper => slipper(shoe, pen, colour),
    }
    closing::draw(shoe, pen, palette);
    for extra in &shoe.extras {
        closing::extra(*extra, shoe.form, pen, palette);
    }
}

/// A closed upper with the lining seen through its opening.
fn body(shoe: &Shoe, pen: &mut Pen, palette: &Palette, outline: &str, opening: &str) {
    let colour = palette.main();
    pen.shape(colour, outline);
    surface(shoe, pen, palette);
    if !matches!(
        shoe.form,
        Form::Ballet | Form::MaryJane | Form::Indoor | Form::Loafer | Form::SlipOnCanvas | Form::SockShoe
    ) {
        pen.patch(colour.shade(), "M26 111C23 96 24 88 26 80Q46 84 48 111Z");
        pen.line(colour.line(), 1.4, "M26 82Q46 84 48 111");
    }
    pen.shape(Colour::rgb(LINING), opening);
}

fn surface(shoe: &Shoe, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let seam = colour.line();
    match shoe.upper {
        Upper::Mesh | Upper::Overlaid => {
            for (y, from, to) in [(88.0, 60.0, 116.0), (95.0, 57.0, 128.0), (102.0, 60.0, 136.0)] {
                pen.dashes(seam, 1.8, format_args!("M{from:.0} {y:.0}H{to:.0}"));
            }
            if shoe.upper == Upper::Overlaid {
                let second = palette.second(colour.shade());
                pen.shape(second, "M52 111Q58 92 74 80L84 86Q72 98 70 111Z");
                pen.shape(second, "M112 111Q116 96 130 88Q146 94 145 111Z");
            }
        }
        Upper::Knit => {
            for y in [80.0, 87.0, 94.0, 101.0] {
                pen.line(seam, 1.0, format_args!("M52 {y:.0}q6 4 12 0t12 0t12 0t12 0"));
            }
        }
        Upper::Canvas if matches!(shoe.form, Form::Low | Form::High) => {
            let cap = Colour::rgb(0x00f2_f2ee);
            pen.shape(cap, "M120 110Q122 94 134 90Q146 96 145 110Z");
            pen.line(seam, 1.2, "M52 110Q56 92 70 80");
        }
        Upper::Suede | Upper::Nylon => pen.line(seam, 1.4, "M92 76Q86 92 88 111M104 110Q108 96 122 86"),
        Upper::Patent => pen.glass(
            Colour::rgb(0x00ff_ffff),
            0.7,
            "M108 84q22 4 28 20q-10 -14 -30 -16zM32 78q-4 14 -2 28q4 -14 5 -27z",
        ),
        Upper::Plain => {
            if shoe.sole != Sole::Heel {
                pen.line(seam, 1.4, "M112 111Q114 94 128 87");
            }
            if let (Form::Low, Some(second)) = (shoe.form, palette.shown.colours.get(1)) {
                pen.shape(*second, "M54 111L66 86L80 90L74 111Z");
            }
        }
        Upper::Canvas | Upper::Plush => {}
    }
    if shoe.form == Form::RainBoot {
        pen.glass(Colour::rgb(0x00ff_ffff), 0.5, "M34 32q2 24 -1 50l5 0q3 -26 2 -50z");
        pen.line(seam, 2.0, "M26 36Q54 42 85 36");
    }
}

/// Straps over the foot, each with the darker end it is pulled by; or the closed water shoe.
fn sandal(shoe: &Shoe, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    if shoe.closing == Closing::Cord {
        body(shoe, pen, palette, LOW, "M42 62Q54 76 72 64L84 52Q60 54 42 62Z");
        for d in ["M54 106L60 88L74 86L72 106Z", "M80 106L84 92L100 92L102 106Z"] {
            pen.shape(Colour::rgb(LINING), d);
        }
        pen.shape(palette.second(colour.shade()), "M112 112Q112 94 126 87Q146 92 146 112Z");
        return;
    }
    pen.shape(Colour::rgb(LINING), "M28 102Q80 108 144 103V112H26Z");
    pen.shape(colour, "M26 112C22 94 23 82 27 68Q36 64 44 70Q46 92 60 112Z");
    pen.shape(colour, "M34 72L78 54L88 64L42 88Z");
    if shoe.closing != Closing::None {
        pen.shape(colour.shade(), "M66 59L78 54L88 64L74 71Z");
    }
    if shoe.closing == Closing::TwoStraps {
        pen.shape(colour, "M66 112L92 66L106 75L88 112Z");
        pen.shape(colour.shade(), "M82 83L92 66L106 75L98 91Z");
    }
    if shoe.form == Form::ClosedSandal {
        pen.shape(colour, "M98 112Q98 86 114 80Q145 84 145 112Z");
        pen.line(colour.line(), 1.4, "M106 111Q110 94 122 85");
    } else {
        pen.shape(colour, "M98 112Q98 90 108 82L130 90Q134 102 130 112Z");
        pen.shape(Colour::rgb(0x00f0_c9a8), "M130 106q4 -8 10 -4q4 4 2 9h-12z");
    }
}

fn clog(pen: &mut Pen, colour: Colour) {
    pen.shape(colour.shade(), "M20 108Q80 116 146 106Q152 124 138 126H34Q14 124 20 108Z");
    pen.shape(colour, "M62 112C60 86 78 68 104 68Q146 74 147 110Q104 116 62 112Z");
    for (x, y) in
        [(88.0, 84.0), (102.0, 80.0), (116.0, 84.0), (96.0, 95.0), (112.0, 95.0), (128.0, 94.0), (84.0, 100.0)]
    {
        pen.dot(colour.line(), x, y, 3.6);
    }
    pen.shape(colour, "M68 92Q40 74 26 86Q20 98 26 110L34 110Q30 96 38 90Q50 86 66 104Z");
    pen.dot(colour.line(), 70.0, 98.0, 5.0);
    pen.dot(colour.tint(), 70.0, 98.0, 2.4);
}

fn slipper(shoe: &Shoe, pen: &mut Pen, colour: Colour) {
    let base = if shoe.form == Form::FurSlipper { Colour::rgb(0x00b9_a58c) } else { colour.shade() };
    let height = if shoe.form == Form::StrapSlipper {
        "M18 106Q80 112 146 104Q152 122 138 124H32Q12 122 18 106Z"
    } else {
        "M18 104Q80 110 146 102Q154 126 138 128H32Q10 126 18 104Z"
    };
    pen.shape(base, height);
    pen.line(base.line(), 1.4, "M22 115Q80 121 146 113");
    match shoe.form {
        Form::StrapSlipper => {
            pen.shape(colour, "M76 110C78 84 92 70 110 72Q128 80 126 107L112 109Q112 92 104 88Q94 92 92 110Z");
        }
        Form::FurSlipper => {
            pen.shape(colour, "M66 108Q64 74 94 66Q144 66 148 106Q106 114 66 108Z");
            pen.shape(
                Colour::rgb(FLUFF),
                "M66 108q-8 -6 -2 -12q-6 -8 2 -12q-4 -8 6 -10q0 -8 9 -8q5 -6 12 -1q6 0 4 6q-18 8 -20 38z",
            );
        }
        _ => {
            pen.shape(colour, "M70 108C68 82 84 64 104 66Q142 72 140 105Q104 112 70 108Z");
            for (x, y) in [(92.0, 84.0), (106.0, 82.0), (120.0, 86.0), (98.0, 96.0), (114.0, 97.0)] {
                pen.block(colour.line(), [x - 4.0, y - 2.0, 9.0, 4.5, 2.2]);
            }
        }
    }
}

impl Shoe {
    /// Boots close at the shaft, low shoes over the instep.
    pub fn is_tall(&self) -> bool {
        matches!(self.form, Form::Boot | Form::RainBoot | Form::High) && self.closing != Closing::None
    }
}
