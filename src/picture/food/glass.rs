//! Jars and bottles.

use super::super::colour::Colour;
use super::super::pen::Pen;
use super::{Food, Pack, badge, strip};

const CLEAR: u32 = 0x00e3_edf2;
const PAPER: u32 = 0x00fb_f8ef;
const GOLD: u32 = 0x00d9_b04e;
const GREEN: u32 = 0x003f_7a4c;

pub fn draw(food: &Food, pen: &mut Pen, colour: Colour) {
    let clear = Colour::rgb(CLEAR);
    match food.pack {
        Pack::Shaker => {
            pen.slab(Colour::rgb(0x00d9_463c), [48.0, 12.0, 64.0, 26.0, 5.0]);
            for x in [62.0, 74.0, 86.0, 98.0] {
                pen.dot(Colour::rgb(PAPER), x, 19.0, 2.6);
            }
            pen.slab(Colour::rgb(0x00f0_dc9a), [46.0, 38.0, 68.0, 110.0, 6.0]);
            pen.block(colour, [47.0, 56.0, 66.0, 78.0, 0.0]);
            badge(food, pen, (80.0, 84.0), 24.0);
            strip(food, pen, [56.0, 112.0, 48.0]);
        }
        Pack::Tub => {
            pen.shape(clear, "M30 44H130V134Q130 148 114 148H46Q30 148 30 134Z");
            for (x, y) in [(48.0, 62.0), (80.0, 60.0), (112.0, 62.0), (46.0, 132.0), (80.0, 134.0), (114.0, 132.0)] {
                food.emblem(pen, (x, y), 0.72);
            }
            pen.slab(Colour::rgb(0x00b0_4a34), [26.0, 18.0, 108.0, 26.0, 5.0]);
            pen.line(Colour::rgb(0x00b0_4a34).line(), 1.6, "M40 22V40M56 22V40M72 22V40M88 22V40M104 22V40M120 22V40");
            pen.slab(colour, [31.0, 78.0, 98.0, 40.0, 0.0]);
            food.emblem(pen, (56.0, 98.0), 0.9);
            strip(food, pen, [78.0, 89.0, 44.0]);
        }
        Pack::HoneyTub => {
            pen.shape(colour, "M40 46H120Q126 46 126 56V132Q126 146 112 146H48Q34 146 34 132V56Q34 46 40 46Z");
            pen.slab(Colour::rgb(0x00f6_d35e), [36.0, 20.0, 88.0, 26.0, 6.0]);
            pen.line(colour.tint(), 4.0, "M42 58V132");
            badge(food, pen, (82.0, 86.0), 27.0);
            strip(food, pen, [56.0, 118.0, 52.0]);
        }
        Pack::BigJar => {
            pen.slab(Colour::rgb(GREEN), [44.0, 14.0, 72.0, 24.0, 4.0]);
            pen.shape(clear, "M46 38H114Q130 46 130 62V132Q130 146 116 146H44Q30 146 30 132V62Q30 46 46 38Z");
            pen.shape(colour, "M36 60Q80 52 124 60V130Q124 141 114 141H46Q36 141 36 130Z");
            pen.line(colour.line(), 3.0, "M44 70q8 6 14 0M100 72q10 6 16 -2M46 128q10 4 16 -2");
            badge(food, pen, (80.0, 92.0), 25.0);
            strip(food, pen, [54.0, 120.0, 52.0]);
        }
        Pack::SmallJar => {
            pen.slab(colour.shade(), [48.0, 26.0, 64.0, 20.0, 4.0]);
            pen.shape(clear, "M50 46H110Q120 52 120 64V130Q120 144 108 144H52Q40 144 40 130V64Q40 52 50 46Z");
            pen.shape(colour, "M45 62H115V128Q115 139 106 139H54Q45 139 45 128Z");
            badge(food, pen, (80.0, 90.0), 24.0);
            strip(food, pen, [56.0, 117.0, 48.0]);
        }
        Pack::SquatJar => {
            pen.slab(Colour::rgb(0x00f3_c63e), [38.0, 40.0, 84.0, 22.0, 5.0]);
            pen.shape(colour, "M40 62H120Q136 70 136 92V120Q136 140 118 140H42Q24 140 24 120V92Q24 70 40 62Z");
            pen.slab(Colour::rgb(0x00f3_c63e), [25.0, 84.0, 110.0, 40.0, 0.0]);
            pen.dot(Colour::rgb(PAPER), 58.0, 104.0, 19.0);
            food.emblem(pen, (58.0, 104.0), 0.75);
            strip(food, pen, [84.0, 95.0, 44.0]);
        }
        Pack::CoffeeJar => {
            pen.slab(Colour::rgb(0x00c8_3f34), [46.0, 12.0, 68.0, 30.0, 4.0]);
            pen.shape(clear, "M48 42H112L126 60V134Q126 146 116 146H44Q34 146 34 134V60Z");
            pen.shape(colour, "M40 66H120V132Q120 140 112 140H48Q40 140 40 132Z");
            for (x, y) in [(52.0, 74.0), (106.0, 78.0), (50.0, 128.0), (110.0, 126.0), (62.0, 134.0), (96.0, 72.0)] {
                pen.dot(colour.line(), x, y, 2.6);
            }
            badge(food, pen, (80.0, 94.0), 24.0);
            strip(food, pen, [56.0, 120.0, 48.0]);
        }
        _ => bottle(food, pen, colour),
    }
}

fn bottle(food: &Food, pen: &mut Pen, colour: Colour) {
    match food.pack {
        Pack::OilBottle => {
            pen.slab(Colour::rgb(GOLD), [71.0, 6.0, 18.0, 18.0, 2.0]);
            pen.shape(colour, "M72 24H88V50Q106 58 106 78V140Q106 148 98 148H62Q54 148 54 140V78Q54 58 72 50Z");
            pen.glass(Colour::rgb(0x00ff_ffff), 0.4, "M60 80q0 -10 6 -16l3 2q-4 6 -4 14v50h-5z");
            pen.block(Colour::rgb(PAPER), [55.0, 82.0, 50.0, 54.0, 0.0]);
            badge(food, pen, (80.0, 101.0), 18.0);
            super::weight(food, pen, (80.0, 132.0));
        }
        Pack::BlackBottle => {
            pen.slab(Colour::rgb(0x008f_a94a), [70.0, 8.0, 20.0, 16.0, 2.0]);
            pen.shape(colour, "M72 24H88V44H112V148H48V44H72Z");
            pen.glass(Colour::rgb(0x00ff_ffff), 0.35, "M53 50h5v90h-5z");
            pen.block(Colour::rgb(0x00e9_efd2), [62.0, 66.0, 44.0, 66.0, 0.0]);
            food.emblem(pen, (84.0, 92.0), 0.8);
            super::weight(food, pen, (84.0, 126.0));
        }
        Pack::PlasticBottle => {
            pen.slab(Colour::rgb(GREEN), [66.0, 8.0, 28.0, 18.0, 3.0]);
            pen.shape(
                colour,
                "M68 26H92Q96 40 110 48Q118 54 118 68V138Q118 148 108 148H52Q42 148 42 138V68Q42 54 50 48Q64 40 68 26Z",
            );
            pen.line(colour.line(), 1.8, "M43 70Q80 78 117 70M43 140Q80 146 117 140M46 60Q80 68 114 60");
            badge(food, pen, (80.0, 100.0), 23.0);
            strip(food, pen, [62.0, 124.0, 36.0]);
        }
        Pack::VinegarBottle => {
            pen.slab(Colour::rgb(0x00b8_8f3c), [68.0, 8.0, 24.0, 22.0, 3.0]);
            pen.shape(colour, "M70 30H90V58Q116 60 118 82V136Q118 148 106 148H54Q42 148 42 136V82Q44 60 70 58Z");
            pen.glass(Colour::rgb(0x00ff_ffff), 0.35, "M48 86q0 -12 8 -18l3 3q-6 6 -6 15v44h-5z");
            pen.block(Colour::rgb(0x00ee_e2c6), [60.0, 82.0, 52.0, 54.0, 0.0]);
            food.emblem(pen, (86.0, 100.0), 0.78);
            super::weight(food, pen, (86.0, 132.0));
        }
        _ => {
            // A flask with a small ear at its neck.
            pen.slab(Colour::rgb(PAPER), [66.0, 10.0, 28.0, 18.0, 3.0]);
            pen.outline("M94 40Q112 36 112 50Q110 60 98 58");
            pen.line(colour, 4.0, "M94 40Q112 36 112 50Q110 60 98 58");
            pen.shape(colour, "M68 28H92V54Q116 64 116 92V134Q116 148 102 148H58Q44 148 44 134V92Q44 64 68 54Z");
            pen.glass(Colour::rgb(0x00ff_ffff), 0.4, "M50 94q0 -14 8 -22l3 3q-6 8 -6 19v36h-5z");
            badge(food, pen, (80.0, 96.0), 24.0);
            strip(food, pen, [58.0, 122.0, 44.0]);
        }
    }
}
