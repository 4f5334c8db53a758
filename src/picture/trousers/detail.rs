//! Marks on trousers: pleats, slits, pockets, zips, linings.

use super::super::colour::Colour;
use super::super::pen::{Path, Pen};
use super::{Frame, Mark};

const MIDDLE: f64 = 80.0;
const BARE: u32 = 0x00e9_bf9c;
const FLUFF: u32 = 0x00f3_ecdf;

/// Marks that both legs have, drawn on the left one.
pub fn leg(mark: Mark, frame: &Frame, pen: &mut Pen, colour: Colour) {
    let seam = colour.line();
    let hem = frame.hem;
    let (outer, inner) = frame.at(hem);
    let centre = |y: f64| {
        let (outer, inner) = frame.at(y);
        MIDDLE - (outer + inner) / 2.0
    };
    match mark {
        Mark::Crease => {
            pen.line(seam, 1.4, Path::at(centre(40.0) + 2.0, 24.0).to(centre(88.0), 88.0).to(centre(hem), hem - 1.0));
        }
        Mark::Pleats => pen.line(seam, 1.6, format_args!("M62 28l-3 {0}M70 28l-2 {0}", 26)),
        Mark::FrontSlit => slit(pen, centre(hem), hem, 16.0),
        Mark::SideSlit => {
            slit(pen, MIDDLE - outer + 4.0, hem, 13.0);
            fray(pen, colour, (MIDDLE - outer, MIDDLE - inner), hem);
        }
        Mark::Frayed => fray(pen, colour, (MIDDLE - outer, MIDDLE - inner), hem),
        Mark::Selvedge => {
            pen.shape(Colour::rgb(0x00dc_e2ea), frame.band(hem - 11.0, hem, 1.5));
            let y = hem - 6.0;
            pen.line(Colour::rgb(0x00cf_3a35), 2.0, Path::at(MIDDLE - outer, y).to(MIDDLE - inner, y));
        }
        Mark::CargoPockets => {
            let x = MIDDLE - frame.at(78.0).0 - 3.0;
            pen.slab(colour.shade(), [x, 66.0, 17.0, 24.0, 2.0]);
            pen.slab(colour, [x - 1.0, 64.0, 19.0, 8.0, 1.0]);
            pen.dot(seam, x + 8.5, 69.0, 1.5);
        }
        Mark::ZipPockets => {
            pen.line(seam, 3.2, "M60 26L54 44");
            pen.dashes(colour.tint(), 1.2, "M60 26L54 44");
        }
        Mark::ZipOff => {
            let y = 76.0;
            let line = || Path::at(MIDDLE - frame.at(y).0, y).to(MIDDLE - frame.at(y).1, y + 2.0);
            pen.line(seam, 5.0, line());
            pen.dashes(Colour::rgb(0x00e6_e6e0), 1.8, line());
        }
        Mark::SideZips => {
            let x = |y: f64| MIDDLE - frame.at(y).0 + 5.0;
            let line = || Path::at(58.0, 22.0).to(x(52.0), 52.0).to(x(88.0), 88.0).to(x(hem), hem - 2.0);
            pen.line(colour.tint(), 4.0, line());
            pen.dashes(seam, 1.6, line());
        }
        Mark::Fleece | Mark::Curly => fleece(mark == Mark::Curly, frame, pen),
        Mark::Mesh => {
            let x = centre(hem);
            pen.shape(Colour::rgb(0x00e6_e8ea), format_args!("M{:.0} {hem:.0}h18v9h-18z", x - 8.0));
            pen.line(
                Colour::rgb(0x0097_9ca3),
                1.0,
                format_args!("M{:.0} {:.0}h12m-12 3h12m-9 -5v8m4 -8v8m4 -8v8", x - 5.0, hem + 3.0),
            );
        }
        Mark::HemCord => {
            pen.line(seam, 2.0, Path::at(MIDDLE - outer, hem - 6.0).to(MIDDLE - inner, hem - 6.0));
            pen.line(seam, 1.6, format_args!("M{:.0} {:.0}l-7 6m7 -6l-3 8", MIDDLE - outer, hem - 6.0));
        }
        Mark::Knees => {
            pen.shape(colour.shade(), format_args!("M{:.0} 76h16q2 14 -2 26h-14q-3 -12 0 -26z", centre(88.0) - 8.0));
        }
        Mark::SidePanel => pen.line(seam, 2.4, "M62 22Q60 44 48 50"),
        Mark::LongToo => {
            pen.dashes(seam, 1.4, Path::at(MIDDLE - outer + 1.0, hem - 9.0).to(MIDDLE - inner - 1.0, hem - 9.0));
        }
        Mark::Ripped | Mark::FourButtons | Mark::Double | Mark::ToMeasure | Mark::SideHooks | Mark::SideElastic => {}
    }
}

/// Marks that stand once.
pub fn middle(mark: Mark, frame: &Frame, pen: &mut Pen, colour: Colour) {
    match mark {
        Mark::Ripped => {
            let pale = Colour::rgb(0x00ee_efec);
            pen.patch(pale, "M46 82q9 -5 19 0q3 7 -2 12q-9 3 -17 0q-4 -6 0 -12z");
            pen.line(colour.line(), 1.2, "M45 85h21M46 89h20M47 93h17");
            pen.patch(pale, "M98 60q7 -4 13 0q2 5 -1 9q-6 2 -12 0q-2 -5 0 -9z");
            pen.line(colour.line(), 1.2, "M97 63h15M98 67h13");
        }
        Mark::FourButtons => {
            for y in [16.0, 25.0, 34.0, 43.0] {
                pen.dot(Colour::rgb(0x00d8_b268), 80.0, y, 2.8);
            }
        }
        Mark::ToMeasure => {
            // Scissors at the hem, and the line they cut along.
            let y = frame.hem - 12.0;
            pen.dashes(Colour::rgb(0x00d2_4a3a), 1.8, format_args!("M20 {y:.0}H116"));
            pen.moved(&format!("translate(124 {y:.0})"), |pen| {
                pen.line(Colour::rgb(0x0080_868e), 3.0, "M-8 -3L12 8M-8 3L12 -8");
                pen.oval(Colour::rgb(0x00d2_4a3a), [16.0, 9.0, 4.0, 4.0]);
                pen.oval(Colour::rgb(0x00d2_4a3a), [16.0, -9.0, 4.0, 4.0]);
            });
        }
        Mark::SideElastic => pen.both(|pen| {
            pen.shape(colour, "M53 11H67V21H53Z");
            pen.line(colour.line(), 1.4, "M56 12v8M59 12v8M62 12v8M65 12v8");
        }),
        Mark::SideHooks => {
            for x in [55.0, 105.0] {
                pen.slab(colour.shade(), [x - 4.0, 16.0, 8.0, 16.0, 2.0]);
                pen.dot(colour.line(), x, 21.0, 1.4);
                pen.dot(colour.line(), x, 27.0, 1.4);
            }
        }
        _ => {}
    }
}

fn slit(pen: &mut Pen, x: f64, hem: f64, height: f64) {
    pen.shape(Colour::rgb(BARE), Path::at(x - 4.0, hem).to(x, hem - height).to(x + 4.0, hem).close());
}

/// Threads that hang from a cut edge.
fn fray(pen: &mut Pen, colour: Colour, (from, to): (f64, f64), hem: f64) {
    let mut threads = String::new();
    let mut x = from + 1.0;
    while x < to - 1.0 {
        threads.push_str(&format!("M{x:.0} {:.0}v7", hem - 3.0));
        x += 3.0;
    }
    pen.line(colour.tint(), 1.4, threads);
}

/// The hem turned up so that the lining shows.
fn fleece(curly: bool, frame: &Frame, pen: &mut Pen) {
    let fluff = Colour::rgb(FLUFF);
    let hem = frame.hem;
    let (outer, inner) = frame.at(hem);
    let (left, right) = (MIDDLE - outer - 2.0, MIDDLE - inner + 1.0);
    let height = if curly { 16.0 } else { 9.0 };
    let bumps = if curly { 4.0 } else { 6.0 };
    let step = (right - left) / bumps;
    let mut top = Path::at(left, hem + 1.0).to(left, hem - height);
    let mut x = left;
    while x < right - 0.5 {
        top = top.bend((x + step / 2.0, hem - height - 5.0), (x + step, hem - height));
        x += step;
    }
    pen.shape(fluff, top.to(right, hem + 1.0).close());
    if curly {
        pen.line(
            fluff.line(),
            1.2,
            format_args!("M{:.0} {:.0}q3 -4 5 0t5 0m-8 7q3 -4 5 0t5 0", left + 3.0, hem - 10.0),
        );
    }
}
