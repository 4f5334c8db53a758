//! Poles, lamps, gloves and hats.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::Pen;
use super::Gear;

const STEEL: u32 = 0x00c6_cad0;
const BLACK: u32 = 0x0033_363b;
const CORK: u32 = 0x00d0_a671;
const LIGHT: u32 = 0x00fb_e9a6;

pub fn draw(gear: Gear, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let (steel, black, seam) = (Colour::rgb(STEEL), Colour::rgb(BLACK), colour.line());
    match gear {
        Gear::FoldingPoles => {
            let accent = palette.second(steel);
            pen.moved("rotate(12 60 80)", |pen| {
                pen.slab(black, [54.0, 8.0, 12.0, 32.0, 4.0]);
                pen.slab(colour, [57.0, 40.0, 6.0, 96.0, 1.0]);
                pen.block(accent, [57.0, 66.0, 6.0, 8.0, 0.0]);
                pen.block(accent, [57.0, 100.0, 6.0, 8.0, 0.0]);
                pen.shape(black, "M50 130H70L63 136V148H57V136Z");
            });
            // Its twin, folded in three.
            pen.slab(black, [92.0, 50.0, 12.0, 30.0, 4.0]);
            pen.slab(colour, [95.0, 80.0, 6.0, 56.0, 1.0]);
            pen.slab(colour, [107.0, 70.0, 6.0, 66.0, 1.0]);
            pen.slab(colour, [119.0, 70.0, 6.0, 66.0, 1.0]);
            pen.block(accent, [107.0, 96.0, 6.0, 8.0, 0.0]);
            pen.line(accent.line(), 2.4, "M98 136Q104 146 110 136M110 70Q116 60 122 70");
            pen.line(black, 3.0, "M90 108H128");
        }
        Gear::TelescopicPole => pen.moved("rotate(24 80 80)", |pen| {
            pen.line(steel.edge(), 3.0, "M80 12Q100 20 92 46");
            pen.slab(Colour::rgb(CORK), [72.0, 6.0, 16.0, 36.0, 5.0]);
            pen.slab(colour, [75.0, 42.0, 10.0, 40.0, 1.0]);
            pen.slab(steel, [76.5, 82.0, 7.0, 34.0, 1.0]);
            pen.slab(colour.shade(), [78.0, 116.0, 4.0, 30.0, 1.0]);
            pen.slab(black, [73.0, 76.0, 20.0, 9.0, 2.0]);
            pen.slab(black, [74.0, 112.0, 18.0, 8.0, 2.0]);
            pen.oval(black, [80.0, 140.0, 13.0, 3.5]);
        }),
        Gear::HeadLamp => {
            let accent = palette.second(colour.tint());
            pen.line(black.edge(), 15.0, "M22 76Q24 28 80 26Q136 28 138 76");
            pen.line(black, 11.0, "M22 76Q24 28 80 26Q136 28 138 76");
            pen.line(accent, 3.0, "M22 76Q24 28 80 26Q136 28 138 76");
            pen.line(black.edge(), 15.0, "M22 76Q24 108 52 110M138 76Q136 108 108 110");
            pen.line(black, 11.0, "M22 76Q24 108 52 110M138 76Q136 108 108 110");
            pen.slab(colour, [46.0, 84.0, 68.0, 50.0, 12.0]);
            pen.oval(Colour::rgb(LIGHT), [80.0, 109.0, 18.0, 18.0]);
            pen.oval(Colour::rgb(0x00ff_ffff), [80.0, 109.0, 8.0, 8.0]);
            pen.dot(Colour::rgb(0x00d9_3a3a), 106.0, 96.0, 3.0);
            pen.line(accent, 3.0, "M52 96V124");
        }
        Gear::Lantern => {
            pen.line(steel.line(), 5.0, "M46 50Q46 8 80 8Q114 8 114 50");
            pen.line(steel, 2.6, "M46 50Q46 8 80 8Q114 8 114 50");
            pen.shape(colour, "M48 38H112L118 54H42Z");
            pen.slab(Colour::rgb(LIGHT), [48.0, 54.0, 64.0, 54.0, 3.0]);
            pen.line(colour, 4.0, "M58 56V106M80 56V106M102 56V106");
            pen.shape(colour, "M42 108H118L122 140Q122 146 114 146H46Q38 146 38 140Z");
            pen.dot(seam, 80.0, 126.0, 5.0);
        }
        _ => clothes(gear, pen, palette),
    }
}

fn clothes(gear: Gear, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let (black, seam) = (Colour::rgb(BLACK), colour.line());
    match gear {
        Gear::Gloves => {
            for (shift, mirror) in [("translate(0 0)", false), ("matrix(-1 0 0 1 160 0)", true)] {
                pen.moved(shift, |pen| {
                    pen.shape(colour, "M20 106L18 58Q18 46 26 46Q32 46 33 56L34 32Q36 22 43 24Q49 26 49 34L52 26Q58 20 63 27L62 40Q68 36 71 42L70 64Q78 66 77 76Q76 92 66 106Z");
                    pen.line(seam, 1.6, "M33 56L35 78M49 38L50 76M62 40L61 76M24 90H66");
                    pen.shape(palette.second(colour.shade()), "M18 106H68L72 142Q44 150 16 142Z");
                    pen.line(seam, 2.0, "M18 118H69");
                    if mirror {
                        pen.line(black.line(), 2.4, "M20 128Q2 132 10 148");
                    }
                });
            }
        }
        Gear::BucketHat => {
            pen.line(colour.edge(), 2.0, "M40 96Q46 142 82 146Q116 142 120 96");
            pen.shape(colour, "M46 92Q48 36 80 34Q112 36 114 92Z");
            pen.line(seam, 1.6, "M80 35V90M58 46Q56 66 56 90M102 46Q104 66 104 90");
            pen.shape(colour.shade(), "M46 80Q80 92 114 80Q124 98 152 108Q118 126 80 124Q42 126 8 108Q36 98 46 80Z");
            pen.line(seam, 1.4, "M26 108Q80 120 134 108");
            pen.slab(black, [77.0, 138.0, 10.0, 9.0, 2.0]);
        }
        _ => {
            pen.shape(colour, "M38 96Q36 26 80 24Q124 26 122 96L126 130Q112 136 102 116Q80 104 58 116Q48 136 34 130Z");
            pen.shape(colour.shade(), "M36 92Q80 74 124 92L126 108Q80 90 34 108Z");
            for (x, y) in
                [(62.0, 50.0), (80.0, 44.0), (98.0, 50.0), (70.0, 64.0), (90.0, 64.0), (54.0, 68.0), (106.0, 68.0)]
            {
                pen.line(colour.shade(), 2.6, format_args!("M{x:.0} {y:.0}h5"));
            }
        }
    }
}
