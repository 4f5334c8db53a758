//! Stoves and pots.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::Pen;
use super::Gear;

const STEEL: u32 = 0x00c6_cad0;
const BRASS: u32 = 0x00c9_a04e;
const BLACK: u32 = 0x0033_363b;
const FLAME: u32 = 0x004a_90d9;

pub fn draw(gear: Gear, pen: &mut Pen, palette: &Palette) {
    let (steel, black) = (Colour::rgb(STEEL), Colour::rgb(BLACK));
    match gear {
        Gear::SplitStove => {
            pen.line(steel.edge(), 4.0, "M76 118Q90 146 118 134T148 144");
            pen.line(steel.line(), 6.0, "M66 104L24 140M66 104L66 146M66 104L108 126");
            pen.line(steel, 3.0, "M66 104L24 140M66 104L66 146M66 104L108 126");
            pen.slab(Colour::rgb(BRASS), [54.0, 86.0, 24.0, 24.0, 3.0]);
            pen.shape(steel, "M38 70H94L86 88H46Z");
            pen.shape(steel.shade(), "M24 62L38 62L42 78L30 78ZM108 62L94 62L90 78L102 78ZM60 58H72V72H60Z");
            pen.patch(
                Colour::rgb(FLAME),
                "M42 64q-4 -12 4 -22q0 10 6 12q-2 -18 10 -28q2 16 10 20q0 -8 4 -12q8 14 2 30z",
            );
        }
        Gear::PotStove => {
            let colour = palette.main();
            pen.shape(black, "M60 130H100L112 148H48Z");
            pen.slab(steel, [64.0, 112.0, 32.0, 18.0, 2.0]);
            pen.patch(Colour::rgb(FLAME), "M66 112q-2 -8 4 -10q4 4 10 -2q6 6 10 2q6 4 4 10z");
            pen.slab(steel.shade(), [50.0, 88.0, 60.0, 14.0, 2.0]);
            pen.slab(colour, [48.0, 30.0, 64.0, 60.0, 4.0]);
            pen.line(palette.second(colour.line()), 5.0, "M112 42Q136 42 136 60Q136 78 112 78");
            pen.shape(black, "M46 30Q48 18 80 18Q112 18 114 30Z");
            pen.slab(black, [74.0, 12.0, 12.0, 8.0, 2.0]);
        }
        _ => {
            let colour = palette.main();
            // The frying pan behind, two pots, two bowls before.
            pen.line(Colour::rgb(0x00d9_7a3a), 6.0, "M104 34L150 26");
            pen.shape(colour.shade(), "M30 30H110L100 44H40Z");
            pen.line(Colour::rgb(0x00d9_7a3a), 5.0, "M112 66H140M112 78H140");
            pen.shape(colour, "M28 54H112V98Q112 108 102 108H38Q28 108 28 98Z");
            pen.line(colour.line(), 1.6, "M28 62H112");
            pen.line(Colour::rgb(0x00d9_7a3a), 5.0, "M136 112H152");
            pen.shape(colour.tint(), "M76 100H136V128Q136 138 126 138H86Q76 138 76 128Z");
            pen.shape(Colour::rgb(0x00e7_b26a), "M10 116H58Q56 140 34 140Q12 140 10 116Z");
            pen.shape(Colour::rgb(0x00e7_b26a).shade(), "M16 104H54L58 116H10Z");
        }
    }
}
