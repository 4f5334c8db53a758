//! Soles, from heel (left) to toe (right).

use super::super::colour::Colour;
use super::super::pen::Pen;
use super::{Shoe, Sole};

const WHITE: u32 = 0x00f2_f2ee;
const GUM: u32 = 0x003a_3d42;

/// Draws the sole below the upper's lower edge at 112.
pub fn draw(shoe: &Shoe, pen: &mut Pen, colour: Colour) {
    let white = Colour::rgb(WHITE);
    let rubber = Colour::rgb(GUM);
    match shoe.sole {
        Sole::Soft => pen.shape(colour.tint(), "M24 110H144Q146 119 137 120H32Q23 120 24 110Z"),
        Sole::Foam => {
            pen.shape(white, "M20 108Q60 114 100 108L146 106Q151 122 136 125H34Q14 124 20 108Z");
            pen.line(white.line(), 1.4, "M24 117Q50 124 80 117T144 115");
            pen.line(rubber, 3.0, "M32 126H62M92 126H136");
        }
        Sole::Flat => {
            pen.shape(white, "M23 108H145Q148 123 142 123H28Q22 122 23 108Z");
            pen.line(white.line(), 1.6, "M25 113.500H144");
        }
        Sole::Lug => {
            pen.shape(rubber, "M20 108H147Q150 118 144 119L142 128H134L132 122H124L122 129H112L110 122H100L98 129H88L86 122H76L74 129H62L60 122H52L50 129H38L36 122Q22 122 20 108Z");
            pen.line(rubber.line(), 1.4, "M24 114H146");
        }
        Sole::Heel => {
            let sole = rubber;
            pen.shape(sole, "M26 108H143Q147 117 140 117H62V128H27Q24 118 26 108Z");
        }
        Sole::Dots => {
            pen.shape(colour.shade(), "M28 109H142Q146 116 138 117H34Q26 117 28 109Z");
            for step in 0..9 {
                pen.dot(white.line(), 38.0 + 12.0 * f64::from(step), 119.0, 2.6);
            }
        }
        Sole::Lamp => {
            pen.shape(white, "M20 107H146Q151 122 136 125H34Q14 124 20 107Z");
            for (step, lamp) in
                [0x00e8_4b4b, 0x00f2_c53a, 0x004f_b46a, 0x0045_8be0, 0x009a_5fd0, 0x00e8_4b4b].into_iter().enumerate()
            {
                let x = 34.0 + 20.0 * step as f64;
                pen.block(Colour::rgb(lamp), [x, 113.0, 13.0, 6.0, 3.0]);
            }
        }
        Sole::Leather => {
            let hide = Colour::rgb(0x00c3_9a6b);
            pen.shape(hide, "M30 111H62V117H38Q30 117 30 111Z");
            pen.shape(hide, "M92 111H142Q140 117 128 117H92Z");
        }
    }
}
