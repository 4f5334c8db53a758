//! Bags, pouches and film.

use super::super::colour::Colour;
use super::super::pen::Pen;
use super::{Food, Pack, badge, strip};

const FOIL: u32 = 0x00d3_d7db;
const PAPER: u32 = 0x00fb_f8ef;

/// Draws bags; `false` where it is none.
pub fn draw(food: &Food, pen: &mut Pen, colour: Colour) -> bool {
    let foil = Colour::rgb(FOIL);
    match food.pack {
        Pack::FoilBag | Pack::ValveBag => {
            pen.shape(colour, "M40 14H120L126 30V138Q126 148 116 148H44Q34 148 34 138V30Z");
            pen.shape(colour.shade(), "M40 14H120L124 24H36Z");
            pen.patch(colour.shade(), "M35 30L48 44V134L35 146ZM125 30L112 44V134L125 146Z");
            if food.pack == Pack::ValveBag {
                pen.oval(foil, [80.0, 38.0, 7.0, 7.0]);
                pen.dot(foil.line(), 80.0, 38.0, 2.0);
            }
            badge(food, pen, (80.0, 80.0), 28.0);
            strip(food, pen, [52.0, 118.0, 56.0]);
        }
        Pack::Pouch | Pack::ClearPouch => pouch(food, pen, colour),
        Pack::SmallBags => {
            for place in 0..food.count(4) {
                let x = 10.0 + 16.0 * place as f64;
                let y = 20.0 + 6.0 * place as f64;
                pen.slab(colour, [x, y, 76.0, 94.0, 3.0]);
                pen.line(colour.line(), 1.6, format_args!("M{x:.0} {:.0}h76M{x:.0} {:.0}h76", y + 7.0, y + 87.0));
            }
            badge(food, pen, (112.0, 86.0), 24.0);
            strip(food, pen, [86.0, 116.0, 52.0]);
        }
        Pack::PaperBag => {
            pen.shape(colour, "M42 30H118V148H42Z");
            pen.patch(colour.shade(), "M42 30L54 42V148H42ZM118 30L106 42V148H118Z");
            pen.shape(colour.shade(), "M42 14H118V32H42Z");
            pen.line(Colour::rgb(0x0046_7a4a), 5.0, "M34 26H126M34 26V34M126 26V34");
            badge(food, pen, (80.0, 80.0), 26.0);
            strip(food, pen, [54.0, 118.0, 52.0]);
        }
        Pack::CrackerBag => {
            for (x, y) in [(56.0, 10.0), (10.0, 26.0)] {
                pillow(pen, colour, [x, y, 92.0, 104.0]);
            }
            badge(food, pen, (56.0, 74.0), 26.0);
            strip(food, pen, [32.0, 106.0, 48.0]);
        }
        _ => return film(food, pen, colour),
    }
    true
}

/// What is wrapped in film; `false` where it is none.
fn film(food: &Food, pen: &mut Pen, colour: Colour) -> bool {
    match food.pack {
        Pack::BiscuitPacks => {
            for place in 0..food.count(4) {
                let y = 20.0 + 30.0 * place as f64;
                pen.shape(
                    colour,
                    format_args!(
                        "M22 {y:.0}H138L146 {0:.0}V{1:.0}L138 {2:.0}H22L14 {1:.0}V{0:.0}Z",
                        y + 4.0,
                        y + 22.0,
                        y + 26.0
                    ),
                );
                pen.line(colour.line(), 1.6, format_args!("M24 {y:.0}v26M136 {y:.0}v26"));
                food.emblem(pen, (46.0, y + 13.0), 0.5);
            }
            strip(food, pen, [74.0, 24.0, 52.0]);
        }
        Pack::PastaBags => {
            let pasta = Colour::rgb(0x00ec_cb6c);
            for place in (0..food.count(4)).rev() {
                let x = 16.0 + 22.0 * place as f64;
                let y = 12.0 + 5.0 * (3 - place.min(3)) as f64;
                pen.slab(pasta, [x, y, 56.0, 122.0, 4.0]);
                pen.line(
                    pasta.line(),
                    1.2,
                    format_args!("M{:.0} {y:.0}v122m10 0v-122m10 0v122m10 0v-122m10 0v122", x + 8.0),
                );
                pen.block(colour, [x + 1.0, y + 30.0, 54.0, 62.0, 0.0]);
            }
            badge(food, pen, (44.0, 82.0), 20.0);
            strip(food, pen, [24.0, 103.0, 40.0]);
        }
        Pack::NoodleBags => {
            for place in 0..food.count(5) {
                let shift = place as f64;
                pillow(pen, colour, [12.0 + 10.0 * shift, 10.0 + 9.0 * shift, 96.0, 94.0]);
            }
            badge(food, pen, (100.0, 86.0), 27.0);
            strip(food, pen, [78.0, 117.0, 44.0]);
        }
        Pack::StickBag => {
            pen.shape(colour, "M16 14H96L102 28V140Q102 148 94 148H18Q10 148 10 140V28Z");
            pen.shape(colour.shade(), "M16 14H96L100 24H12Z");
            badge(food, pen, (56.0, 72.0), 28.0);
            strip(food, pen, [30.0, 112.0, 52.0]);
            for x in [108.0, 122.0, 136.0] {
                pen.slab(colour.tint(), [x, 44.0, 12.0, 104.0, 2.0]);
                pen.line(colour.line(), 1.4, format_args!("M{x:.0} 52h12M{x:.0} 140h12"));
            }
        }
        Pack::VacuumBlock => {
            pen.shape(Colour::rgb(0x00e4_ebf0), "M8 40L18 32H142L152 40V124L142 132H18L8 124Z");
            pen.shape(colour, "M20 48L32 38H138L140 118L128 126H22Z");
            pen.patch(colour.shade(), "M128 126L126 48L138 38L140 118Z");
            pen.line(colour.line(), 1.6, "M20 48H126V126");
            badge(food, pen, (72.0, 80.0), 24.0);
            strip(food, pen, [48.0, 106.0, 48.0]);
        }
        _ => return false,
    }
    true
}

fn pouch(food: &Food, pen: &mut Pen, colour: Colour) {
    pen.shape(colour, "M36 14H124Q122 70 128 140Q110 148 80 148Q50 148 32 140Q38 70 36 14Z");
    pen.line(colour.line(), 3.0, "M37 32H123");
    pen.line(colour.tint(), 1.4, "M37 32H123");
    pen.line(colour.line(), 1.6, "M34 132Q80 118 126 132");
    if food.pack == Pack::ClearPouch {
        pen.shape(Colour::rgb(0x00e6_d8b4), "M50 94Q80 86 110 94L112 124Q80 114 48 124Z");
        food.emblem(pen, (64.0, 106.0), 0.4);
        food.emblem(pen, (80.0, 102.0), 0.4);
        food.emblem(pen, (96.0, 106.0), 0.4);
        badge(food, pen, (80.0, 58.0), 22.0);
        pen.size(Colour::rgb(0x00ff_ffff), (80.0, 143.0), 12.0, &food.size);
    } else {
        badge(food, pen, (80.0, 72.0), 28.0);
        strip(food, pen, [54.0, 106.0, 52.0]);
    }
}

/// A pillow bag with crimped ends.
fn pillow(pen: &mut Pen, colour: Colour, [x, y, width, height]: [f64; 4]) {
    let (right, low) = (x + width, y + height);
    pen.shape(
        colour,
        format_args!(
            "M{x:.0} {y:.0}H{right:.0}Q{0:.0} {1:.0} {right:.0} {low:.0}H{x:.0}Q{2:.0} {1:.0} {x:.0} {y:.0}Z",
            right + 6.0,
            y + height / 2.0,
            x - 6.0
        ),
    );
    pen.line(
        Colour::rgb(PAPER),
        1.6,
        format_args!(
            "M{:.0} {:.0}H{:.0}M{:.0} {:.0}H{:.0}",
            x + 3.0,
            y + 6.0,
            right - 3.0,
            x + 3.0,
            low - 6.0,
            right - 3.0
        ),
    );
}
