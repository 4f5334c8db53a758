//! Skirts with trousers inside.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skirt {
    /// Long and flowing, two wide legs.
    Culottes,
    /// Short, A-line, of denim.
    Denim,
    /// Short, pleated all round.
    Pleated,
}

impl Skirt {
    pub fn read(page: Page<'_>) -> Self {
        match () {
            () if page.title("百褶") => Self::Pleated,
            () if page.title("牛仔") => Self::Denim,
            () => Self::Culottes,
        }
    }
}

impl Look for Skirt {
    fn noun(&self) -> String {
        "一条裙裤".to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let words = match self {
            Self::Culottes => ["七分长，裙摆飘开", "雪纺薄料"],
            Self::Denim => ["短A字", "牛仔布"],
            Self::Pleated => ["短百褶", "压褶"],
        };
        vec![Feature::whole("form", words[0]), Feature::part("cloth", words[1])]
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        let seam = colour.line();
        match self {
            Self::Culottes => {
                pen.shape(colour, "M54 20H106Q118 70 132 118Q108 126 84 120L80 72L76 120Q52 126 28 118Q42 70 54 20Z");
                pen.line(
                    seam,
                    1.4,
                    "M60 24Q56 70 46 116M68 24Q68 70 62 118M92 24Q92 70 98 118M100 24Q104 70 114 116M80 24V72",
                );
                pen.shape(colour.shade(), "M54 14H106V26H54Z");
                pen.line(seam, 1.2, "M58 16v8M64 16v8M96 16v8M102 16v8");
            }
            Self::Denim => {
                pen.shape(Colour::rgb(0x00ee_ece6), "M46 90H78V104H46ZM82 90H114V104H82Z");
                pen.shape(colour, "M54 34H106Q114 66 122 96Q80 106 38 96Q46 66 54 34Z");
                pen.line(
                    Colour::rgb(0x00c8_8a3c),
                    1.4,
                    "M58 40Q58 54 68 54M102 40Q102 54 92 54M80 40V62M41 90Q80 100 119 90",
                );
                pen.shape(colour.shade(), "M54 28H106V40H54Z");
                pen.dot(Colour::rgb(0x00d8_b268), 80.0, 34.0, 2.8);
            }
            Self::Pleated => {
                pen.shape(colour, "M54 34H106L126 98L114 104L104 99L92 105L80 100L68 105L56 99L46 104L34 98Z");
                for d in ["M60 40L46 103L56 99L66 40Z", "M74 40L68 104L80 100V40Z", "M88 40L92 104L104 99L94 40Z"] {
                    pen.patch(colour.shade(), d);
                }
                pen.line(seam, 1.4, "M60 40L46 103M74 40L68 104M88 40L92 104M101 40L114 103");
                pen.shape(colour.shade(), "M54 28H106V40H54Z");
            }
        }
    }
}
