//! The columns of a list, by their names in Chinese or English.

use unicode_normalization::UnicodeNormalization as _;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Login,
    Name,
    Class,
}

/// Names in small letters without blanks.
const NAMES: [(&[&str], Column); 3] = [
    (
        &[
            "账号",
            "帐号",
            "账户",
            "登录名",
            "用户名",
            "学号",
            "学籍号",
            "工号",
            "login",
            "account",
            "username",
            "user",
            "studentid",
            "studentno",
            "studentno.",
            "studentnumber",
            "id",
        ],
        Column::Login,
    ),
    (
        &["姓名", "名字", "学生姓名", "学员姓名", "真实姓名", "学员", "name", "fullname", "studentname", "displayname"],
        Column::Name,
    ),
    (&["班级", "班", "班级名称", "行政班", "教学班", "class", "classname", "cohort", "group"], Column::Class),
];

/// The columns in their order; `None` is not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    columns: Vec<Option<Column>>,
    pub left_out: Vec<String>,
}

impl Header {
    /// `None` where no cell names a column: then the row is a person already.
    pub fn read(cells: &[String]) -> Option<Self> {
        let mut header = Self { columns: Vec::new(), left_out: Vec::new() };
        for cell in cells {
            // The first of two columns of one kind counts.
            let found = named(cell).filter(|column| !header.columns.contains(&Some(*column)));
            if found.is_none() && !cell.trim().is_empty() {
                header.left_out.push(cell.trim().to_owned());
            }
            header.columns.push(found);
        }
        header.columns.iter().any(Option::is_some).then_some(header)
    }

    /// Account, name and class, or name first where only the first cell is Chinese.
    pub fn guessed(cells: &[String]) -> Self {
        let chinese = |at: usize| cells.get(at).is_some_and(|cell| cell.chars().any(is_han));
        let two = if chinese(0) && !chinese(1) && cells.len() > 1 {
            [Column::Name, Column::Login]
        } else {
            [Column::Login, Column::Name]
        };
        Self { columns: vec![Some(two[0]), Some(two[1]), Some(Column::Class)], left_out: Vec::new() }
    }

    /// The needed column that is not there.
    pub fn missing(&self) -> Option<Column> {
        [Column::Login, Column::Name].into_iter().find(|column| !self.columns.contains(&Some(*column)))
    }

    /// A row's cell, without blanks around it.
    pub fn cell<'a>(&self, column: Column, cells: &'a [String]) -> &'a str {
        let at = self.columns.iter().position(|one| *one == Some(column));
        at.and_then(|at| cells.get(at)).map(|cell| cell.trim()).unwrap_or_default()
    }
}

fn named(cell: &str) -> Option<Column> {
    let plain: String =
        cell.nfkc().filter(|one| !one.is_whitespace() && *one != '_').flat_map(char::to_lowercase).collect();
    // 学号(必填), 姓名*
    let plain = plain.split('(').next().unwrap_or_default().trim_end_matches(['*', ':']);
    NAMES.iter().find(|(names, _)| names.contains(&plain)).map(|(_, column)| *column)
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}
