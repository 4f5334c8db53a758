//! The drawing of spectacles.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::{Path, Pen};
use super::{Eyewear, Glass, Rim, Temple, rim, second};

/// Picture units a millimetre: the widest front fills the square.
const SCALE: f64 = 0.95;
/// Heights of the front and of the temple beneath.
const EYES: f64 = 62.0;
const SIDE: f64 = 122.0;
const CLEAR: u32 = 0x00e4_eff5;
const YELLOWISH: u32 = 0x00f6_f0cf;
const DARK: u32 = 0x0033_363b;

/// Draws the front, and one temple from the side.
pub fn draw(eyewear: &Eyewear, pen: &mut Pen, palette: &Palette) {
    if eyewear.glass == Glass::Print {
        print(pen);
    }
    match eyewear.rim {
        Rim::Wrap => wrap(eyewear, pen, palette),
        Rim::Goggles => goggles(pen, palette),
        _ => front(eyewear, pen, palette),
    }
    side(eyewear, pen, palette);
}

/// Half width, half height and distance of the lenses' centres from the middle.
fn sizes(eyewear: &Eyewear) -> (f64, f64, f64) {
    let half = f64::from(eyewear.lens.0) * SCALE / 2.0;
    let high = f64::from(eyewear.lens.1) * SCALE / 2.0;
    let high = if matches!(eyewear.rim, Rim::Round) { half } else { high };
    let out = f64::from(eyewear.front) * SCALE / 2.0;
    let hinge = (out - half * 2.0 - 8.0).clamp(0.0, 14.0);
    (half, high, (out - half - hinge * 0.6).max(half + 6.0))
}

fn glass_colour(eyewear: &Eyewear, palette: &Palette) -> Colour {
    match eyewear.glass {
        Glass::Clear | Glass::Print if eyewear.blue_filter => Colour::rgb(YELLOWISH),
        Glass::Clear | Glass::Print => Colour::rgb(CLEAR),
        Glass::Tinted | Glass::Fading => palette.second(Colour::rgb(0x005a_5f66)),
    }
}

fn front(eyewear: &Eyewear, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let (w, h, off) = sizes(eyewear);
    let thick = f64::from(eyewear.thick) / 10.0 * SCALE;
    let centre = (80.0 - off, EYES);
    bridges(eyewear, pen, colour, (off - w, h, thick));
    let out = 80.0 - f64::from(eyewear.front) * SCALE / 2.0;
    pen.both(|pen| {
        // The end piece, and the temple going back.
        let y = EYES - h * 0.55;
        if eyewear.temple != Temple::Strap {
            pen.shape(
                colour.shade(),
                Path::at(centre.0 - w + 2.0, y - thick / 2.0 - 1.0)
                    .to(out, y - thick / 2.0 - 1.0)
                    .to(out, y + thick / 2.0 + 2.0)
                    .to(centre.0 - w + 2.0, y + thick / 2.0 + 1.0)
                    .close(),
            );
        }
        let lens = rim::lens(eyewear.rim, centre, (w, h));
        pen.glass(glass_colour(eyewear, palette), if eyewear.glass == Glass::Print { 0.6 } else { 1.0 }, &lens);
        shine(eyewear, pen, centre, (w, h));
        match eyewear.rim {
            Rim::Bare => {
                pen.line(Colour::rgb(CLEAR).edge(), 1.2, &lens);
                pen.dot(colour.line(), centre.0 - w + 5.0, y, 2.0);
                pen.dot(colour.line(), centre.0 + w - 5.0, EYES - h * 0.3, 2.0);
            }
            Rim::Half => {
                pen.line(Colour::rgb(CLEAR).edge(), 1.2, &lens);
                let brow = || {
                    Path::at(centre.0 - w, EYES)
                        .bend((centre.0 - w, EYES - h), (centre.0 - w * 0.6, EYES - h))
                        .to(centre.0 + w * 0.6, EYES - h)
                        .bend((centre.0 + w, EYES - h), (centre.0 + w, EYES - h * 0.1))
                };
                pen.line(colour.edge(), thick + 4.4, brow());
                pen.line(colour, thick + 2.0, brow());
            }
            _ => {
                pen.line(colour.edge(), thick + 2.4, &lens);
                pen.line(colour, thick, &lens);
            }
        }
        if eyewear.pads {
            pen.line(
                Colour::rgb(0x00a3_a9b0),
                1.2,
                Path::at(centre.0 + w, EYES + 1.0).to(centre.0 + w + 4.0, EYES + 8.0),
            );
            pen.oval(Colour::rgb(0x00e9_eef1), [centre.0 + w + 4.0, EYES + 11.0, 2.6, 5.0]);
        }
    });
}

fn bridges(eyewear: &Eyewear, pen: &mut Pen, colour: Colour, (gap, h, thick): (f64, f64, f64)) {
    let (left, right) = (80.0 - gap, 80.0 + gap);
    let draw = |pen: &mut Pen, path: &dyn Fn() -> Path, width: f64| {
        pen.line(colour.edge(), width + 2.4, path());
        pen.line(colour, width, path());
    };
    let width = if eyewear.pads { thick.max(2.0) } else { thick + 1.5 };
    match eyewear.rim {
        Rim::Aviator => {
            draw(pen, &|| Path::at(left - 8.0, EYES - h).to(right + 8.0, EYES - h), width);
            draw(pen, &|| Path::at(left, EYES - h * 0.4).bend((80.0, EYES - h * 0.7), (right, EYES - h * 0.4)), width);
        }
        Rim::Bare | Rim::Half => {
            let y = EYES - h * 0.35;
            draw(pen, &|| Path::at(left - 4.0, y).bend((80.0, y - 8.0), (right + 4.0, y)), 2.0);
        }
        _ => {
            let y = EYES - h * 0.4;
            draw(pen, &|| Path::at(left - 1.0, y).bend((80.0, y - 9.0), (right + 1.0, y)), width);
        }
    }
    if eyewear.temple == Temple::Folding {
        pen.oval(colour.shade(), [80.0, EYES - h * 0.4 - 4.0, 5.0, 5.0]);
    }
}

/// A gleam on clear glass; on sunglasses the lighter lower half of a fading tint.
fn shine(eyewear: &Eyewear, pen: &mut Pen, (x, y): (f64, f64), (w, h): (f64, f64)) {
    let white = Colour::rgb(0x00ff_ffff);
    if eyewear.glass == Glass::Fading {
        let low = Path::at(x - w * 0.9, y + h * 0.1)
            .to(x + w * 0.9, y + h * 0.1)
            .bend((x + w * 0.7, y + h), (x, y + h))
            .bend((x - w * 0.8, y + h), (x - w * 0.9, y + h * 0.1))
            .close();
        pen.glass(white, 0.6, low);
    }
    let strength = if matches!(eyewear.glass, Glass::Tinted | Glass::Fading) { 0.35 } else { 0.9 };
    let gleam = Path::at(x - w * 0.5, y + h * 0.3)
        .to(x - w * 0.1, y - h * 0.6)
        .to(x + w * 0.1, y - h * 0.6)
        .to(x - w * 0.3, y + h * 0.3)
        .close();
    pen.glass(white, strength, gleam);
}

fn wrap(eyewear: &Eyewear, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let glass = glass_colour(eyewear, palette);
    pen.shape(glass, "M14 44Q80 30 146 44Q150 76 128 90Q98 96 88 78Q80 66 72 78Q62 96 32 90Q10 76 14 44Z");
    pen.glass(Colour::rgb(0x00ff_ffff), 0.4, "M30 78L46 48H58L42 84Z");
    pen.shape(colour, "M10 40Q80 22 150 40L148 52Q80 38 12 52Z");
    pen.shape(Colour::rgb(DARK), "M74 76Q80 66 86 76L90 88H84L80 80L76 88H70Z");
}

fn goggles(pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let accent = second(palette);
    pen.shape(accent, "M4 50H20V76H4ZM156 50H140V76H156Z");
    pen.shape(
        colour,
        "M18 36Q80 24 142 36Q150 62 136 86Q118 100 96 90Q86 80 80 80Q74 80 64 90Q42 100 24 86Q10 62 18 36Z",
    );
    pen.both(|pen| {
        pen.shape(Colour::rgb(CLEAR), "M28 46Q50 40 72 44Q76 58 68 74Q56 86 36 80Q24 68 28 46Z");
        pen.glass(Colour::rgb(0x00ff_ffff), 0.9, "M38 70L48 50H56L46 70Z");
    });
    pen.line(accent, 3.0, "M26 40Q80 30 134 40");
}

/// The temple: hinge at the left, tip at the right.
fn side(eyewear: &Eyewear, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let metal = if matches!(eyewear.temple, Temple::Thin) { palette.second(colour) } else { colour };
    let draw = |pen: &mut Pen, colour: Colour, width: f64, d: &str| {
        pen.line(colour.edge(), width + 2.2, d);
        pen.line(colour, width, d);
    };
    let arm = "M24 122H112Q128 122 138 142";
    match eyewear.temple {
        Temple::Thin => draw(pen, metal, 2.2, arm),
        Temple::Tipped => {
            draw(pen, metal, 2.2, arm);
            draw(pen, Colour::rgb(0x005a_4636), 5.0, "M108 122Q128 122 138 142");
        }
        Temple::Broad => {
            pen.shape(colour, "M22 114H110Q130 116 142 140L136 146Q122 128 106 126L22 128Z");
            pen.dot(colour.line(), 30.0, SIDE - 1.0, 1.8);
        }
        Temple::Rubber => {
            draw(pen, colour, 4.0, arm);
            draw(pen, Colour::rgb(0x008a_9097), 6.5, "M112 122Q128 122 138 142");
        }
        Temple::Sport => {
            pen.shape(colour, "M22 114L112 118Q130 122 140 142L134 146Q122 132 106 128L22 128Z");
            pen.line(second(palette), 3.0, "M28 121L104 123");
            pen.dashes(Colour::rgb(0x008a_9097), 4.0, "M108 123Q126 126 136 143");
        }
        Temple::Spring => {
            draw(pen, colour, 2.6, "M24 130Q60 100 92 122T138 140");
            pen.line(colour.line(), 1.6, "M52 104l-4 -8M62 102l0 -8M72 106l4 -8");
            draw(pen, Colour::rgb(0x008a_9097), 5.0, "M120 136L138 141");
        }
        Temple::Strap => {
            pen.shape(second(palette), "M10 116Q80 106 150 116V134Q80 144 10 134Z");
            pen.line(second(palette).line(), 1.6, "M12 122Q80 113 148 122M12 128Q80 137 148 128");
            pen.slab(Colour::rgb(DARK), [70.0, 111.0, 20.0, 28.0, 3.0]);
        }
        Temple::Cord => {
            draw(pen, colour, 6.0, arm);
            pen.line(Colour::rgb(0x00a3_a9b0), 2.4, "M138 142Q120 152 80 148T30 142");
        }
        Temple::Folding => {
            draw(pen, metal, 3.0, "M24 116H66M66 116L30 126M30 126H74Q86 126 92 142");
            pen.oval(metal.shade(), [66.0, 116.0, 3.4, 3.4]);
            pen.oval(metal.shade(), [30.0, 126.0, 3.4, 3.4]);
        }
    }
}

/// A page of print beneath reading glasses.
fn print(pen: &mut Pen) {
    pen.slab(Colour::rgb(0x00f6_f3ea), [14.0, 22.0, 132.0, 84.0, 2.0]);
    let ink = Colour::rgb(0x00a8_a596);
    pen.line(ink, 1.6, "M22 32H138M22 40H138M22 86H138M22 94H120");
    pen.line(ink.line(), 3.4, "M36 58H64M36 68H60M98 58H126M98 68H120");
}
