//! The drawing of trousers, seen from the front.

use super::super::colour::Colour;
use super::super::palette::Palette;
use super::super::pen::{Path, Pen};
use super::{Band, Cloth, Cut, Mark, Rise, Trousers};

/// Half the square: the middle line.
const MIDDLE: f64 = 80.0;
const TOP: f64 = 12.0;
/// Where a seam of [`FULL_CM`] ends.
const FLOOR: f64 = 147.0;
const FULL_CM: f64 = 108.0;
/// A hem above this is that of shorts.
const SHORT: f64 = 85.0;
const SHORTS_SCALE: f64 = 1.3;
/// Half the waist.
const WAIST: f64 = 25.0;

/// A leg's outline as distances from the middle: hip, knee outside and inside, hem outside and inside.
#[derive(Clone, Copy)]
struct Leg {
    hip: f64,
    knee: (f64, f64),
    hem: (f64, f64),
}

/// Where the parts of this pair lie.
pub struct Frame {
    leg: Leg,
    pub crotch: f64,
    pub hem: f64,
    knee: f64,
}

impl Frame {
    fn of(trousers: &Trousers) -> Self {
        let leg = match trousers.cut {
            Cut::Skinny => Leg { hip: 29.0, knee: (25.0, 6.0), hem: (21.0, 8.0) },
            Cut::Slim => Leg { hip: 30.0, knee: (28.0, 5.0), hem: (26.0, 8.0) },
            Cut::Straight => Leg { hip: 31.0, knee: (31.0, 4.0), hem: (32.0, 6.0) },
            Cut::Loose => Leg { hip: 35.0, knee: (38.0, 3.0), hem: (37.0, 6.0) },
            Cut::Wide => Leg { hip: 34.0, knee: (42.0, 2.0), hem: (49.0, 3.0) },
            Cut::Flare => Leg { hip: 29.0, knee: (26.0, 7.0), hem: (40.0, 3.0) },
            Cut::Taper => Leg { hip: 37.0, knee: (33.0, 4.0), hem: (24.0, 8.0) },
            Cut::Barrel => Leg { hip: 34.0, knee: (46.0, 5.0), hem: (29.0, 9.0) },
            Cut::Cuffed => Leg { hip: 35.0, knee: (35.0, 4.0), hem: (31.0, 7.0) },
        };
        let crotch = TOP
            + match trousers.rise {
                Rise::Middle => 36.0,
                Rise::High => 43.0,
                Rise::VeryHigh => 50.0,
            };
        let hem = (TOP + (FLOOR - TOP) * f64::from(trousers.length) / FULL_CM).clamp(crotch + 10.0, FLOOR);
        Self { leg, crotch, hem, knee: 88.0 }
    }

    /// Distances of the leg's outer and inner edge from the middle at a height.
    pub fn at(&self, y: f64) -> (f64, f64) {
        let mix = |from: f64, to: f64, part: f64| from + (to - from) * part.clamp(0.0, 1.0);
        if y < self.knee {
            let part = (y - self.crotch) / (self.knee - self.crotch);
            (mix(self.leg.hip, self.leg.knee.0, part), mix(1.0, self.leg.knee.1, part))
        } else {
            let part = (y - self.knee) / (FLOOR - self.knee);
            (mix(self.leg.knee.0, self.leg.hem.0, part), mix(self.leg.knee.1, self.leg.hem.1, part))
        }
    }

    /// The left half of the picture, waist to hem.
    fn half(&self, hem: f64) -> Path {
        let (outer, inner) = self.at(hem);
        let start = Path::at(MIDDLE, TOP).to(MIDDLE - WAIST, TOP);
        let hips = start.bend((MIDDLE - self.leg.hip, TOP + 14.0), (MIDDLE - self.leg.hip, self.crotch - 6.0));
        let down = if hem > self.knee + 8.0 {
            let (knee, inside) = self.at(self.knee);
            let along = (self.knee + hem) / 2.0;
            hips.sweep(
                (MIDDLE - self.leg.hip, self.crotch + 12.0),
                (MIDDLE - knee, self.knee - 14.0),
                (MIDDLE - knee, self.knee),
            )
            .bend((MIDDLE - (knee * 2.0 + outer) / 3.0, along), (MIDDLE - outer, hem))
            .to(MIDDLE - inner, hem)
            .bend((MIDDLE - inside, along), (MIDDLE - inside, self.knee))
        } else {
            hips.to(MIDDLE - outer, hem).to(MIDDLE - inner, hem)
        };
        down.to(MIDDLE, self.crotch).close()
    }

    /// A band across the leg between two heights.
    pub fn band(&self, from: f64, to: f64, wider: f64) -> Path {
        let ((top, top_in), (low, low_in)) = (self.at(from), self.at(to));
        Path::at(MIDDLE - top - wider, from)
            .to(MIDDLE - low - wider, to)
            .to(MIDDLE - low_in + wider, to)
            .to(MIDDLE - top_in + wider, from)
            .close()
    }
}

pub fn draw(trousers: &Trousers, pen: &mut Pen, palette: &Palette) {
    let frame = Frame::of(trousers);
    let colour = palette.main();
    if trousers.marks.contains(&Mark::Double) {
        pen.moved("translate(-8 6) scale(1.3)", |pen| one(trousers, &frame, pen, palette.second(colour.shade())));
        pen.moved("translate(-40 66) scale(1.3)", |pen| one(trousers, &frame, pen, colour));
        return;
    }
    if frame.hem < SHORT {
        // Shorts are drawn larger, and in the middle.
        let top = 80.0 - (frame.hem + TOP) / 2.0 * SHORTS_SCALE;
        let side = 80.0 - MIDDLE * SHORTS_SCALE;
        let how = format!("translate({side:.0} {top:.0}) scale({SHORTS_SCALE})");
        pen.moved(&how, |pen| one(trousers, &frame, pen, colour));
    } else {
        one(trousers, &frame, pen, colour);
    }
}

fn one(trousers: &Trousers, frame: &Frame, pen: &mut Pen, colour: Colour) {
    let seam = colour.line();
    if trousers.cloth == Cloth::Tights {
        pen.both(|pen| feet(frame, pen, colour));
    }
    pen.both(|pen| {
        pen.shape(colour, frame.half(frame.hem));
        cloth(trousers.cloth, frame, pen, colour);
        let (outer, inner) = frame.at(frame.hem - 4.0);
        if !matches!(trousers.cut, Cut::Cuffed) && trousers.cloth != Cloth::Tights {
            let y = frame.hem - 4.0;
            pen.line(seam, 1.0, Path::at(MIDDLE - outer + 1.0, y).to(MIDDLE - inner - 1.0, y));
        }
        if trousers.cut == Cut::Cuffed {
            let cuff = frame.band(frame.hem - 10.0, frame.hem, -3.0);
            pen.shape(colour.shade(), cuff);
        }
        for mark in &trousers.marks {
            super::detail::leg(*mark, frame, pen, colour);
        }
    });
    pen.line(seam, 1.4, Path::at(MIDDLE, TOP + 10.0).to(MIDDLE, frame.crotch));
    waist(trousers, pen, colour);
    for mark in &trousers.marks {
        super::detail::middle(*mark, frame, pen, colour);
    }
}

fn feet(frame: &Frame, pen: &mut Pen, colour: Colour) {
    let (outer, inner) = frame.at(frame.hem);
    let y = frame.hem - 2.0;
    pen.shape(
        colour.shade(),
        Path::at(MIDDLE - inner, y)
            .bend((MIDDLE - inner, y + 16.0), (MIDDLE - inner - 8.0, y + 17.0))
            .to(MIDDLE - outer - 10.0, y + 17.0)
            .bend((MIDDLE - outer - 8.0, y + 8.0), (MIDDLE - outer, y))
            .close(),
    );
}

/// The left half's surface.
fn cloth(cloth: Cloth, frame: &Frame, pen: &mut Pen, colour: Colour) {
    let seam = colour.line();
    let side = |y: f64| MIDDLE - frame.at(y).0;
    match cloth {
        Cloth::Denim => {
            // Pocket and the light rubbed front of the thigh.
            let wear = colour.tint();
            if frame.hem > 100.0 {
                let x = MIDDLE - (frame.at(78.0).0 + frame.at(78.0).1) / 2.0;
                pen.glass(wear, 0.4, format_args!("M{x:.0} 60q6 14 0 40q-7 -16 0 -40z"));
            }
            pen.line(Colour::rgb(0x00c8_8a3c), 1.2, "M57 24Q58 35 68 36Q72 33 72 22");
        }
        Cloth::Cord => {
            for step in 0..4 {
                let part = 0.2 + 0.2 * f64::from(step);
                let x = |y: f64| {
                    let (outer, inner) = frame.at(y);
                    MIDDLE - inner - (outer - inner) * part
                };
                pen.line(seam, 1.2, Path::at(x(60.0), TOP + 12.0).to(x(90.0), 90.0).to(x(frame.hem), frame.hem - 4.0));
            }
        }
        Cloth::Waffle => {
            let mut y = 30.0;
            while y < frame.hem - 6.0 {
                pen.line(colour.shade(), 1.6, Path::at(side(y) + 2.0, y).to(MIDDLE - frame.at(y).1 - 1.0, y));
                y += 9.0;
            }
            let x = |y: f64, part: f64| MIDDLE - frame.at(y).0 * part;
            for part in [0.3, 0.55, 0.8] {
                pen.line(colour.shade(), 1.6, Path::at(x(60.0, part), 28.0).to(x(frame.hem, part), frame.hem - 6.0));
            }
        }
        Cloth::Quilt => {
            for step in 1..=7 {
                let y = TOP + 10.0 + 14.0 * f64::from(step);
                if y < frame.hem - 8.0 {
                    let (outer, inner) = frame.at(y);
                    pen.line(
                        seam,
                        1.6,
                        Path::at(MIDDLE - outer, y).bend((MIDDLE - outer / 2.0, y + 5.0), (MIDDLE - inner, y)),
                    );
                }
            }
        }
        Cloth::Linen => {
            for y in [46.0, 66.0, 92.0, 112.0] {
                if y < frame.hem - 8.0 {
                    pen.line(seam, 1.0, Path::at(side(y) + 8.0, y).to(side(y) + 18.0, y + 4.0));
                }
            }
        }
        Cloth::Wool => {
            for y in [40.0, 54.0, 68.0, 82.0, 96.0, 110.0] {
                pen.line(colour.shade(), 1.4, format_args!("M{:.0} {y:.0}h3m7 5h3m4 -6h3", side(y) + 6.0));
            }
        }
        _ => sheen(cloth, frame, pen, colour),
    }
}

/// Cloth that shows by its gleam, or by a seam only.
fn sheen(cloth: Cloth, frame: &Frame, pen: &mut Pen, colour: Colour) {
    let seam = colour.line();
    let side = |y: f64| MIDDLE - frame.at(y).0;
    match cloth {
        Cloth::Leather => {
            let x = side(80.0);
            pen.glass(Colour::rgb(0x00ff_ffff), 0.5, format_args!("M{:.0} 40q-3 40 4 84l3 0q-6 -44 -2 -84z", x + 7.0));
        }
        Cloth::Stretch | Cloth::Tights if frame.hem < 100.0 => pen.line(seam, 1.2, "M60 26Q58 34 56 40"),
        Cloth::Stretch | Cloth::Tights => {
            let x = side(70.0);
            pen.glass(colour.tint(), 0.6, format_args!("M{:.0} 46q-2 30 4 66l2 0q-4 -36 -1 -66z", x + 6.0));
        }
        Cloth::Silk => {
            let x = side(70.0);
            let gleam = Colour::rgb(0x00ff_ffff);
            pen.glass(
                gleam,
                0.6,
                format_args!("M{:.0} 34q-4 40 -1 86h3q-3 -46 1 -86zm10 6q-3 40 1 80h2q-4 -40 0 -80z", x + 8.0),
            );
        }
        Cloth::Knit => pen.line(seam, 1.4, "M58 24Q57 36 52 40"),
        _ => pen.line(seam, 1.4, "M60 22L54 38"),
    }
}

fn waist(trousers: &Trousers, pen: &mut Pen, colour: Colour) {
    let seam = colour.line();
    let metal = Colour::rgb(0x00c9_a15a);
    match trousers.band {
        Band::Button => {
            pen.shape(colour.shade(), "M54.500 11H105.500V21H54.500Z");
            pen.line(seam, 2.4, "M64 11v10M96 11v10");
            pen.line(metal, 1.2, "M80 22v16q5 -1 6 -8V22");
            pen.dot(metal, 80.0, 16.0, 2.6);
        }
        Band::Hook => {
            pen.shape(colour.shade(), "M54.500 11H105.500V20H54.500Z");
            pen.line(seam, 2.0, "M66 11v9M94 11v9");
            pen.line(seam, 1.2, "M80 20v14q4 -1 5 -6");
        }
        Band::Wide => {
            pen.shape(colour.shade(), "M54.500 10H105.500L107 27H53Z");
            pen.dot(colour.line(), 77.0, 15.0, 1.8);
            pen.dot(colour.line(), 77.0, 22.0, 1.8);
        }
        Band::Elastic | Band::Drawstring => {
            pen.shape(colour.shade(), "M54.500 10H105.500V21H54.500Z");
            pen.line(seam, 1.2, "M59 12v7M64 12v7M69 12v7M74 12v7M86 12v7M91 12v7M96 12v7M101 12v7");
            if trousers.band == Band::Drawstring {
                pen.line(colour.tint().edge(), 3.6, "M78 17q-8 8 -6 20M82 17q8 6 5 16");
                pen.line(Colour::rgb(0x00f1_ece2), 2.0, "M78 17q-8 8 -6 20M82 17q8 6 5 16");
            }
        }
        Band::Belly => {
            pen.shape(colour.tint(), "M55 8H105Q112 30 106 40Q80 56 54 40Q48 30 55 8Z");
            pen.line(seam, 1.0, "M62 9v34M68 9v37M74 9v39M80 9v40M86 9v39M92 9v37M98 9v34");
        }
    }
}
