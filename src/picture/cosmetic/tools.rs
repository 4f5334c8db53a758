//! Sponges, brushes, towels, travel bottles, the gift box.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::Pen;
use super::{Cosmetic, Vessel};

const WHITE: u32 = 0x00f8_f7f3;
const WOOD: u32 = 0x00d9_b587;
const METAL: u32 = 0x00c9_ced4;
const INK: u32 = 0x003c_4149;

/// Draws tools; `false` where it is none.
pub fn draw(cosmetic: &Cosmetic, pen: &mut Pen, palette: &Palette) -> bool {
    let colour = cosmetic.colour(palette);
    match cosmetic.vessel {
        Vessel::Sponges => {
            let second =
                palette.others.first().and_then(|other| other.colours.first()).copied().unwrap_or(colour.shade());
            pen.shape(colour, "M48 24Q60 26 76 78Q84 124 50 128Q16 126 18 90Q22 52 48 24Z");
            pen.shape(second, "M112 44Q140 58 144 96Q144 132 112 134Q80 130 82 98L116 62Q106 54 112 44Z");
            pen.shape(second.tint(), "M82 98L118 58Q126 78 112 100Q94 110 82 98Z");
        }
        Vessel::Brushes => brushes(pen, colour),
        Vessel::Towels => {
            for (x, y) in [(34.0, 18.0), (22.0, 58.0), (34.0, 98.0)] {
                let pack = Colour::rgb(0x00e9_f0f2);
                pen.slab(pack, [x, y, 92.0, 42.0, 5.0]);
                pen.block(Colour::rgb(0x00a9_cfc6), [x + 1.0, y + 30.0, 90.0, 11.0, 3.0]);
                pen.shape(
                    Colour::rgb(WHITE),
                    format_args!("M{:.0} {:.0}q10 -16 22 -6q10 -8 18 6q-20 8 -40 0z", x + 26.0, y + 14.0),
                );
            }
            pen.size(Colour::rgb(INK), (80.0, 136.0), 11.0, &cosmetic.size);
        }
        Vessel::TravelSet => travel(pen),
        Vessel::GiftBox => {
            pen.slab(Colour::rgb(0x00b7_8f6a), [14.0, 40.0, 130.0, 96.0, 4.0]);
            pen.slab(Colour::rgb(WHITE), [22.0, 50.0, 114.0, 78.0, 2.0]);
            for (x, rgb) in [(30.0, 0x00f7_c9c6), (68.0, 0x007d_9277), (106.0, 0x00e6_e3dc)] {
                let tube = Colour::rgb(rgb);
                pen.shape(tube, format_args!("M{x:.0} 56h24l-2 52h-20z"));
                pen.slab(Colour::rgb(METAL), [x + 5.0, 108.0, 14.0, 12.0, 2.0]);
            }
            pen.shape(Colour::rgb(0x00c2_4a4a), "M80 40Q60 14 56 30Q58 40 80 40Q102 40 104 30Q100 14 80 40Z");
            pen.block(Colour::rgb(WHITE), [46.0, 122.0, 66.0, 18.0, 2.0]);
            pen.size(Colour::rgb(INK), (79.0, 135.0), 11.0, &cosmetic.size);
        }
        _ => return false,
    }
    true
}

fn brushes(pen: &mut Pen, colour: Colour) {
    // Four large ones and five for the eyes, on their roll of canvas.
    pen.slab(Colour::rgb(0x00cf_c2a8), [8.0, 84.0, 144.0, 58.0, 4.0]);
    for step in 0..9 {
        let x = 20.0 + 15.0 * f64::from(step);
        let width = if step < 4 { 12.0 - f64::from(step) } else { 5.0 };
        let top = if step < 4 { 16.0 + 5.0 * f64::from(step) } else { 40.0 };
        pen.shape(
            colour,
            format_args!(
                "M{:.0} 58L{:.0} {:.0}Q{x:.0} {:.0} {:.0} {:.0}L{:.0} 58Z",
                x - 3.0,
                x - width / 2.0,
                top + 10.0,
                top - 4.0,
                x + width / 2.0,
                top + 10.0,
                x + 3.0
            ),
        );
        pen.slab(Colour::rgb(METAL), [x - 3.0, 58.0, 6.0, 16.0, 0.0]);
        pen.slab(Colour::rgb(WOOD), [x - 2.5, 74.0, 5.0, 62.0, 2.0]);
    }
    pen.line(Colour::rgb(0x00cf_c2a8).line(), 2.0, "M8 104H152");
}

fn travel(pen: &mut Pen) {
    let frosted = Colour::rgb(0x00dd_e6ec);
    let white = Colour::rgb(WHITE);
    let liquid = Colour::rgb(0x00a9_cfe3);
    // Spray, pump, squeeze bottle, jar.
    pen.shape(white, "M22 52V40Q22 32 32 32H42V52Z");
    pen.slab(frosted, [18.0, 52.0, 28.0, 84.0, 5.0]);
    pen.shape(white, "M50 40H74V46H68V58H60V46H50Z");
    pen.slab(frosted, [52.0, 58.0, 28.0, 78.0, 5.0]);
    pen.shape(Colour::rgb(0x00f0_b7a9), "M86 56Q84 48 96 48H108Q120 48 118 56L116 118Q114 124 102 124Q90 124 88 118Z");
    pen.slab(white, [94.0, 124.0, 16.0, 12.0, 2.0]);
    pen.slab(frosted, [122.0, 106.0, 30.0, 30.0, 4.0]);
    pen.slab(white, [120.0, 96.0, 34.0, 12.0, 3.0]);
    pen.block(liquid, [20.0, 90.0, 24.0, 44.0, 4.0]);
    pen.block(liquid, [54.0, 84.0, 24.0, 50.0, 4.0]);
}
