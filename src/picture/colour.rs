//! Colours: the trade's colour words as sRGB, and the tones a flat drawing needs of one colour.

use super::colour_words::WORDS;
use std::fmt;

/// OKLab lightness of an outline: at least 3 to 1 against a white page and against a dark one.
const EDGE_LIGHTNESS: f64 = 0.58;
/// The most an outline is coloured (OKLab chroma).
const EDGE_CHROMA: f64 = 0.05;
/// Below this OKLab lightness a colour counts as black: seams on it are drawn lighter, not darker.
const DARK: f64 = 0.45;
/// Below this, print is white.
const DEEP: f64 = 0.6;

/// A colour in OKLab (Björn Ottosson, "A perceptual color space for image processing", 2020): lightness 0 to 1, `a` and `b` around 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    lightness: f64,
    a: f64,
    b: f64,
}

impl Colour {
    /// From `0xRRGGBB`, sRGB.
    pub fn rgb(value: u32) -> Self {
        let part = |shift: u32| linear(f64::from((value >> shift) & 0xff) / 255.0);
        let (red, green, blue) = (part(16), part(8), part(0));
        let l = libm::cbrt(0.412_221_47 * red + 0.536_332_54 * green + 0.051_445_99 * blue);
        let m = libm::cbrt(0.211_903_5 * red + 0.680_699_55 * green + 0.107_396_96 * blue);
        let s = libm::cbrt(0.088_302_46 * red + 0.281_718_84 * green + 0.629_978_7 * blue);
        Self {
            lightness: 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_05 * s,
            a: 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            b: 0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        }
    }

    /// sRGB, clipped to what a screen shows.
    pub fn to_rgb(self) -> [u8; 3] {
        let cube = |x: f64| x * x * x;
        let l = cube(self.lightness + 0.396_337_78 * self.a + 0.215_803_76 * self.b);
        let m = cube(self.lightness - 0.105_561_35 * self.a - 0.063_854_17 * self.b);
        let s = cube(self.lightness - 0.089_484_18 * self.a - 1.291_485_5 * self.b);
        [
            encoded(4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s),
            encoded(-1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s),
            encoded(-0.004_196_09 * l - 0.703_418_6 * m + 1.707_614_7 * s),
        ]
    }

    /// How far apart two colours look: Euclidean distance in OKLab, about 0.02 where one begins to see it.
    pub fn difference(self, other: Self) -> f64 {
        let (l, a, b) = (self.lightness - other.lightness, self.a - other.a, self.b - other.b);
        libm::sqrt(l * l + a * a + b * b)
    }

    pub fn is_dark(self) -> bool {
        self.lightness < DARK
    }

    /// Print on this colour: near white on deep colours, near black on light ones.
    pub fn print(self) -> Self {
        Self::rgb(if self.lightness < DEEP { 0x00f8_f8f5 } else { 0x003c_4149 })
    }

    fn at(self, lightness: f64) -> Self {
        Self { lightness: lightness.clamp(0.0, 1.0), ..self }
    }

    /// The side away from the light.
    pub fn shade(self) -> Self {
        if self.is_dark() { self.at(self.lightness + 0.08) } else { self.at(self.lightness * 0.9) }
    }

    /// The side towards it.
    pub fn tint(self) -> Self {
        self.at(self.lightness + (1.0 - self.lightness) * 0.45)
    }

    /// A line on this colour: seams, zips, folds.
    pub fn line(self) -> Self {
        if self.is_dark() { self.at(self.lightness + 0.25) } else { self.at(self.lightness * 0.72) }
    }

    /// The outline around it, to be seen on light and dark grounds.
    pub fn edge(self) -> Self {
        let chroma = libm::sqrt(self.a * self.a + self.b * self.b);
        let scale = if chroma > EDGE_CHROMA { EDGE_CHROMA / chroma } else { 1.0 };
        Self { lightness: EDGE_LIGHTNESS, a: self.a * scale, b: self.b * scale }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.to_rgb();
        if [red, green, blue].iter().all(|part| part >> 4 == part & 15) {
            return write!(out, "#{:x}{:x}{:x}", red & 15, green & 15, blue & 15);
        }
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

fn linear(encoded: f64) -> f64 {
    if encoded <= 0.040_45 { encoded / 12.92 } else { libm::pow((encoded + 0.055) / 1.055, 2.4) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255 before")]
fn encoded(linear: f64) -> u8 {
    let encoded = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * libm::pow(linear, 1.0 / 2.4) - 0.055 };
    libm::round(encoded.clamp(0.0, 1.0) * 255.0) as u8
}

/// The colours a word of the trade names, in its order: 黑橙 is black and orange, 小鸭黄 yellow. Nothing known: empty.
///
/// At each place the longest known word counts, so what stands unknown before a known last character does no harm.
pub fn named(word: &str) -> Vec<Colour> {
    let mut found = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let known = WORDS.iter().filter(|(name, _)| rest.starts_with(name)).max_by_key(|(name, _)| name.len());
        match known {
            Some((name, rgb)) => {
                found.push(Colour::rgb(*rgb));
                rest = &rest[name.len()..];
            }
            None => rest = &rest[first.len_utf8()..],
        }
    }
    found
}
