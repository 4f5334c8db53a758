use super::*;
use std::io::{Cursor, Write as _};

fn entries(text: &str) -> Vec<(u64, String, String, Reading)> {
    let roll = read_text(text).unwrap();
    roll.entries.into_iter().map(|one| (one.row, one.code, one.who, one.reading)).collect()
}

fn row(row: u64, code: &str, who: &str, reading: Reading) -> (u64, String, String, Reading) {
    (row, code.to_owned(), who.to_owned(), reading)
}

#[test]
fn codes_are_found_wherever_they_stand() {
    let lin = || row(2, "7f3kq29dmxw4", "林小安", Reading::Code);
    assert_eq!(entries("姓名,查验码,班级\n林小安,7F3K-Q29D-MXW4,二班"), [lin()]);
    assert_eq!(entries("\u{feff}Name\tCheck code\r\n林小安\t7f3k q29d mxw4\r\n"), [lin()]);
    assert_eq!(entries("7F3K-Q29D-MXW4"), [row(1, "7f3kq29dmxw4", "", Reading::Code)]);
    assert_eq!(entries("7F3K-Q29D-MXW4;林小安"), [row(1, "7f3kq29dmxw4", "林小安", Reading::Code)]);
    assert_eq!(read_text("姓名,班级\n林小安,二班"), Err(RollFault::NoCodes(vec!["姓名".into(), "班级".into()])));
    assert_eq!(read_text(" \n\n"), Err(RollFault::Empty));
    assert_eq!(read_text("a,b\n\"c"), Err(RollFault::OpenQuote(2)));
}

#[test]
fn each_row_is_told_what_it_is() {
    let text = "查验码,姓名\n7F3KQ29DMXW4,甲\n短,乙\n=A1&B1,丙\n7f3k-q29d-mxw4,丁";
    let expected = [
        row(2, "7f3kq29dmxw4", "甲", Reading::Code),
        row(3, "", "乙", Reading::NoCode),
        row(4, "a1b1", "丙", Reading::Formula),
        row(5, "7f3kq29dmxw4", "丁", Reading::Again(2)),
    ];
    assert_eq!(entries(text), expected);
}

#[test]
fn rolls_are_bounded() {
    let long: String = (0..ROWS_MAX + 7).map(|nr| format!("{nr:012}\n")).collect();
    let roll = read_text(&long).unwrap();
    assert_eq!((roll.entries.len(), roll.left_out), (ROWS_MAX, 7));
    assert_eq!(read(b"\xff\xff\xff"), Err(RollFault::Encoding));
}

/// A workbook of one sheet.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, body) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(body).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn workbooks_are_read_and_their_formulas_are_not() {
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{}{}</row><row r="2">{}{}</row><row r="3">{}<c r="B3" t="str"><f>CONCAT("7f3k","q29dmxw4")</f><v>7f3kq29dmxw4</v></c></row></sheetData></worksheet>"#,
        text("A1", "姓名"),
        text("B1", "查验码"),
        text("A2", "林小安"),
        text("B2", "7F3K-Q29D-MXW4"),
        text("A3", "陈立"),
    );
    let roll = read(&workbook(sheet.as_bytes())).unwrap();
    let read: Vec<_> = roll.entries.iter().map(|one| (one.row, one.who.as_str(), one.reading)).collect();
    assert_eq!(read, [(2, "林小安", Reading::Code), (3, "陈立", Reading::Formula)]);
    assert!(matches!(super::read(b"PK\x03\x04 and no more"), Err(RollFault::Workbook(Trouble::Workbook(_)))));
}

#[test]
fn a_formula_that_comes_back_as_text_is_harmless() {
    let roll = read_text("查验码,姓名\n7F3KQ29DMXW4,=cmd|'/c calc'!A1").unwrap();
    let again = write(&roll.entries);
    assert!(again.contains(",'=cmd"), "{again}");
    assert_eq!(read_text(&again), Ok(roll));
}

#[test]
fn a_written_roll_reads_as_it_was() {
    for text in
        ["7F3KQ29DMXW4", "查验码\n短\n\n7F3KQ29DMXW4\n", "甲,7F3KQ29DMXW4\n乙,短", "姓名,查验码\n\n\"a,\"\"b\",x\n,y"]
    {
        let roll = read_text(text).unwrap();
        assert_eq!(read_text(&write(&roll.entries)), Ok(roll), "{text:?}");
    }
}
