//! A certificate on paper: one A4 page as PDF/A-2u, with the font's letters it needs embedded and the QR code as shapes.
//!
//! Whoever makes one says in words what stands on it: this knows no language and no state.

mod layout;
mod letters;

use crate::clock::UnixMs;

/// What stands on the page, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// For the file's own description: `zh-CN`, `en`.
    pub language: String,
    /// For the file's own description.
    pub id: String,
    pub issued_ms: UnixMs,
    /// What kind of certificate, and that it is not the state's.
    pub kind: String,
    pub title: String,
    /// By which standard, issued by whom.
    pub about: String,
    /// As far as the holder shows it.
    pub name: String,
    /// What was shown of the name, and the check code.
    pub holder: String,
    /// What was found when the page was made.
    pub state: String,
    /// Criterion, measured, required.
    pub heads: [String; 3],
    pub rows: Vec<[String; 3]>,
    /// Label and text: conditions, dates.
    pub notes: Vec<(String, String)>,
    /// How to check it.
    pub how: String,
    /// The address in the QR code, also printed below it.
    pub address: String,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PaperError {
    /// The font has not these characters: a paper with boxes in the place of a name is no certificate.
    #[error("the font of papers lacks {0}")]
    Letters(String),
    #[error("more rows than fit on a page")]
    Rows,
    #[error("the address does not fit into a QR code")]
    Address,
    /// A fault of ours or of the PDF library's.
    #[error("the page could not be written: {0}")]
    Page(String),
}

/// `paper` as PDF.
///
/// # Errors
/// When a character cannot be printed, or it does not fit on the page.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PaperError> {
    let missing = letters::missing(paper);
    if !missing.is_empty() {
        return Err(PaperError::Letters(missing));
    }
    layout::page(paper)
}

#[cfg(test)]
mod tests {
    use super::{Paper, PaperError, pdf};
    use std::process::Command;

    fn paper(name: &str) -> Paper {
        let row = |name: &str, value: &str, asked: &str| [name.to_owned(), value.to_owned(), asked.to_owned()];
        Paper {
            language: "zh-CN".into(),
            id: "0123456789abcdefghjkmnpqrs".into(),
            issued_ms: 1_795_400_000_000,
            kind: "电商客服技能证书 非国家职业资格证书".into(),
            title: "网店客服（售中）一档".into(),
            about: "标准 in-sale-1，第 1 版 · 云溪示范职业学校 签发".into(),
            name: name.into(),
            holder: "持证人选择公开姓名 · 查验码 7F3K-Q29D-MXW4".into(),
            state: "有效：签名属实，未被撤销（2026-11-27 21:40 查验）".into(),
            heads: ["考核项目", "实测", "要求"].map(str::to_owned),
            rows: vec![
                row("打字速度", "74.5 字/分", "≥ 60 字/分"),
                row("30 秒首次响应率", "91 %", "≥ 80 %"),
                row("平均响应时间", "27.4 秒", "≤ 40 秒"),
                row("红线违规", "0", "0"),
            ],
            notes: vec![("考试条件".into(), "机房监考，已核对本人".into()), ("签发".into(), "2026-11-27".into())],
            how: "微信扫码，或在查验页输入查验码、拖入证书文件。".into(),
            address: "http://localhost:3000/c/0123456789abcdefghjkmnpqrs".into(),
        }
    }

    /// What a program of poppler's makes of a PDF, `FILE` among its arguments. Debian: poppler-utils.
    fn poppler(program: &str, pdf: &[u8], arguments: &[&str]) -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("paper.pdf");
        std::fs::write(&file, pdf).unwrap();
        let output = Command::new(program)
            .args(arguments.iter().map(|one| if *one == "FILE" { file.as_os_str() } else { one.as_ref() }))
            .output();
        let output = output.unwrap_or_else(|fault| panic!("{program} (Debian: poppler-utils) does not start: {fault}"));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    #[test]
    fn text_can_be_taken_out_again() {
        let pdf = pdf(&paper("欧阳喆玥")).unwrap();
        assert!(pdf.len() < 120_000, "{} bytes", pdf.len());
        let text = String::from_utf8(poppler("pdftotext", &pdf, &["-layout", "FILE", "-"])).unwrap();
        for words in
            ["欧阳喆玥", "非国家职业资格证书", "网店客服（售中）一档", "74.5 字/分", "≥ 60 字/分", "7F3K-Q29D-MXW4"]
        {
            assert!(text.contains(words), "{words} is not in:\n{text}");
        }
        let head = String::from_utf8_lossy(&pdf);
        assert!(head.contains("pdfaid:part>2<") && head.contains("pdfaid:conformance>U<"));
        assert_eq!(pdf, super::pdf(&paper("欧阳喆玥")).unwrap(), "the same paper is the same file");
    }

    #[test]
    fn the_qr_code_leads_to_the_page() {
        let paper = paper("林小安");
        let picture = poppler("pdftoppm", &pdf(&paper).unwrap(), &["-gray", "-r", "100", "-singlefile", "FILE"]);
        let (width, height, pixels) = grey(&picture);
        let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
        let codes: Vec<String> = seen.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
        assert_eq!(codes, [paper.address]);
    }

    /// Binary PGM: `P5`, width, height, greatest value, pixels.
    fn grey(pgm: &[u8]) -> (usize, usize, &[u8]) {
        let mut parts = pgm.splitn(5, |byte| byte.is_ascii_whitespace());
        let mut number = || std::str::from_utf8(parts.next().unwrap()).unwrap().to_owned();
        let head = [number(), number(), number(), number()];
        assert_eq!((head[0].as_str(), head[3].as_str()), ("P5", "255"));
        (head[1].parse().unwrap(), head[2].parse().unwrap(), parts.next().unwrap())
    }

    #[test]
    fn what_the_font_has_not_is_named_and_not_printed_as_boxes() {
        assert_eq!(pdf(&paper("王𬭼龘𪚥")), Err(PaperError::Letters("龘𪚥".into())));
        assert!(pdf(&paper("阿卜杜拉·买买提")).is_ok());
        assert!(pdf(&paper("José-María d’Ávila")).is_ok());
    }

    #[test]
    fn long_papers_fit_or_are_refused() {
        let mut long = paper("林小安");
        long.title = "网店客服（售中）".repeat(12);
        long.rows = vec![long.rows[0].clone(); 24];
        assert!(pdf(&long).is_ok());
        long.rows = vec![long.rows[0].clone(); 100];
        assert_eq!(pdf(&long), Err(PaperError::Rows));
        long.rows.clear();
        long.address = "x".repeat(5_000);
        assert_eq!(pdf(&long), Err(PaperError::Address));
    }
}
