//! What closes a shoe, and what is on it besides.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::Pen;
use super::{Closing, Extra, Form, Shoe};

const WHITE: u32 = 0x00f4_f4f0;
const METAL: u32 = 0x00bf_c4ca;
const FLUFF: u32 = 0x00f3_ebdc;

/// OKLab distance within which white laces would not show.
const NEARLY_WHITE: f64 = 0.12;

/// Where the instep of a form lies: the shift of what closes it.
fn instep(form: Form) -> (f64, f64) {
    match form {
        Form::Toddler | Form::PreWalker => (5.0, 2.0),
        Form::MaryJane => (-8.0, 16.0),
        Form::Mid => (-2.0, -2.0),
        Form::Boot => (-2.0, 4.0),
        _ => (0.0, 0.0),
    }
}

pub fn draw(shoe: &Shoe, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let (x, y) = instep(shoe.form);
    pen.moved(&format!("translate({x:.0} {y:.0})"), |pen| over_instep(shoe, pen, palette));
    let seam = colour.line();
    match shoe.closing {
        Closing::PullTab => pen.line(palette.second(seam), 4.0, "M27 68Q16 58 24 52Q32 52 32 64"),
        Closing::LacesAndZip | Closing::CordAndZip => {
            pen.line(Colour::rgb(METAL).line(), 4.0, "M44 36Q40 72 46 106");
            pen.dashes(Colour::rgb(WHITE), 1.6, "M44 36Q40 72 46 106");
            pen.slab(Colour::rgb(METAL), [41.0, 34.0, 6.0, 11.0, 2.0]);
        }
        Closing::BackStrap => strap(pen, colour.shade(), "M24 44H52L54 58H25Z"),
        Closing::SideStrap => strap(pen, colour.shade(), "M54 40L88 42L87 58L52 56Z"),
        Closing::Handles => {
            pen.line(colour.shade(), 6.0, "M36 24Q36 6 54 6Q72 6 74 24");
            pen.outline("M33 23Q33 3 54 3Q75 3 77 22M39 22Q39 9 54 9Q69 9 71 22");
        }
        Closing::Kick => pen.shape(colour.shade(), "M27 96Q14 98 14 106L27 110Z"),
        _ => {}
    }
    if matches!(shoe.closing, Closing::Cord | Closing::CordAndZip) && shoe.is_tall() {
        pen.line(Colour::rgb(WHITE), 2.4, "M26 32Q56 38 85 32M78 34l4 14M84 33l8 10");
        pen.slab(colour.line(), [80.0, 46.0, 5.0, 8.0, 2.0]);
    }
}

fn over_instep(shoe: &Shoe, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let accent = palette.second(colour.shade());
    if matches!(shoe.form, Form::ClosedSandal | Form::OpenSandal) && shoe.closing != Closing::Cord {
        return;
    }
    match shoe.closing {
        Closing::WideStrap => strap(pen, accent, "M87 53L113 77L97 107L64 92Z"),
        Closing::OneStrap if shoe.form == Form::MaryJane => {
            strap(pen, colour.shade(), "M66 84L76 52Q84 46 94 52L92 84Z");
            pen.slab(Colour::rgb(METAL), [71.0, 68.0, 10.0, 10.0, 2.0]);
        }
        Closing::OneStrap => strap(pen, accent, "M89 55L105 70L91 101L69 91Z"),
        Closing::TwoStraps => {
            strap(pen, accent, "M86 53L98 63L84 93L69 86Z");
            strap(pen, accent, "M103 69L116 80L105 106L90 99Z");
        }
        Closing::LacesAndStrap => {
            strap(pen, accent, "M84 51L95 60L82 90L67 82Z");
            laces(pen, colour, &["M99 64L88 84", "M107 73L97 92", "M116 80L107 98"]);
        }
        Closing::Laces => laces(pen, colour, &["M88 55L74 69", "M95 61L81 76", "M102 69L89 84", "M110 77L97 92"]),
        Closing::LacesAndZip => {
            laces(pen, colour, &["M84 36L68 40", "M86 50L70 54", "M90 62L76 70", "M98 72L86 82", "M108 79L98 90"]);
        }
        Closing::MockLaces => {
            pen.line(lace(colour), 2.4, "M86 60L100 84M94 62L78 76M102 74L88 88");
        }
        Closing::Dial => {
            pen.line(Colour::rgb(METAL), 1.8, "M88 60L66 84L102 74L78 96L112 82");
            pen.oval(Colour::rgb(0x0033_363b), [86.0, 60.0, 9.0, 9.0]);
            pen.dot(Colour::rgb(0x00e2_5a3a), 86.0, 60.0, 3.4);
        }
        Closing::Cord if shoe.form == Form::ClosedSandal => {
            pen.line(Colour::rgb(0x003a_3d42), 2.2, "M80 58L112 92M88 54L66 78L100 78L76 96");
            pen.slab(palette.second(Colour::rgb(METAL)), [76.0, 48.0, 11.0, 13.0, 3.0]);
        }
        Closing::CrossedBands => pen.line(colour.shade(), 6.0, "M58 96Q70 76 96 88M84 100Q86 76 58 80"),
        Closing::Elastic => pen.line(
            colour.line(),
            1.4,
            match shoe.form {
                Form::SlipOnCanvas => "M78 74L76 85M82 72L80 87M86 70L84 88",
                Form::Indoor => "M74 78L82 84M71 84L80 90M69 90L78 96",
                Form::Loafer => "M58 86L56 98M63 86L61 98M68 84L66 96",
                _ => "M30 74q3 5 6 0t6 -2t6 -2t6 -2t6 -3t6 -3t6 -4",
            },
        ),
        Closing::Buckle => pen.slab(Colour::rgb(METAL), [86.0, 82.0, 14.0, 14.0, 2.0]),
        _ => {}
    }
}

/// A strap with the darker end it is pulled by.
fn strap(pen: &mut Pen, colour: Colour, d: &str) {
    pen.shape(colour, d);
}

/// White, but on shoes that are white themselves.
fn lace(shoe: Colour) -> Colour {
    let white = Colour::rgb(WHITE);
    if shoe.difference(white) < NEARLY_WHITE { shoe.line() } else { white }
}

fn laces(pen: &mut Pen, colour: Colour, rows: &[&str]) {
    let lace = lace(colour);
    for row in rows {
        pen.line(colour.edge(), 5.2, row);
        pen.line(lace, 3.0, row);
    }
}

pub fn extra(extra: Extra, form: Form, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let fluff = Colour::rgb(FLUFF);
    match extra {
        Extra::Fur => match form {
            Form::Boot => pen.shape(
                fluff,
                "M20 30q-4 -8 3 -12q4 -8 12 -5q6 -6 14 -1q7 -5 14 0q8 -4 13 2q9 0 12 6q4 6 -2 10q-33 10 -66 0z",
            ),
            Form::High => {
                pen.shape(fluff, "M22 36q-3 -8 3 -11q5 -7 13 -4q8 -5 15 0q8 -3 14 1q8 0 12 5q4 6 0 11q-28 8 -57 -2z");
            }
            _ => pen.shape(
                fluff,
                "M27 74q-6 -6 0 -11q4 -7 12 -3q6 -4 10 2q8 4 16 -2q4 -8 12 -10q8 -2 8 6q-8 18 -28 22q-20 2 -30 -4z",
            ),
        },
        Extra::Liner => pen.shape(fluff, "M28 24q0 -12 8 -13q20 -5 40 0q8 1 7 13q-28 8 -55 0z"),
        Extra::Bumper => pen.shape(Colour::rgb(0x0034_373c), "M124 112Q124 94 136 92Q149 98 148 112Z"),
        Extra::Bow => {
            let bow = colour.shade();
            pen.shape(bow, "M112 84Q98 74 96 84Q96 96 112 88Q128 98 130 86Q128 74 112 84Z");
            pen.oval(Colour::rgb(0x00ea_f3fb), [112.0, 86.0, 4.0, 4.0]);
        }
        Extra::Ears => {
            pen.shape(colour.shade(), "M104 70Q100 48 110 48Q120 52 116 72Z");
            pen.shape(colour.shade(), "M120 74Q122 52 131 56Q138 64 130 80Z");
            pen.dot(Colour::rgb(0x002b_2c30), 124.0, 88.0, 2.4);
            pen.dot(Colour::rgb(0x002b_2c30), 137.0, 91.0, 2.4);
            pen.dot(Colour::rgb(0x00c8_6a62), 132.0, 97.0, 2.8);
        }
        Extra::Plaid => {
            pen.line(Colour::rgb(0x00b2_3a38), 3.0, "M34 80Q60 92 72 84M94 78Q118 94 140 98M30 98H140");
            pen.line(
                Colour::rgb(0x002f_4a7a),
                2.2,
                "M40 72L44 110M58 82L60 110M102 76L100 110M118 86L118 110M134 92L134 110",
            );
        }
        Extra::Stripes => pen.line(
            Colour::rgb(0x003a_5a8c),
            4.0,
            "M32 82Q50 92 72 84M96 80Q118 92 136 92M28 94H70M90 96H142M28 105H142",
        ),
        Extra::Reflector => pen.line(Colour::rgb(0x00e9_f2c4), 5.0, "M31 78L30 98"),
        Extra::NameTag => pen.slab(Colour::rgb(WHITE), [27.0, 84.0, 17.0, 10.0, 1.0]),
        Extra::Snow => pen.line(colour.shade().shade(), 5.0, "M28 104Q84 110 143 104"),
        Extra::Stitches => pen.dashes(colour.tint(), 1.2, "M30 106Q86 110 142 106"),
        Extra::Drain => {
            for x in [50.0, 68.0, 86.0, 104.0] {
                pen.dot(Colour::rgb(WHITE).edge(), x, 116.0, 2.4);
            }
        }
    }
}
