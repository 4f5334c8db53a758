//! Where things stand on the page. Lengths are points; the origin is the upper left corner.

use super::letters::Letters;
use super::{Paper, PaperError};
use crate::certification::instant::to_rfc3339;
use crate::certification::lettering::FONT;
use fast_qr::QRBuilder;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::Font;
use krilla::{Document, SerializeSettings};

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
/// From the paper's edge to the frame, and to the text.
const FRAME: f32 = 28.0;
const MARGIN: f32 = 56.0;
const TEXT_WIDTH: f32 = WIDTH - 2.0 * MARGIN;
/// Right ends of the columns of figures.
const MEASURED_AT: f32 = WIDTH - MARGIN - 120.0;
const REQUIRED_AT: f32 = WIDTH - MARGIN;
/// Side of the QR code, and where what stands beside it begins.
const QR: f32 = 104.0;
const ENDING_HEIGHT: f32 = 150.0;
/// Heights of a row: as there is room, and no less than can be read.
const ROW_MOST: f32 = 24.0;
const ROW_LEAST: f32 = 12.0;
/// The smallest print.
const SIZE_LEAST: f32 = 6.0;

const INK: (u8, u8, u8) = (0x1b, 0x1b, 0x1b);
const GREY: (u8, u8, u8) = (0x55, 0x55, 0x55);
const ACCENT: (u8, u8, u8) = (0x1f, 0x4e, 0x5f);
const LINE: (u8, u8, u8) = (0xc9, 0xc9, 0xc4);

/// The page of `paper`, all of whose characters the font has.
pub fn page(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let fault = |fault: &dyn std::fmt::Debug| PaperError::Page(format!("{fault:?}"));
    let font = Font::new(FONT.into(), 0).ok_or_else(|| PaperError::Page("the font".to_owned()))?;
    let letters = Letters::new().ok_or_else(|| PaperError::Page("the font".to_owned()))?;
    let code = squares(&paper.address)?;
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_U).finish();
    let settings =
        SerializeSettings { configuration: configuration.map_err(|error| fault(&error))?, ..Default::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(paper));
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PaperError::Page("the size".to_owned()))?;
    {
        let mut page = document.start_page_with(size);
        Sheet { surface: page.surface(), font, letters }.draw(paper, &code)?;
    }
    document.finish().map_err(|error| fault(&error))
}

fn metadata(paper: &Paper) -> Metadata {
    let date = to_rfc3339(paper.issued_ms);
    let number = |from: usize, to: usize| date.get(from..to).and_then(|digits| digits.parse().ok()).unwrap_or(1_u8);
    let year = date.get(..4).and_then(|digits| digits.parse().ok()).unwrap_or_default();
    let time = DateTime::new(year).month(number(5, 7)).day(number(8, 10)).hour(number(11, 13));
    Metadata::new()
        .title(format!("{} · {}", paper.title, paper.name))
        .description(paper.kind.clone())
        .language(paper.language.clone())
        .creator("Miaohui".to_owned())
        .document_id(paper.id.clone())
        .creation_date(time.minute(number(14, 16)).second(number(17, 19)).utc_offset_hour(0).utc_offset_minute(0))
}

/// The dark squares of the QR code of `address`, in a square of side 1.
fn squares(address: &str) -> Result<Vec<(f32, f32, f32)>, PaperError> {
    let code = QRBuilder::new(address).build().map_err(|_| PaperError::Address)?;
    let side = 1.0 / code.size as f32;
    let mut squares = Vec::new();
    for y in 0..code.size {
        let dark = code[y].iter().enumerate().filter(|(_, module)| module.value());
        squares.extend(dark.map(|(x, _)| (x as f32 * side, y as f32 * side, side)));
    }
    Ok(squares)
}

/// Where a line begins, or ends.
#[derive(Clone, Copy)]
enum At {
    Left(f32),
    Right(f32),
}

struct Sheet<'a> {
    surface: Surface<'a>,
    font: Font,
    letters: Letters<'a>,
}

impl Sheet<'_> {
    fn draw(&mut self, paper: &Paper, code: &[(f32, f32, f32)]) -> Result<(), PaperError> {
        let frame = Rect::from_ltrb(FRAME, FRAME, WIDTH - FRAME, HEIGHT - FRAME);
        self.stroke(frame.and_then(outline), ACCENT, 1.2);
        let mut y = 84.0;
        self.line(&paper.kind, At::Left(MARGIN), y, 11.0, ACCENT, TEXT_WIDTH);
        y += 34.0;
        for line in self.letters.lines(&paper.title, TEXT_WIDTH / 24.0).iter().take(3) {
            self.bold(line, At::Left(MARGIN), y, 24.0, TEXT_WIDTH);
            y += 32.0;
        }
        y = self.block(&paper.about, y - 8.0, 10.0, 15.0, TEXT_WIDTH) + 26.0;
        self.bold(&paper.name, At::Left(MARGIN), y, 28.0, TEXT_WIDTH);
        y = self.block(&paper.holder, y + 20.0, 10.0, 15.0, TEXT_WIDTH);
        y = self.block(&paper.state, y, 10.0, 15.0, TEXT_WIDTH) + 12.0;
        let end = HEIGHT - FRAME - ENDING_HEIGHT;
        self.table(paper, y, end - 14.0)?;
        self.ending(paper, end, code);
        Ok(())
    }

    fn table(&mut self, paper: &Paper, top: f32, bottom: f32) -> Result<(), PaperError> {
        let rows = paper.rows.len() as f32 + 1.0;
        let height = ((bottom - top) / rows).min(ROW_MOST);
        if height < ROW_LEAST {
            return Err(PaperError::Rows);
        }
        let size = (height * 0.48).min(10.5);
        let mut y = top;
        for (nr, [name, measured, required]) in std::iter::once(&paper.heads).chain(&paper.rows).enumerate() {
            let base = y + height * 0.66;
            let colour = if nr == 0 { GREY } else { INK };
            self.line(name, At::Left(MARGIN), base, size, colour, TEXT_WIDTH - 220.0);
            if nr == 0 {
                self.line(measured, At::Right(MEASURED_AT), base, size, colour, 110.0);
            } else {
                self.bold(measured, At::Right(MEASURED_AT), base, size, 110.0);
            }
            self.line(required, At::Right(REQUIRED_AT), base, size, colour, 110.0);
            y += height;
            let mut rule = PathBuilder::new();
            rule.move_to(MARGIN, y);
            rule.line_to(WIDTH - MARGIN, y);
            self.stroke(rule.finish(), LINE, if nr == 0 { 0.9 } else { 0.5 });
        }
        Ok(())
    }

    fn ending(&mut self, paper: &Paper, top: f32, code: &[(f32, f32, f32)]) {
        let (left, beside) = (WIDTH - MARGIN - QR, TEXT_WIDTH - QR - 24.0);
        let mut squares = PathBuilder::new();
        for (x, y, side) in code {
            if let Some(square) = Rect::from_xywh(left + x * QR, top + y * QR, side * QR, side * QR) {
                squares.push_rect(square);
            }
        }
        self.fill(INK);
        if let Some(squares) = squares.finish() {
            self.surface.draw_path(&squares);
        }
        let mut y = top + 10.0;
        for (label, text) in &paper.notes {
            y = self.block(&format!("{label}  {text}"), y, 10.0, 16.0, beside);
        }
        y = self.block(&paper.how, y + 6.0, 9.0, 14.0, beside);
        self.block(&paper.address, y, 8.0, 12.0, beside);
    }

    /// Lines of grey print, as many as it takes; where the next one would stand.
    fn block(&mut self, text: &str, top: f32, size: f32, step: f32, width: f32) -> f32 {
        let lines = self.letters.lines(text, width / size);
        for (nr, line) in lines.iter().enumerate() {
            self.line(line, At::Left(MARGIN), top + nr as f32 * step, size, GREY, width);
        }
        top + lines.len() as f32 * step
    }

    /// One line, made smaller where it is wider than `most`.
    fn line(&mut self, text: &str, at: At, base: f32, size: f32, colour: (u8, u8, u8), most: f32) {
        self.surface.set_stroke(None);
        self.fill(colour);
        self.set(text, at, base, size, most);
    }

    /// The same with an outline: the font has one weight.
    fn bold(&mut self, text: &str, at: At, base: f32, size: f32, most: f32) {
        self.fill(INK);
        let paint = rgb::Color::new(INK.0, INK.1, INK.2).into();
        self.surface.set_stroke(Some(Stroke { paint, width: size * 0.03, ..Stroke::default() }));
        self.set(text, at, base, size, most);
        self.surface.set_stroke(None);
    }

    fn set(&mut self, text: &str, at: At, base: f32, size: f32, most: f32) {
        let width = self.letters.width(text);
        let size = if width * size > most { (most / width).max(SIZE_LEAST) } else { size };
        let x = match at {
            At::Left(x) => x,
            At::Right(x) => x - width * size,
        };
        let glyphs = self.letters.set(text);
        self.surface.draw_glyphs(Point::from_xy(x, base), &glyphs, self.font.clone(), text, size, false);
    }

    fn fill(&mut self, (red, green, blue): (u8, u8, u8)) {
        self.surface.set_fill(Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }));
    }

    fn stroke(&mut self, path: Option<Path>, (red, green, blue): (u8, u8, u8), width: f32) {
        self.surface.set_fill(None);
        let paint = rgb::Color::new(red, green, blue).into();
        self.surface.set_stroke(Some(Stroke { paint, width, ..Stroke::default() }));
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
        self.surface.set_stroke(None);
    }
}

fn outline(rect: Rect) -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.push_rect(rect);
    builder.finish()
}
