//! Boxes, tins and cans.

use super::super::colour::Colour;
use super::super::pen::Pen;
use super::{Food, Pack, badge, strip};

const STEEL: u32 = 0x00c9_ced4;
const PAPER: u32 = 0x00fb_f8ef;
const GOLD: u32 = 0x00d9_b04e;

/// Draws boxes and tins; `false` where it is none.
pub fn draw(food: &Food, pen: &mut Pen, colour: Colour) -> bool {
    let steel = Colour::rgb(STEEL);
    match food.pack {
        Pack::Tin => {
            pen.shape(colour, "M38 32V132Q38 146 80 146Q122 146 122 132V32Z");
            pen.oval(steel, [80.0, 32.0, 42.0, 13.0]);
            pen.shape(Colour::rgb(PAPER), "M34 30Q34 14 80 14Q126 14 126 30V36Q80 50 34 36Z");
            badge(food, pen, (80.0, 84.0), 26.0);
            strip(food, pen, [54.0, 116.0, 52.0]);
        }
        Pack::Carton => {
            pen.shape(colour, "M32 20H114V148H32Z");
            pen.shape(colour.shade(), "M114 20L132 32V140L114 148Z");
            badge(food, pen, (73.0, 68.0), 30.0);
            strip(food, pen, [44.0, 116.0, 58.0]);
        }
        Pack::SachetBox => {
            pen.shape(colour, "M12 46H104V142H12Z");
            pen.shape(colour.shade(), "M12 46L24 32H116L104 46ZM104 46L116 32V128L104 142Z");
            badge(food, pen, (58.0, 82.0), 26.0);
            strip(food, pen, [30.0, 116.0, 56.0]);
            pen.slab(colour.tint(), [104.0, 74.0, 46.0, 64.0, 2.0]);
            pen.line(colour.line(), 1.6, "M104 81H150M104 131H150");
            food.emblem(pen, (127.0, 106.0), 0.7);
        }
        Pack::TeaBox => {
            pen.shape(colour.shade(), "M16 64L28 34H144L132 64Z");
            for x in [32.0, 54.0, 76.0, 98.0] {
                pen.slab(Colour::rgb(PAPER), [x, 44.0, 20.0, 26.0, 1.0]);
                pen.line(Colour::rgb(0x00c8_463a), 3.0, format_args!("M{:.0} 50h6", x + 7.0));
            }
            pen.shape(colour, "M16 64H132V142H16Z");
            pen.shape(colour.shade(), "M132 64L146 50V128L132 142Z");
            badge(food, pen, (74.0, 92.0), 24.0);
            strip(food, pen, [46.0, 120.0, 56.0]);
        }
        Pack::Bricks => bricks(food, pen, colour),
        Pack::ThreeBoxes | Pack::Bars | Pack::SeaweedPacks | Pack::SlideTins => several(food, pen, colour),
        Pack::BiscuitBox | Pack::BarBox | Pack::ClearBox => open_box(food, pen, colour),
        _ => return round(food, pen, colour),
    }
    true
}

/// Boxes that show what is in them.
fn open_box(food: &Food, pen: &mut Pen, colour: Colour) {
    match food.pack {
        Pack::BiscuitBox => {
            pen.slab(colour, [12.0, 44.0, 130.0, 84.0, 3.0]);
            pen.block(Colour::rgb(PAPER), [78.0, 54.0, 56.0, 64.0, 4.0]);
            for (x, y) in [(94.0, 72.0), (118.0, 72.0), (94.0, 100.0), (118.0, 100.0)] {
                food.emblem(pen, (x, y), 0.62);
            }
            pen.shape(Colour::rgb(0x00f3_c63e), "M12 44H56L12 78Z");
            strip(food, pen, [22.0, 98.0, 48.0]);
        }
        Pack::BarBox => {
            pen.shape(colour.shade(), "M14 58L30 28H146L130 58Z");
            for x in [26.0, 52.0, 78.0, 104.0] {
                pen.slab(colour.tint(), [x, 22.0, 22.0, 44.0, 2.0]);
                pen.line(colour.line(), 1.4, format_args!("M{x:.0} 29h22"));
            }
            pen.shape(colour, "M14 58H130V142H14Z");
            pen.shape(colour.shade(), "M130 58L146 44V128L130 142Z");
            badge(food, pen, (72.0, 88.0), 26.0);
            strip(food, pen, [46.0, 120.0, 52.0]);
        }
        _ => {
            pen.slab(Colour::rgb(0x00e9_f0f4), [12.0, 28.0, 136.0, 104.0, 4.0]);
            for row in 0..4 {
                for column in 0..4 {
                    let (x, y) = (30.0 + 33.0 * f64::from(column), 44.0 + 23.0 * f64::from(row));
                    pen.oval(Colour::rgb(GOLD), [x, y, 10.0, 9.5]);
                    pen.dot(Colour::rgb(0x00f6_e3ae), x - 3.0, y - 3.0, 3.0);
                }
            }
            pen.shape(Colour::rgb(0x008a_4a2c), "M12 70H148V88H12Z");
            pen.size(Colour::rgb(PAPER), (96.0, 84.0), 13.0, &food.size);
            food.emblem(pen, (62.0, 79.0), 0.42);
        }
    }
}

/// What comes in several equal pieces.
fn several(food: &Food, pen: &mut Pen, colour: Colour) {
    match food.pack {
        Pack::ThreeBoxes => {
            for (x, y) in [(56.0, 14.0), (34.0, 30.0), (12.0, 46.0)] {
                pen.slab(colour, [x, y, 88.0, 96.0, 2.0]);
            }
            badge(food, pen, (56.0, 88.0), 26.0);
            strip(food, pen, [30.0, 120.0, 52.0]);
        }
        Pack::Bars => {
            let foil = Colour::rgb(STEEL);
            for place in 0..food.count(3) {
                let x = 14.0 + 26.0 * place as f64;
                let y = 28.0 - 8.0 * place as f64;
                pen.slab(foil, [x, y, 76.0, 112.0, 2.0]);
                pen.slab(colour, [x, y + 14.0, 76.0, 98.0, 2.0]);
            }
            badge(food, pen, (104.0, 68.0), 26.0);
            strip(food, pen, [80.0, 102.0, 48.0]);
        }
        Pack::SeaweedPacks => {
            for (x, y) in [(52.0, 12.0), (30.0, 36.0), (8.0, 60.0)] {
                pen.shape(colour, format_args!("M{x:.0} {y:.0}h96l6 6v64q-3 6 -6 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-4 6 -8 0q-2 4 -6 0v-64z"));
            }
            badge(food, pen, (40.0, 96.0), 24.0);
            strip(food, pen, [66.0, 90.0, 40.0]);
        }
        _ => {
            for place in 0..food.count(6) {
                let (column, row) = ((place % 2) as f64, (place / 2) as f64);
                let (x, y) = (12.0 + 70.0 * column, 14.0 + 44.0 * row);
                pen.slab(Colour::rgb(STEEL), [x, y, 64.0, 38.0, 8.0]);
                pen.slab(colour, [x, y, 50.0, 38.0, 8.0]);
                food.emblem(pen, (x + 24.0, y + 19.0), 0.75);
            }
            strip(food, pen, [102.0, 130.0, 40.0]);
        }
    }
}

fn bricks(food: &Food, pen: &mut Pen, colour: Colour) {
    let count = food.count(4);
    let columns = count.div_ceil(2);
    for row in 0..2 {
        for column in 0..columns {
            if row * columns + column >= count {
                continue;
            }
            let step = if columns > 2 { 42.0 } else { 56.0 };
            let x = 10.0 + step * column as f64 + 14.0 * (1 - row) as f64;
            let y = 8.0 + 26.0 * row as f64;
            pen.shape(colour.shade(), format_args!("M{:.0} {:.0}l10 -8v98l-10 8z", x + 40.0, y + 18.0));
            pen.shape(Colour::rgb(PAPER), format_args!("M{x:.0} {:.0}l10 -8h40l-10 8z", y + 18.0));
            pen.slab(colour, [x, y + 18.0, 40.0, 98.0, 0.0]);
            pen.slab(Colour::rgb(PAPER), [x + 18.0, y + 6.0, 13.0, 9.0, 2.0]);
            pen.dot(Colour::rgb(PAPER), x + 20.0, y + 58.0, 18.0);
            if row == 1 {
                food.emblem(pen, (x + 20.0, y + 58.0), 0.72);
            }
        }
    }
    strip(food, pen, [11.0, 122.0, 38.0]);
}

/// Round tins, boxes, cups and cans.
fn round(food: &Food, pen: &mut Pen, colour: Colour) -> bool {
    let steel = Colour::rgb(STEEL);
    match food.pack {
        Pack::RoundBox => {
            pen.oval(colour.shade(), [72.0, 102.0, 62.0, 42.0]);
            pen.oval(colour, [72.0, 92.0, 62.0, 42.0]);
            badge(food, pen, (72.0, 82.0), 24.0);
            strip(food, pen, [48.0, 110.0, 48.0]);
            let foil = Colour::rgb(0x00e3_d9b6);
            pen.shape(foil, "M92 44L120 14L146 46Q118 58 92 44Z");
            pen.shape(foil.shade(), "M92 44Q118 58 146 46V54Q118 66 92 52Z");
            pen.line(Colour::rgb(0x00d9_534a), 3.0, "M108 28Q120 34 132 28");
        }
        Pack::TruffleTin => {
            pen.shape(colour, "M14 66H146V118Q146 128 136 128H24Q14 128 14 118Z");
            pen.shape(colour.tint().shade(), "M10 50Q10 42 18 42H142Q150 42 150 50V68H10Z");
            pen.line(Colour::rgb(GOLD), 2.4, "M14 60H146");
            badge(food, pen, (54.0, 96.0), 22.0);
            strip(food, pen, [84.0, 88.0, 48.0]);
        }
        Pack::CookieTin => {
            pen.oval(colour.shade(), [80.0, 58.0, 66.0, 36.0]);
            pen.shape(colour, "M14 86V112Q14 146 80 146Q146 146 146 112V86Z");
            pen.oval(Colour::rgb(GOLD), [80.0, 86.0, 66.0, 34.0]);
            pen.oval(Colour::rgb(PAPER), [80.0, 86.0, 59.0, 29.0]);
            for (x, y) in [(46.0, 86.0), (80.0, 74.0), (114.0, 86.0), (80.0, 98.0)] {
                food.emblem(pen, (x, y), 0.82);
            }
            pen.size(Colour::rgb(PAPER), (80.0, 140.0), 14.0, &food.size);
        }
        Pack::FlatCans => {
            for (x, y) in [(24.0, 26.0), (76.0, 26.0), (24.0, 62.0), (76.0, 62.0), (24.0, 98.0), (76.0, 98.0)] {
                pen.shape(colour, format_args!("M{x:.0} {y:.0}v26q0 10 25 10t25 -10v-26z"));
                pen.oval(steel, [x + 25.0, y, 25.0, 9.0]);
                pen.line(steel.line(), 1.4, format_args!("M{:.0} {y:.0}h10", x + 20.0));
                food.emblem(pen, (x + 25.0, y + 21.0), 0.52);
            }
            pen.slab(Colour::rgb(PAPER), [52.0, 132.0, 46.0, 18.0, 2.0]);
            pen.size(Colour::rgb(super::INK), (75.0, 146.0), 13.0, &food.size);
        }
        Pack::SardineCans => {
            for place in 0..food.count(6) {
                let (column, row) = ((place % 2) as f64, (place / 2) as f64);
                let (x, y) = (10.0 + 70.0 * column, 14.0 + 42.0 * row);
                pen.slab(steel, [x, y + 4.0, 66.0, 36.0, 14.0]);
                pen.slab(colour, [x, y, 66.0, 34.0, 14.0]);
                pen.line(steel, 3.0, format_args!("M{:.0} {:.0}h7", x + 52.0, y + 17.0));
                food.emblem(pen, (x + 30.0, y + 17.0), 0.72);
            }
            strip(food, pen, [56.0, 132.0, 46.0]);
        }
        Pack::Cups => {
            for (x, y) in [(38.0, 12.0), (80.0, 12.0), (8.0, 56.0), (52.0, 56.0), (96.0, 56.0), (66.0, 12.0)]
                .into_iter()
                .take(food.count(6).saturating_sub(1))
            {
                pen.shape(colour, format_args!("M{x:.0} {:.0}h46l-6 72h-34z", y + 10.0));
                pen.slab(Colour::rgb(PAPER), [x - 3.0, y, 52.0, 11.0, 3.0]);
            }
            for x in [8.0, 52.0, 96.0] {
                pen.dot(Colour::rgb(PAPER), x + 23.0, 100.0, 15.0);
                food.emblem(pen, (x + 23.0, 100.0), 0.6);
            }
            strip(food, pen, [54.0, 134.0, 42.0]);
        }
        _ => return false,
    }
    true
}
