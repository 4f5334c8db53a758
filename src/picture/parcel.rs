//! Goods of a kind nobody has drawn: a parcel, honest about knowing no more.

use super::colour::Colour;
use super::look::{Feature, Look};
use super::palette::Palette;
use super::pen::Pen;

const CARDBOARD: u32 = 0x00cf_a877;

pub struct Parcel;

impl Look for Parcel {
    fn noun(&self) -> String {
        "一个纸箱".to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        Vec::new()
    }

    fn draw(&self, pen: &mut Pen, _palette: &Palette) {
        let card = Colour::rgb(CARDBOARD);
        pen.shape(card.tint(), "M16 50L80 22L144 50L80 78Z");
        pen.shape(card, "M16 50L80 78V146L16 118Z");
        pen.shape(card.shade(), "M144 50L80 78V146L144 118Z");
        pen.line(card.line(), 3.0, "M48 36L112 64V84");
    }
}
