//! The picture of a certificate as PNG: the SVG, drawn with the font that is shipped and no other.

use super::lettering::{FAMILY, FONT};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};
use std::sync::{Arc, LazyLock};

/// Pixels of the PNG a unit of the SVG.
const SCALE: f32 = 2.0;
/// Pixels a side of the PNG may have.
const MAX_SIDE: f32 = 4096.0;

/// Only the shipped font: the same picture on every machine.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(FONT.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// `svg` as PNG; `None` where it is no SVG, or too large.
pub fn png(svg: &str) -> Option<Vec<u8>> {
    let options = Options { fontdb: FONTS.clone(), font_family: FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let side = |length: f32| {
        let pixels = (length * SCALE).ceil();
        // Not a number fails here too.
        (1.0..=MAX_SIDE).contains(&pixels).then_some(pixels as u32)
    };
    let mut picture = Pixmap::new(side(tree.size().width())?, side(tree.size().height())?)?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    picture.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::png;
    use crate::certification::{badge, demonstration, form, png as baked};

    #[test]
    fn the_picture_is_drawn_and_small() {
        let svg = badge::picture(&demonstration::facts("0123456789abcdefghjkmnpqrs".into(), "5a1t".into(), 7, 0));
        let picture = png(&svg).unwrap();
        assert!(baked::is_png(&picture) && picture.len() < form::MAX_BYTES / 2, "{}", picture.len());
        // The letters are there: without them it is much smaller.
        let empty = png(&svg.replace("text-anchor", "visibility=\"hidden\" text-anchor")).unwrap();
        assert!(picture.len() > 3 * empty.len(), "{} {}", picture.len(), empty.len());
        assert_eq!(png("<html/>"), None);
        assert_eq!(png("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90000\" height=\"9\"/>"), None);
    }
}
