//! Make-up: sticks, pencils, compacts.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::Pen;
use super::{Cosmetic, Vessel};

const BLACK: u32 = 0x0033_353b;
const GOLD: u32 = 0x00d0_b072;
const WHITE: u32 = 0x00f6_f4f0;

/// Draws make-up; `false` where it is none.
pub fn draw(cosmetic: &Cosmetic, pen: &mut Pen, palette: &Palette) -> bool {
    let colour = cosmetic.colour(palette);
    let (black, gold, white) = (Colour::rgb(BLACK), Colour::rgb(GOLD), Colour::rgb(WHITE));
    match cosmetic.vessel {
        Vessel::Lipstick => {
            pen.shape(colour, "M50 84V40Q52 26 74 18V84Z");
            pen.line(colour.tint(), 2.0, "M56 46V78");
            pen.slab(gold, [46.0, 78.0, 32.0, 22.0, 2.0]);
            pen.slab(black, [42.0, 100.0, 40.0, 46.0, 3.0]);
            pen.slab(black, [98.0, 74.0, 36.0, 72.0, 3.0]);
            pen.line(black.line(), 2.0, "M106 82V138");
        }
        Vessel::Gloss => {
            pen.slab(black, [60.0, 12.0, 26.0, 56.0, 3.0]);
            pen.slab(colour, [56.0, 68.0, 34.0, 78.0, 5.0]);
            pen.line(white, 2.4, "M63 76V136");
            pen.line(gold, 3.4, "M112 26L118 100");
            pen.shape(colour.shade(), "M114 96L122 96L126 132Q119 140 116 130Z");
        }
        Vessel::Balm => {
            pen.shape(Colour::rgb(0x00f8_efd6), "M56 66V40Q66 28 84 36V66Z");
            pen.slab(colour, [52.0, 64.0, 36.0, 68.0, 3.0]);
            pen.slab(white, [52.0, 132.0, 36.0, 14.0, 3.0]);
            pen.line(white.line(), 1.4, "M60 134V144M68 134V144M76 134V144");
            pen.slab(white, [100.0, 92.0, 36.0, 54.0, 3.0]);
            cosmetic.emblem(pen, (70.0, 98.0), 0.66);
        }
        Vessel::BrowPencil => slanted(pen, |pen| {
            pen.slab(black, [52.0, 74.0, 58.0, 14.0, 3.0]);
            pen.shape(colour, "M52 75L30 79V83L52 87Z");
            pen.slab(gold, [46.0, 75.0, 8.0, 12.0, 1.0]);
            pen.line(gold, 3.0, "M110 81H134");
            pen.line(colour, 1.8, "M116 74l3 14M120 74l3 14M124 74l3 14M128 74l3 14M132 75l3 12");
        }),
        Vessel::Liner => slanted(pen, |pen| {
            pen.slab(black, [60.0, 73.0, 76.0, 16.0, 4.0]);
            pen.slab(gold, [54.0, 75.0, 8.0, 12.0, 1.0]);
            pen.shape(colour, "M54 77L16 80.500V81.500L54 85Z");
            pen.line(colour.edge(), 6.0, "M10 100Q40 116 74 104");
            pen.line(colour, 4.0, "M10 100Q40 116 74 104");
        }),
        Vessel::Mascara => slanted(pen, |pen| {
            pen.slab(black, [88.0, 58.0, 56.0, 18.0, 5.0]);
            pen.line(gold, 3.0, "M88 67H26");
            pen.line(colour, 2.4, "M30 57v20M36 56v22M42 55v24M48 55v24M54 56v22M60 57v20M66 59v16");
            pen.slab(black, [20.0, 96.0, 70.0, 20.0, 5.0]);
            pen.slab(gold, [90.0, 99.0, 10.0, 14.0, 1.0]);
        }),
        _ => return compact(cosmetic, pen, palette),
    }
    true
}

/// What opens and lies flat; `false` where it is none.
fn compact(cosmetic: &Cosmetic, pen: &mut Pen, palette: &Palette) -> bool {
    let colour = cosmetic.colour(palette);
    let (black, white) = (Colour::rgb(BLACK), Colour::rgb(WHITE));
    match cosmetic.vessel {
        Vessel::Cushion => {
            pen.shape(white, "M30 66A50 50 0 0 1 130 66Z");
            pen.shape(Colour::rgb(0x00cf_dfe9), "M40 66A40 40 0 0 1 120 66Z");
            pen.line(white, 3.0, "M58 54L76 34M72 58L96 32");
            pen.oval(white, [80.0, 102.0, 54.0, 42.0]);
            pen.oval(colour, [80.0, 100.0, 42.0, 31.0]);
            pen.oval(colour.shade(), [80.0, 102.0, 26.0, 17.0]);
            pen.shape(white, "M62 100Q80 84 98 100Q96 112 80 112Q64 112 62 100Z");
        }
        Vessel::GlassPump => {
            pen.slab(black, [62.0, 12.0, 36.0, 40.0, 3.0]);
            pen.slab(colour.tint(), [46.0, 52.0, 68.0, 94.0, 4.0]);
            pen.block(colour, [54.0, 58.0, 52.0, 78.0, 3.0]);
            pen.size(black, (80.0, 108.0), 13.0, &cosmetic.size);
        }
        Vessel::PowderJar => {
            pen.oval(white, [66.0, 112.0, 52.0, 30.0]);
            pen.shape(white, "M14 100H118V112A52 30 0 0 1 14 112Z");
            pen.oval(colour, [66.0, 96.0, 52.0, 28.0]);
            pen.oval(colour.tint(), [66.0, 96.0, 40.0, 20.0]);
            for (x, y) in [(50.0, 92.0), (62.0, 88.0), (76.0, 90.0), (84.0, 98.0), (58.0, 102.0), (72.0, 104.0)] {
                pen.dot(colour.line(), x, y, 2.0);
            }
            pen.oval(Colour::rgb(0x00f4_d9cf), [108.0, 46.0, 34.0, 26.0]);
            pen.line(Colour::rgb(0x00cf_a294), 5.0, "M84 40Q108 54 132 38");
        }
        Vessel::Palette => eyes(pen, palette),
        _ => return false,
    }
    true
}

/// Long things lie aslant.
fn slanted(pen: &mut Pen, draw: impl FnOnce(&mut Pen)) {
    pen.moved("rotate(-32 80 80) translate(-16 -16) scale(1.2)", draw);
}

/// Nine pans in the tones of the palette's name, under a mirror.
fn eyes(pen: &mut Pen, palette: &Palette) {
    let main = palette.main();
    let case = Colour::rgb(BLACK);
    pen.slab(case, [22.0, 12.0, 108.0, 54.0, 4.0]);
    pen.block(Colour::rgb(0x00cf_dfe9), [30.0, 19.0, 92.0, 40.0, 2.0]);
    pen.line(Colour::rgb(WHITE), 3.0, "M46 48L66 26M60 50L86 24");
    pen.slab(case, [22.0, 66.0, 108.0, 80.0, 4.0]);
    let light = main.tint();
    let tones = [
        light.tint(),
        light,
        main.tint().shade(),
        main,
        main.shade(),
        main.shade().shade(),
        main.line(),
        Colour::rgb(0x00e6_cf9c),
        main.line().shade(),
    ];
    for (index, tone) in tones.into_iter().enumerate() {
        let (column, row) = ((index % 3) as f64, (index / 3) as f64);
        pen.block(tone, [30.0 + 32.0 * column, 72.0 + 24.0 * row, 28.0, 20.0, 2.0]);
    }
}
