//! Bottles, tubes and jars.

use super::super::colour::Colour;
use super::super::pen::Pen;
use super::{Cosmetic, Vessel};

const WHITE: u32 = 0x00f8_f8f5;
const METAL: u32 = 0x00c9_ced4;
const INK: u32 = 0x003c_4149;

/// The middle line.
const MIDDLE: f64 = 80.0;

pub fn draw(cosmetic: &Cosmetic, pen: &mut Pen, colour: Colour) {
    let white = Colour::rgb(WHITE);
    match cosmetic.vessel {
        Vessel::Tube => tube(cosmetic, pen, colour, 60.0, white),
        Vessel::HandTube => {
            tube(cosmetic, pen, colour, 50.0, Colour::rgb(METAL));
            pen.line(Colour::rgb(METAL).line(), 1.4, "M58 20H102M58 24H102");
        }
        Vessel::EyeTube => {
            pen.shape(Colour::rgb(METAL), "M68 122H92L88 142Q80 150 72 142Z");
            pen.shape(colour, "M62 20H98L94 124H66Z");
            pen.line(colour.line(), 1.6, "M63 27H97");
            label(cosmetic, pen, colour, (80.0, 68.0), (80.0, 98.0), 0.5);
        }
        Vessel::NozzleTube => {
            pen.shape(white, "M76 14H84L88 40H72Z");
            pen.shape(Colour::rgb(METAL), "M58 48L70 38H90L102 48V132H58Z");
            pen.block(colour, [59.0, 66.0, 42.0, 54.0, 0.0]);
            pen.shape(Colour::rgb(METAL).shade(), "M56 132H104V146H56Z");
            pen.line(Colour::rgb(METAL).line(), 1.4, "M57 137H103M57 141H103");
            label(cosmetic, pen, colour, (80.0, 88.0), (80.0, 114.0), 0.62);
        }
        Vessel::Jar => {
            pen.shape(colour, "M36 74H124V124Q124 136 112 136H48Q36 136 36 124Z");
            pen.slab(white, [32.0, 50.0, 96.0, 26.0, 5.0]);
            pen.line(
                white.line(),
                1.4,
                "M40 54V72M50 54V72M60 54V72M70 54V72M80 54V72M90 54V72M100 54V72M110 54V72M120 54V72",
            );
            label(cosmetic, pen, colour, (80.0, 97.0), (80.0, 129.0), 0.75);
        }
        Vessel::GlassJar | Vessel::BrushJar => glass_jar(cosmetic, pen, colour),
        _ => other(cosmetic, pen, colour),
    }
}

/// What is neither tube nor jar; the rest are bottles with a neck.
fn other(cosmetic: &Cosmetic, pen: &mut Pen, colour: Colour) {
    let white = Colour::rgb(WHITE);
    match cosmetic.vessel {
        Vessel::PatchJar => {
            pen.shape(colour, "M48 78H132V128Q132 138 122 138H58Q48 138 48 128Z");
            pen.slab(white, [44.0, 60.0, 92.0, 20.0, 5.0]);
            label(cosmetic, pen, colour, (90.0, 100.0), (90.0, 132.0), 0.6);
            let gel = colour.shade();
            pen.shape(gel, "M18 34Q38 14 62 30Q66 40 58 42Q40 32 26 46Q16 46 18 34Z");
            pen.shape(gel, "M84 36Q106 14 128 30Q132 40 124 42Q106 30 92 46Q82 46 84 36Z");
        }
        Vessel::SheetMask => {
            pen.slab(colour, [16.0, 18.0, 74.0, 112.0, 3.0]);
            pen.line(colour.line(), 1.4, "M18 26H88M18 122H88");
            label(cosmetic, pen, colour, (53.0, 62.0), (53.0, 112.0), 1.0);
            pen.shape(white, "M112 42Q84 42 86 84Q88 128 114 138Q140 128 142 84Q144 42 112 42Z");
            for d in [
                "M94 76Q102 68 108 77Q101 82 94 76Z",
                "M119 77Q126 68 134 76Q127 82 119 77Z",
                "M104 112Q114 106 124 112Q114 120 104 112Z",
            ] {
                pen.shape(Colour::rgb(0x00cf_d6dd), d);
            }
            pen.line(white.line(), 1.6, "M114 84Q106 96 112 98H118");
        }
        Vessel::Ampoules => {
            for step in 0..5 {
                let x = 22.0 + 24.0 * f64::from(step);
                pen.shape(white, format_args!("M{:.0} 44v-18l4 -8h6l4 8v18z", x - 1.0));
                pen.shape(colour, format_args!("M{:.0} 44h20v62q0 8 -10 8t-10 -8z", x - 4.0));
            }
            pen.slab(colour.shade(), [16.0, 100.0, 122.0, 26.0, 3.0]);
            cosmetic.emblem(pen, (36.0, 113.0), 0.5);
            pen.size(Colour::rgb(INK), (92.0, 118.0), 14.0, &cosmetic.size);
        }
        Vessel::FlatBottle => {
            pen.slab(white, [62.0, 14.0, 36.0, 22.0, 4.0]);
            pen.shape(colour, "M52 36H108Q118 36 118 50V134Q118 146 106 146H54Q42 146 42 134V50Q42 36 52 36Z");
            label(cosmetic, pen, colour, (80.0, 82.0), (80.0, 126.0), 1.1);
        }
        Vessel::Aerosol => {
            pen.slab(white, [66.0, 8.0, 28.0, 26.0, 6.0]);
            pen.dot(Colour::rgb(INK), 88.0, 16.0, 2.0);
            pen.shape(Colour::rgb(METAL), "M58 46Q60 34 80 34Q100 34 102 46Z");
            pen.slab(colour, [56.0, 46.0, 48.0, 102.0, 4.0]);
            label(cosmetic, pen, colour, (80.0, 88.0), (80.0, 132.0), 0.9);
        }
        _ => bottle(cosmetic, pen, colour),
    }
}

/// A tube that stands on its cap, its end crimped.
fn tube(cosmetic: &Cosmetic, pen: &mut Pen, colour: Colour, width: f64, cap: Colour) {
    let (left, right) = (MIDDLE - width / 2.0, MIDDLE + width / 2.0);
    pen.slab(cap, [left + 8.0, 124.0, width - 16.0, 22.0, 3.0]);
    pen.shape(
        colour,
        format_args!(
            "M{:.0} 14H{:.0}L{right:.0} 112Q{right:.0} 124 {:.0} 124H{:.0}Q{left:.0} 124 {left:.0} 112Z",
            left - 2.0,
            right + 2.0,
            right - 6.0,
            left + 6.0
        ),
    );
    pen.line(colour.line(), 1.6, format_args!("M{left:.0} 22H{right:.0}"));
    label(cosmetic, pen, colour, (MIDDLE, 62.0), (MIDDLE, 106.0), width / 64.0);
}

fn glass_jar(cosmetic: &Cosmetic, pen: &mut Pen, colour: Colour) {
    let brush = cosmetic.vessel == Vessel::BrushJar;
    let shift = if brush { -14.0 } else { 0.0 };
    pen.moved(&format!("translate({shift:.0} 0)"), |pen| {
        let glass = colour.tint().tint();
        pen.shape(glass, "M32 74H128V122Q128 140 110 140H50Q32 140 32 122Z");
        pen.shape(colour, "M42 74H118V112Q118 124 106 124H54Q42 124 42 112Z");
        pen.slab(Colour::rgb(0x00d8_c6a0), [34.0, 46.0, 92.0, 30.0, 4.0]);
        pen.line(Colour::rgb(WHITE), 2.4, "M42 52V70");
        label(cosmetic, pen, colour, (80.0, 96.0), (80.0, 120.0), 0.66);
    });
    if brush {
        pen.shape(Colour::rgb(0x00f0_e4d2), "M130 64H138V128Q138 134 134 134Q130 134 130 128Z");
        pen.shape(Colour::rgb(0x00e2_8f8a), "M124 64Q122 32 140 22Q150 36 144 64Z");
    }
}

fn bottle(cosmetic: &Cosmetic, pen: &mut Pen, colour: Colour) {
    let white = Colour::rgb(WHITE);
    match cosmetic.vessel {
        Vessel::TwoLayers => {
            pen.slab(white, [64.0, 14.0, 32.0, 24.0, 3.0]);
            pen.shape(Colour::rgb(0x00f3_b9c8), "M54 50Q54 40 64 40H96Q106 40 106 50V92H54Z");
            pen.shape(colour, "M54 92H106V134Q106 146 94 146H66Q54 146 54 134Z");
            label(cosmetic, pen, colour, (80.0, 70.0), (80.0, 124.0), 0.7);
        }
        Vessel::FoamPump => {
            pen.shape(white, "M60 18H98Q104 18 104 26H86V40H74V30H60Z");
            pen.slab(white, [58.0, 38.0, 44.0, 18.0, 4.0]);
            pen.shape(colour, "M50 66Q50 56 60 56H100Q110 56 110 66V136Q110 146 100 146H60Q50 146 50 136Z");
            label(cosmetic, pen, colour, (80.0, 92.0), (80.0, 132.0), 0.95);
            for (x, y, r) in [(46.0, 24.0, 6.0), (36.0, 32.0, 8.0), (28.0, 22.0, 5.0)] {
                pen.oval(Colour::rgb(0x00e8_f3fb), [x, y, r, r]);
            }
        }
        Vessel::LockPump | Vessel::LotionPump | Vessel::BodyPump | Vessel::Shower => pump_bottle(cosmetic, pen, colour),
        Vessel::Mist => {
            pen.shape(white, "M66 30Q66 16 80 16H94V30Z");
            pen.line(colour.line(), 1.6, "M100 18l12 -5M100 23h13M100 28l12 5");
            pen.slab(white, [64.0, 30.0, 32.0, 18.0, 2.0]);
            pen.shape(colour, "M58 60Q58 48 70 48H90Q102 48 102 60V136Q102 146 92 146H68Q58 146 58 136Z");
            label(cosmetic, pen, colour, (80.0, 88.0), (80.0, 130.0), 0.85);
        }
        Vessel::FlipTop => {
            pen.shape(white, "M64 40V24Q64 18 72 18H96V40Z");
            pen.line(white.line(), 1.6, "M64 30H96");
            pen.shape(colour, "M54 54Q54 40 68 40H92Q106 40 106 54V138Q106 146 98 146H62Q54 146 54 138Z");
            label(cosmetic, pen, colour, (80.0, 84.0), (80.0, 130.0), 0.95);
        }
        Vessel::Dropper => {
            pen.shape(Colour::rgb(0x003f_434b), "M72 34V18Q72 8 80 8Q88 8 88 18V34Z");
            pen.slab(Colour::rgb(0x00d8_c6a0), [66.0, 34.0, 28.0, 20.0, 2.0]);
            pen.shape(colour.tint(), "M52 74Q52 56 70 54H90Q108 56 108 74V136Q108 146 98 146H62Q52 146 52 136Z");
            pen.block(colour, [54.0, 82.0, 52.0, 62.0, 8.0]);
            pen.line(Colour::rgb(WHITE), 3.0, "M80 56V122");
            label(cosmetic, pen, colour, (80.0, 104.0), (80.0, 138.0), 0.8);
        }
        Vessel::DripTip => {
            pen.shape(white, "M76 10H84L92 48H68Z");
            pen.slab(white, [62.0, 46.0, 36.0, 14.0, 2.0]);
            pen.shape(colour, "M56 72Q56 60 66 60H94Q104 60 104 72V136Q104 146 94 146H66Q56 146 56 136Z");
            label(cosmetic, pen, colour, (80.0, 94.0), (80.0, 134.0), 0.85);
        }
        Vessel::Airless => {
            pen.slab(white.shade(), [70.0, 18.0, 20.0, 16.0, 4.0]);
            pen.shape(Colour::rgb(0x00e6_edf3), "M58 14Q58 8 64 8H96Q102 8 102 14V48H58Z");
            pen.slab(white, [70.0, 22.0, 20.0, 26.0, 3.0]);
            pen.slab(colour, [56.0, 48.0, 48.0, 98.0, 5.0]);
            pen.block(Colour::rgb(METAL), [57.0, 48.0, 46.0, 8.0, 0.0]);
            label(cosmetic, pen, colour, (80.0, 86.0), (80.0, 130.0), 0.9);
        }
        _ => {
            // A cylinder of glass with a thick bottom and a screw cap.
            pen.slab(Colour::rgb(0x00d8_c6a0), [62.0, 12.0, 36.0, 28.0, 2.0]);
            pen.shape(colour.tint(), "M54 48Q54 40 62 40H98Q106 40 106 48V142Q106 148 100 148H60Q54 148 54 142Z");
            pen.block(colour, [56.0, 52.0, 48.0, 82.0, 4.0]);
            label(cosmetic, pen, colour, (80.0, 84.0), (80.0, 126.0), 0.95);
        }
    }
}

fn pump_bottle(cosmetic: &Cosmetic, pen: &mut Pen, colour: Colour) {
    let white = Colour::rgb(WHITE);
    let (outline, label_at, size_at): (&str, _, _) = match cosmetic.vessel {
        Vessel::LockPump => ("M50 62Q50 50 64 50H96Q110 50 110 62V146H50Z", (80.0, 90.0), (80.0, 132.0)),
        Vessel::Shower => {
            ("M40 64Q40 48 58 48H102Q120 48 120 64V136Q120 146 110 146H50Q40 146 40 136Z", (80.0, 90.0), (80.0, 132.0))
        }
        Vessel::BodyPump => (
            "M50 60Q56 48 68 48H92Q104 48 110 60L114 138Q114 146 106 146H54Q46 146 46 138Z",
            (80.0, 90.0),
            (80.0, 132.0),
        ),
        _ => ("M56 56Q56 48 64 48H96Q104 48 104 56V138Q104 146 96 146H64Q56 146 56 138Z", (80.0, 88.0), (80.0, 130.0)),
    };
    pen.line(white.line(), 4.0, "M80 20V36");
    pen.shape(white, "M50 16Q52 10 62 10H92Q96 10 96 16V22H62Q54 22 50 16Z");
    pen.slab(white, [66.0, 34.0, 28.0, 14.0, 2.0]);
    if cosmetic.vessel == Vessel::LockPump {
        pen.shape(Colour::rgb(0x00d9_534a), "M94 22h10v10h-10z");
        pen.line(Colour::rgb(0x00d9_534a), 2.4, "M96 22v-4q3 -5 6 0v4");
    }
    pen.shape(colour, outline);
    label(cosmetic, pen, colour, label_at, size_at, 1.0);
}

/// The emblem, and the size where a pack has it.
fn label(cosmetic: &Cosmetic, pen: &mut Pen, ground: Colour, emblem: (f64, f64), size: (f64, f64), scale: f64) {
    let radius = 24.0 * scale;
    pen.dot(Colour::rgb(WHITE), emblem.0, emblem.1, radius);
    cosmetic.emblem(pen, emblem, scale * 0.82);
    pen.size(ground.print(), size, 12.0, &cosmetic.size);
}
