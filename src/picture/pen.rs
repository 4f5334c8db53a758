//! The pen: flat shapes, seams and words as SVG, in a square of 160.

use super::colour::Colour;
use std::fmt::{self, Display, Write};

/// Side of the square every picture is drawn in.
pub const SIDE: f64 = 160.0;

/// The most characters of a size or weight.
const SIZE_WORDS_MAX: usize = 12;

/// A path that is built point by point; coordinates are written to a tenth.
pub struct Path(String);

impl Path {
    pub fn at(x: f64, y: f64) -> Self {
        Self(format!("M{} {}", Short(x), Short(y)))
    }

    pub fn to(self, x: f64, y: f64) -> Self {
        self.and('L', &[x, y])
    }

    /// A curve with one control point.
    pub fn bend(self, via: (f64, f64), to: (f64, f64)) -> Self {
        self.and('Q', &[via.0, via.1, to.0, to.1])
    }

    /// A curve with two control points.
    pub fn sweep(self, first: (f64, f64), second: (f64, f64), to: (f64, f64)) -> Self {
        self.and('C', &[first.0, first.1, second.0, second.1, to.0, to.1])
    }

    pub fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    fn and(mut self, command: char, numbers: &[f64]) -> Self {
        self.0.push(command);
        for (index, number) in numbers.iter().enumerate() {
            if index > 0 {
                self.0.push(' ');
            }
            put(&mut self.0, Short(*number));
        }
        self
    }
}

impl Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A coordinate to a tenth, without a needless `.0`.
struct Short(f64);

impl Display for Short {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = libm::round(self.0 * 10.0) / 10.0;
        // Never "-0".
        write!(out, "{}", if tenths == 0.0 { 0.0 } else { tenths })
    }
}

fn put(text: &mut String, value: impl Display) {
    // Writing into a String does not fail.
    let _ = write!(text, "{value}");
}

/// Draws one picture, back to front.
#[derive(Default)]
pub struct Pen(String);

impl Pen {
    /// A filled shape with the picture's outline.
    pub fn shape(&mut self, fill: Colour, d: impl Display) {
        put(&mut self.0, format_args!("<path fill=\"{fill}\" d=\"{d}\"/>"));
    }

    /// A filled shape without outline.
    pub fn patch(&mut self, fill: Colour, d: impl Display) {
        put(&mut self.0, format_args!("<path stroke=\"none\" fill=\"{fill}\" d=\"{d}\"/>"));
    }

    /// A filled shape without outline that lets through what lies behind it.
    pub fn glass(&mut self, fill: Colour, opacity: f64, d: impl Display) {
        put(
            &mut self.0,
            format_args!("<path stroke=\"none\" fill=\"{fill}\" fill-opacity=\"{}\" d=\"{d}\"/>", Short(opacity)),
        );
    }

    pub fn line(&mut self, colour: Colour, width: f64, d: impl Display) {
        put(&mut self.0, format_args!("<path stroke=\"{colour}\" stroke-width=\"{}\" d=\"{d}\"/>", Short(width)));
    }

    pub fn dashes(&mut self, colour: Colour, width: f64, d: impl Display) {
        put(
            &mut self.0,
            format_args!(
                "<path stroke=\"{colour}\" stroke-width=\"{}\" stroke-dasharray=\"3 3\" d=\"{d}\"/>",
                Short(width)
            ),
        );
    }

    /// The outline alone.
    pub fn outline(&mut self, d: impl Display) {
        put(&mut self.0, format_args!("<path d=\"{d}\"/>"));
    }

    /// A box with round corners: left, top, width, height, radius.
    pub fn slab(&mut self, fill: Colour, [x, y, width, height, radius]: [f64; 5]) {
        put(
            &mut self.0,
            format_args!(
                "<rect fill=\"{fill}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
                Short(x),
                Short(y),
                Short(width),
                Short(height),
                Short(radius)
            ),
        );
    }

    /// The same without outline.
    pub fn block(&mut self, fill: Colour, [x, y, width, height, radius]: [f64; 5]) {
        put(
            &mut self.0,
            format_args!(
                "<rect stroke=\"none\" fill=\"{fill}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
                Short(x),
                Short(y),
                Short(width),
                Short(height),
                Short(radius)
            ),
        );
    }

    /// An ellipse with outline: centre and radii.
    pub fn oval(&mut self, fill: Colour, [x, y, rx, ry]: [f64; 4]) {
        put(
            &mut self.0,
            format_args!(
                "<ellipse fill=\"{fill}\" cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
                Short(x),
                Short(y),
                Short(rx),
                Short(ry)
            ),
        );
    }

    /// A dot without outline.
    pub fn dot(&mut self, fill: Colour, x: f64, y: f64, radius: f64) {
        put(
            &mut self.0,
            format_args!(
                "<circle stroke=\"none\" fill=\"{fill}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                Short(x),
                Short(y),
                Short(radius)
            ),
        );
    }

    /// A size or weight as a pack shows it, centred.
    pub fn size(&mut self, colour: Colour, (x, y): (f64, f64), height: f64, words: &str) {
        let plain: String = words.chars().filter(|letter| !letter.is_control()).take(SIZE_WORDS_MAX).collect();
        let words = plain.replace('&', "&amp;").replace('<', "&lt;");
        put(
            &mut self.0,
            format_args!(
                "<text stroke=\"none\" fill=\"{colour}\" x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\">{words}</text>",
                Short(x),
                Short(y),
                Short(height)
            ),
        );
    }

    /// What `draw` draws, moved, turned or scaled; `how` is SVG's `transform`.
    pub fn moved(&mut self, how: &str, draw: impl FnOnce(&mut Self)) {
        put(&mut self.0, format_args!("<g transform=\"{how}\">"));
        draw(self);
        self.0.push_str("</g>");
    }

    /// What `draw` draws on the left half, and its mirror image on the right.
    pub fn both(&mut self, draw: impl Fn(&mut Self)) {
        draw(self);
        self.moved("matrix(-1 0 0 1 160 0)", draw);
    }

    /// The whole document.
    pub fn finish(self, edge: Colour) -> String {
        let body = self.0;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{SIDE}\" height=\"{SIDE}\" viewBox=\"0 0 {SIDE} {SIDE}\" \
             font-family=\"sans-serif\" font-weight=\"600\"><g fill=\"none\" stroke=\"{edge}\" stroke-width=\"2\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\">{body}</g></svg>"
        )
    }
}
