//! The server is killed in the middle of its work.

use super::databases::{Fresh, each};
use super::{ack, arrived, live, log_is_gapless, open, say, trainee};
use miaohui::ids::{ShiftId, UserId};
use miaohui::live::Message;
use miaohui::simulation::event::{Body, Mode};
use miaohui::storage::Storage;
use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::process::Stdio;
use std::time::Duration;

const CRASH: &str = "MIAOHUI_TEST_CRASH";
const CRASH_SHIFTS: usize = 24;

/// The process that is killed: agents write as fast as they may, each line is printed before it
/// is sent and each acknowledgement when it comes.
#[tokio::test(flavor = "multi_thread")]
async fn the_process_that_is_killed() {
    let Ok(url) = std::env::var(CRASH) else { return };
    let storage = Storage::open(&url).await.unwrap();
    let live = live(&storage);
    let mut agents = tokio::task::JoinSet::new();
    for nr in 0..CRASH_SHIFTS {
        let user = trainee(&storage, &format!("agent{nr}")).await;
        let shift = open(&live, &user, 3, Mode::Practice).await;
        let live = live.clone();
        agents.spawn(async move {
            let mut seat = live.sit(&shift, &user, 0).await.unwrap();
            arrived(&mut seat, 3).await;
            let mut nr = 0;
            loop {
                while let Ok(message) = tokio::time::timeout(Duration::from_millis(1), seat.next()).await {
                    if let Message::Ack { client_id, seq, .. } = message.unwrap() {
                        println!("\nacked {shift} {client_id} {seq}");
                    }
                }
                nr += 1;
                println!("\nsent {shift} {} c{nr}", user.0);
                seat.command(say(1 + nr % 3, &format!("第{nr}句"), &format!("c{nr}"))).unwrap();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
    }
    // None ends by itself.
    agents.join_next().await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_means_durable() {
    for Fresh { name, url, storage, _folder } in each().await {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::the_process_that_is_killed", "--nocapture"])
            .env(CRASH, &url)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let child = tokio::task::spawn_blocking(move || {
            let mut lines = Vec::new();
            let (mut acks, mut killed) = (0, false);
            for line in std::io::BufReader::new(output).lines() {
                let line = line.unwrap();
                acks += usize::from(line.starts_with("acked "));
                lines.push(line);
                // In the middle of the work: SIGKILL, nothing is flushed or said goodbye to.
                if acks >= 400 && !killed {
                    child.kill().unwrap();
                    killed = true;
                }
            }
            child.wait().unwrap();
            lines
        });
        let lines = tokio::time::timeout(Duration::from_secs(60), child).await.unwrap().unwrap();

        let mut acked: BTreeMap<(String, String), u64> = BTreeMap::new();
        let mut sent: BTreeMap<(String, String), String> = BTreeMap::new();
        for line in &lines {
            // The kill may have cut the last line short.
            match line.split(' ').collect::<Vec<_>>().as_slice() {
                ["acked", shift, id, seq] => {
                    let Ok(seq) = seq.parse() else { continue };
                    acked.insert((shift.to_string(), id.to_string()), seq);
                }
                ["sent", shift, user, id] => {
                    sent.insert((shift.to_string(), id.to_string()), user.to_string());
                }
                _ => {}
            }
        }
        let unacknowledged: Vec<_> = sent.keys().filter(|key| !acked.contains_key(*key)).collect();
        eprintln!("{name}: {} sent, {} acknowledged, {} not", sent.len(), acked.len(), unacknowledged.len());
        assert!(acked.len() >= 400);
        assert!(!unacknowledged.is_empty(), "nothing was under way: an empty test");

        let logs = check_logs(&storage, &acked).await;
        assert_eq!(logs, CRASH_SHIFTS);
        go_on(&storage, &acked, &sent).await;
        check_logs(&storage, &acked).await;
    }
}

async fn check_logs(storage: &Storage, acked: &BTreeMap<(String, String), u64>) -> usize {
    let shifts = storage.open_shifts().await.unwrap();
    let mut found = 0;
    for shift in &shifts {
        let log = log_is_gapless(storage, &shift.id).await;
        for ((_, id), seq) in acked.iter().filter(|((of, _), _)| *of == shift.id.0) {
            let event = &log[usize::try_from(*seq).unwrap() - 1];
            assert_eq!(event.client_id.as_ref(), Some(id), "acknowledged and lost");
            found += 1;
        }
    }
    assert_eq!(found, acked.len());
    shifts.len()
}

/// The browsers connect again and send what was not acknowledged.
async fn go_on(storage: &Storage, acked: &BTreeMap<(String, String), u64>, sent: &BTreeMap<(String, String), String>) {
    let live = live(storage);
    for ((shift, id), user) in sent.iter().filter(|(key, _)| !acked.contains_key(*key)) {
        let (shift, user) = (ShiftId(shift.clone()), UserId(user.clone()));
        let mut seat = live.sit(&shift, &user, 0).await.unwrap();
        let before = seat.missed.iter().filter(|event| event.client_id.as_ref() == Some(id)).count();
        seat.command(say(1, "又发了一次", id)).unwrap();
        ack(&mut seat, id).await.unwrap();
        seat.command(say(2, "接着干", &format!("{id}-next"))).unwrap();
        ack(&mut seat, &format!("{id}-next")).await.unwrap();
        let log = log_is_gapless(storage, &shift).await;
        let after = log.iter().filter(|event| event.client_id.as_ref() == Some(id)).count();
        assert_eq!(after, 1, "{before} before the repeat");
        let down = log.iter().position(|event| event.body == Body::ServerDown).unwrap();
        assert_eq!(log[down + 1].body, Body::ServerUp, "the time between counts for nobody");
    }
    live.stop().await;
}
