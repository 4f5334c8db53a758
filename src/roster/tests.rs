use super::{Reading, RowTrouble, read};
use encoding_rs::GB18030;

/// `row login name class` a line.
fn shown(reading: &Reading) -> Vec<String> {
    let one = |entry: &super::Entry| format!("{} {} {} {}", entry.row, entry.login, entry.name, entry.class);
    reading.entries.iter().map(|entry| one(entry).trim_end().to_owned()).collect()
}

fn troubles(words: &[super::RowWord]) -> Vec<String> {
    words.iter().map(|word| format!("{}: {}", word.row, word.trouble)).collect()
}

#[test]
fn lists_however_they_are_written() {
    let check = |text: &str, expected: &[&str]| {
        let reading = read(text.as_bytes());
        assert_eq!(shown(&reading), expected, "{text:?}");
        assert!(reading.faults.is_empty(), "{text:?} {:?}", reading.faults);
    };
    check("", &[]);
    check("学号,姓名,班级\n2301,林小安,一班\n2302,陈立,\n", &["2 2301 林小安 一班", "3 2302 陈立"]);
    check("\u{feff}姓名\t学号\r\n林小安\t2301\r\n", &["2 2301 林小安"]);
    check("Student ID;Full Name;Class\nA-1;Lin Xiaoan;One\n", &["2 a-1 Lin Xiaoan One"]);
    check("学号（必填），姓名*\nＡ１，林小安\n", &["2 a1 林小安"]);
    // Without a header, as it is pasted from a chat.
    check("2301 林小安\n\n2302　陈立\n", &["1 2301 林小安", "3 2302 陈立"]);
    check("林小安 2301\n陈立 2302\n", &["1 2301 林小安", "2 2302 陈立"]);
    check("林小安，林小安一号\n", &["1 林小安 林小安一号"]);
    check("序号,姓名,学号,手机\n1,林小安,2301,13800000000\n", &["2 2301 林小安"]);
}

#[test]
fn encodings_and_left_out_columns() {
    let text = "学号,姓名,性别\n2301,林小安,女\n";
    for bytes in [text.as_bytes().to_vec(), GB18030.encode(text).0.into_owned(), format!("\u{feff}{text}").into_bytes()]
    {
        let reading = read(&bytes);
        assert_eq!(shown(&reading), ["2 2301 林小安"]);
        assert_eq!(reading.left_out, ["性别"]);
    }
    assert!(matches!(read(b"a,b\n\xff\xff,c\n").faults[0].trouble, RowTrouble::File(_)));
    assert_eq!(troubles(&read("班级,学号\n一班,2301".as_bytes()).faults).len(), 1, "no names");
}

#[test]
fn each_fault_has_its_row_and_a_good_row_is_never_lost() {
    let rows = [
        "学号,姓名,班级",
        "2301,林小安,一班",
        ",陈立,一班",
        "2303,,一班",
        "a b,周敏,一班",
        "2.02311E+11,何静,一班",
        "＝HYPERLINK(1),沈国栋,一班",
        "=1+1,沈国栋,一班",
        "2308,锟斤拷,一班",
        "２３０１,林小安,二班",
        "2310,林 小安,一班",
    ];
    let reading = read(rows.join("\n").as_bytes());
    assert_eq!(shown(&reading), ["2 2301 林小安 一班", "11 2310 林 小安 一班"]);
    let faulty: Vec<u64> = reading.faults.iter().map(|fault| fault.row).collect();
    assert_eq!(faulty, [3, 4, 5, 6, 7, 8, 9, 10]);
    let told = troubles(&reading.faults);
    assert!(told[7].contains("2301 stands in row 2"), "{told:?}");
    assert!(told[3].contains("shortened"), "{told:?}");
    assert_eq!(
        troubles(&reading.notes),
        ["11: 林 小安 stands in row 2 too, with another account; are they two persons?"]
    );
}

#[test]
fn a_list_that_is_too_long_is_told_and_its_beginning_kept() {
    let mut text = String::from("学号,姓名\n");
    for number in 0..10_000 {
        text.push_str(&format!("s{number},林{number}\n"));
    }
    let reading = read(text.as_bytes());
    assert_eq!(reading.entries.len(), super::ROWS_MAX);
    assert_eq!(reading.faults.last().map(|fault| &fault.trouble), Some(&RowTrouble::TooManyRows));
}

proptest::proptest! {
    #[test]
    fn nothing_breaks_it(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let reading = read(&bytes);
        proptest::prop_assert!(reading.entries.iter().all(|entry| entry.clone().checked().is_ok()));
    }
}
