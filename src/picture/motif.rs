//! Small emblems on labels: what is in it, without a word.

use super::colour::Colour;
use super::pen::Pen;

/// An emblem around the origin, about 40 across: colour and path, back to front.
pub struct Motif {
    /// What it shows, in words: 橙片.
    pub word: &'static str,
    pub parts: &'static [(u32, &'static str)],
}

impl Motif {
    /// Draws it centred at a point; at scale 1 it is about 40 across.
    pub fn draw(&self, pen: &mut Pen, (x, y): (f64, f64), scale: f64) {
        let how = format!("translate({x:.1} {y:.1}) scale({scale:.2})");
        pen.moved(&how, |pen| {
            for (colour, d) in self.parts {
                if let Some(line) = d.strip_prefix('-') {
                    pen.line(Colour::rgb(*colour), 2.6, line);
                } else {
                    pen.patch(Colour::rgb(*colour), d);
                }
            }
        });
    }
}

/// Emblems as constants: name, word, then colour and path of each part.
macro_rules! motifs {
    ($($name:ident $word:literal [$(($colour:literal, $d:literal)),+ $(,)?])+) => {
        $(pub const $name: $crate::picture::motif::Motif = $crate::picture::motif::Motif { word: $word, parts: &[$(($colour, $d)),+] };)+
    };
}

pub(super) use motifs;

// A path that begins with `-` is a line, any other a surface.
motifs! {
    DROP "水滴" [(0x4da3d8, "M0 -18Q14 2 14 8A14 14 0 0 1 -14 8Q-14 2 0 -18Z"), (0xd6eefb, "M-8 8q0 -6 4 -12q-1 12 2 18q-6 -1 -6 -6z")]
    BUBBLES "泡泡" [(0x8fc4e6, "M-6 4m-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0zM10 -9m-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z"), (0xb9dcf2, "M12 11m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"), (0xffffff, "M-12 -1a5 5 0 0 1 5 -4v3zM6 -12a4 4 0 0 1 4 -3v2z")]
    MOLECULE "分子环" [(0x3f9a8f, "-M0 -15L13 -7.500V7.500L0 15L-13 7.500V-7.500ZM13 -7.500L19 -12M-13 7.500L-19 12M0 15V20"), (0x3f9a8f, "M0 -3a4 4 0 1 0 .1 0z")]
    RICE "米粒" [(0xd9b877, "M-12 -2q-6 10 0 16q8 -4 6 -14q-2 -5 -6 -2zM0 -16q-7 10 0 18q8 -6 6 -16q-2 -5 -6 -2zM12 0q-6 9 -1 16q8 -4 7 -13q-2 -5 -6 -3z")]
    ORANGE "橙片" [(0xf08a2c, "M0 -18a18 18 0 1 0 .1 0z"), (0xfde3b6, "M0 -15a15 15 0 1 0 .1 0z"), (0xf7a93f, "M1.500 -2V-13A13 13 0 0 1 10 -9ZM-1.500 -2V-13A13 13 0 0 0 -10 -9ZM2.500 0L11 -7.500A13 13 0 0 1 13 0ZM-2.500 0L-11 -7.500A13 13 0 0 0 -13 0ZM2 2L13 3A13 13 0 0 1 8 10.500ZM-2 2L-13 3A13 13 0 0 0 -8 10.500ZM0 3L6 12A13 13 0 0 1 -6 12Z")]
    CENTELLA "圆叶" [(0x5aa765, "M0 4Q-22 10 -18 -8Q-12 -20 0 -10Q12 -20 18 -8Q22 10 0 4Z"), (0x2f7a41, "-M0 18V0M0 0L-10 -8M0 0L10 -8M0 0V-8")]
    TEA_LEAF "茶叶芽" [(0x6fae63, "M0 12Q-22 6 -18 -14Q0 -10 0 12Z"), (0x94c67f, "M1 12Q4 -16 20 -14Q22 4 1 12Z"), (0x3f7f45, "-M0 19V6")]
    SHIELD "盾牌" [(0x8d7fc4, "M0 -18L15 -12V0Q15 13 0 19Q-15 13 -15 0V-12Z"), (0xe4dff5, "M0 -12L9 -8V0Q9 9 0 13Z")]
    SPARKLE "星芒" [(0xe0b040, "M-3 -18Q-1 -3 14 0Q-1 3 -3 18Q-5 3 -20 0Q-5 -3 -3 -18ZM13 -18Q14 -12 20 -11Q14 -10 13 -4Q12 -10 6 -11Q12 -12 13 -18Z")]
    MOON "月亮" [(0xe7c25a, "M6 -18A18 18 0 1 0 17 9A15 15 0 0 1 6 -18Z"), (0xe7c25a, "M13 -12l2 4l4 1l-3 3l1 4l-4 -2l-4 2l1 -4l-3 -3l4 -1z")]
    SUN "太阳" [(0xf2b52c, "M0 -11a11 11 0 1 0 .1 0z"), (0xf2b52c, "-M0 -15V-20M0 15V20M15 0H20M-15 0H-20M11 -11L14 -14M-11 -11L-14 -14M11 11L14 14M-11 11L-14 14")]
    SUN_WAVE "太阳和水波" [(0xf2b52c, "M0 -18a11 11 0 1 0 .1 0z"), (0x3f8fd0, "-M-19 10q5 -6 9.500 0t9.500 0t9.500 0t9.500 0M-19 17q5 -6 9.500 0t9.500 0t9.500 0t9.500 0")]
    SUN_SHIELD "盾牌里的太阳" [(0xd9dee4, "M0 -19L16 -13V0Q16 14 0 20Q-16 14 -16 0V-13Z"), (0xf2b52c, "M0 -9a9 9 0 1 0 .1 0z")]
    WAVE "水波" [(0x58b5d6, "-M-18 -8q4.500 -6 9 0t9 0t9 0t9 0M-18 1q4.500 -6 9 0t9 0t9 0t9 0M-18 10q4.500 -6 9 0t9 0t9 0t9 0")]
    HELIX "螺旋链" [(0x8a5fb5, "-M-10 -18Q14 -8 -4 0T10 18M10 -18Q-14 -8 4 0T-10 18M-5 -12H6M-5 12H6")]
    CLAY "泥纹" [(0x9d968c, "-M-16 6Q-12 -14 4 -10Q18 -4 8 8Q-2 14 -6 4Q-4 -3 3 0")]
    SHEA "坚果对半" [(0x8a5a36, "M-5 -14Q-20 -6 -14 10Q-4 20 6 8Q10 -10 -5 -14Z"), (0xf0e0c2, "M9 -8Q-2 0 3 13Q14 18 18 5Q18 -7 9 -8Z"), (0x8a5a36, "M10 0q-4 5 0 9q5 -2 4 -7q-1 -3 -4 -2z")]
    GARDENIA "白花" [(0xdedcd0, "M0 -2Q-9 -20 0 -20Q9 -20 0 -2Q16 -14 19 -6Q19 3 0 -2Q18 10 11 17Q2 18 0 -2Q-2 18 -11 17Q-18 10 0 -2Q-19 3 -19 -6Q-16 -14 0 -2Z"), (0xe9c24a, "M0 -6a5 5 0 1 0 .1 0z")]
    OAT "燕麦穗" [(0xc9a25e, "M0 -20q5 6 0 12q-5 -6 0 -12zM-4 -6q-10 0 -10 -10q9 1 10 10zM4 -6q10 0 10 -10q-9 1 -10 10zM-4 6q-10 0 -10 -10q9 1 10 10zM4 6q10 0 10 -10q-9 1 -10 10z"), (0x9a763c, "-M0 -8V20")]
    HONEYCOMB "蜂巢" [(0xe3a82e, "M0 -19L8 -14V-5L0 0L-8 -5V-14ZM9 -3L17 2V11L9 16L1 11V2ZM-9 -3L-1 2V11L-9 16L-17 11V2Z")]
    OLIVE "橄榄" [(0x7b8a3a, "M-6 -4Q8 -10 10 6Q8 18 -4 16Q-16 10 -6 -4Z"), (0x8fa861, "M2 -8Q6 -20 20 -17Q16 -6 2 -8Z"), (0xb5bf6e, "M-6 2q2 -3 5 -3q-4 5 -3 9q-4 -2 -2 -6z")]
}
