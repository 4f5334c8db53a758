//! Answers of real persons, with published figures.

/// The LSAT's section 6 as a table of marks.
pub fn lsat6() -> String {
    let mut csv = String::from("person,q1,q2,q3,q4,q5\n");
    for line in include_str!("../../../tests/fixtures/items/lsat6.txt").lines() {
        let (pattern, persons) = line.split_once(' ').unwrap();
        let answers: Vec<String> = pattern.chars().map(String::from).collect();
        for _ in 0..persons.parse::<u64>().unwrap() {
            csv += &format!("{pattern},{}\n", answers.join(","));
        }
    }
    csv
}
