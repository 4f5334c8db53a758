//! The font that papers and pictures are set in, and what can be set in it.
//!
//! `lettering/README.md` says whence it comes and how it was made.

/// Noto Sans CJK SC Regular, cut down to the 8,105 characters of the 通用规范汉字表, those of GB 2312, Latin and marks.
pub const FONT: &[u8] = include_bytes!("lettering/NotoSansCJKsc-Regular-8105.otf");

/// The family's name within [`FONT`].
pub const FAMILY: &str = "Noto Sans CJK SC";
