use super::*;

fn check(frame: &str, expected: Option<&ToServer>) {
    assert_eq!(serde_json::from_str(frame).ok().as_ref(), expected, "{frame}");
}

#[test]
fn frames_are_read_strictly() {
    check(r#"{"hello":{"version":3,"after_seq":7}}"#, Some(&ToServer::Hello { version: 3, after_seq: 7 }));
    check(
        r#"{"say":{"window":2,"text":"在的亲","client_id":"a"}}"#,
        Some(&ToServer::Say { window: 2, text: "在的亲".into(), client_id: "a".into() }),
    );
    check(
        r#"{"act":{"window":2,"action":{"name":"refund","amount_cents":500},"client_id":"b"}}"#,
        Some(&ToServer::Act { window: 2, action: Action::Refund { amount_cents: 500 }, client_id: "b".into() }),
    );
    check(r#""hold""#, Some(&ToServer::Hold));
    check(r#"{"say":{"window":-1,"text":"","client_id":""}}"#, None);
    check(r#"{"say":{"window":1,"text":"x"}}"#, None);
    check(r#"{"focus":{"window":1,"extra":0}}"#, None);
    check(r#""drop_tables""#, None);
    check(r#"{"say":{"window":1,"text":"\ud800","client_id":"a"}}"#, None);
    check("[1,2", None);
    check("", None);
}
