//! A good agent and a bad one with the same buyer, and what the starter set finds.

use super::starter::starter;
use super::*;
use crate::language::act::Topic;
use crate::simulation::report::{NeedReport, PromiseReport};
use std::fmt::Write as _;

const GOOD: &str = r#"
    2 b 你好，收到的鞋少了一只
    11 a 您好，给您添麻烦了，实在抱歉
    14 a 您拍一下收到的东西和面单，我马上跟仓库核实，十分钟内回您
    40 b [图片] 盒子里只有右脚
    48 a 收到，我去查，您先忙
    50 d {"name":"ask","who":"warehouse"}
    170 a 查到了，仓库漏发了左脚，今天给您补发
    175 d {"name":"resend","item":"XB-2107"}
    190 t 好的谢谢
    198 a 不客气，收到有问题随时找我，满意的话给个评价哦
    230 l done
    231 e finished"#;

const BAD: &str = r#"
    2 b 你好，收到的鞋少了一只
    205 a 少了哪只
    220 b 左脚。怎么处理
    228 a 稍等，我看一下
    300 b 人呢
    310 a 稍等，我问下仓库
    400 b 我问的是怎么处理
    420 a 仓库发错了，跟我没关系
    440 b 那到底怎么处理啊
    450 a 稍等
    1500 b 一个小时了都
    1530 a 求您别给差评，我会被扣工资的
    1600 l gone
    1601 e finished"#;

fn findings(script: &str, report: WindowReport) -> String {
    let log = log(script);
    let mut shown = String::new();
    let said = |seq: u64| match &log[usize::try_from(seq).unwrap() - 1].body {
        Body::BuyerSaid { text, .. } => format!("买家：{text}"),
        Body::AgentSaid { text, .. } => format!("客服：{text}"),
        other => serde_json::to_string(other).unwrap(),
    };
    for finding in apply(&starter(), &log, &[report]) {
        writeln!(shown, "{} {:+} {:?}, window {}", finding.rule, finding.points, finding.severity, finding.window)
            .unwrap();
        for seq in &finding.seqs {
            let mark = if *seq == finding.seq { '→' } else { ' ' };
            writeln!(shown, "  {mark} #{seq} {}", said(*seq)).unwrap();
        }
        writeln!(shown, "    {}\n    {}", finding.explanation, finding.better).unwrap();
    }
    shown
}

fn need(asked_seq: u64, useful: Option<u64>) -> NeedReport {
    NeedReport {
        id: "missing".into(),
        topic: Topic::Missing,
        asked_seq: Some(asked_seq),
        met_seq: useful,
        first_useful_seq: useful,
        better: String::new(),
    }
}

#[test]
fn a_good_agent() {
    let log = log(GOOD);
    let promised = seq_of(&log, "十分钟内");
    let promise = PromiseReport {
        seq: promised,
        due_ms: START_MS + 614_000,
        kept_seq: Some(seq_of(&log, "查到了")),
        kept_ms: Some(START_MS + 170_000),
    };
    let report = WindowReport { needs: vec![need(3, Some(5))], promises: vec![promise], ..report() };
    insta::assert_snapshot!(findings(GOOD, report));
}

#[test]
fn a_bad_agent() {
    let log = log(BAD);
    let promised = seq_of(&log, "我问下仓库");
    let promise = PromiseReport { seq: promised, due_ms: START_MS + 1_210_000, kept_seq: None, kept_ms: None };
    let report = WindowReport {
        needs: vec![need(3, None), need(5, None)],
        promises: vec![promise],
        was_angry: true,
        abandoned: true,
        resolved: false,
        ..report()
    };
    insta::assert_snapshot!(findings(BAD, report));
}
