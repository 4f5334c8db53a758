//! The real stage on the shipped content: a buyer of the simulation, a score of the standard.

use super::databases::{Fresh, each};
use super::{ack, arrived, log_is_gapless, next, say, trainee, until};
use miaohui::content::{self, Files};
use miaohui::live::{Command, FrozenScore, Live, LiveError, Message, Wanted};
use miaohui::simulation::event::{Body, Mode, Post};
use miaohui::simulation::{ENGINE, SINGLE, Shift};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_real_buyer_is_answered_and_the_shift_scored() {
    let content = Arc::new(content::load(&Files::shipped()).expect("the shipped content is sound"));
    let scenario = content.scenarios.values().find(|scenario| scenario.post == Post::Presale).unwrap();
    for Fresh { storage, .. } in each().await {
        let user = trainee(&storage, "lin").await;
        let live = Live::start(storage.clone(), Arc::clone(&content));
        let wanted = |plan: String| Wanted {
            user: user.clone(),
            plan,
            post: Post::Presale,
            mode: Mode::Practice,
            assignment: None,
            exam: None,
        };
        let unknown = live.begin(wanted("no such plan".to_owned())).await;
        assert!(matches!(unknown, Err(LiveError::Stage(_))));
        let shift = live.begin(wanted(format!("{SINGLE}{}", scenario.id))).await.unwrap();
        let mut seat = live.sit(&shift, &user, 0).await.unwrap();
        arrived(&mut seat, 1).await;
        until(&mut seat, |body| matches!(body, Body::BuyerSaid { .. })).await;
        seat.command(say(1, "在的亲，请问宝宝多大啦", "a")).unwrap();
        let seq = ack(&mut seat, "a").await.unwrap();
        seat.command(Command::End).unwrap();
        loop {
            if let Message::Closed { scored } = next(&mut seat).await {
                assert!(scored);
                break;
            }
        }
        let log = log_is_gapless(&storage, &shift).await;
        let said = &log[usize::try_from(seq).unwrap() - 1].body;
        assert!(matches!(said, Body::AgentSaid { engine, .. } if *engine == ENGINE), "{said:?}");
        let stored = storage.shift(&shift).await.unwrap().unwrap();
        let frozen: FrozenScore = stored.score.unwrap().read().unwrap();
        assert_eq!((&frozen.content, frozen.standard.as_str()), (&content.hash, "PS-1"));
        assert!(frozen.score.criteria.len() > 3);

        // The stored log alone gives the same score again.
        let mut folded = Shift::open(Arc::clone(&content), stored.opening.read().unwrap()).unwrap();
        for event in &log {
            folded.apply(event);
        }
        let standard = &content.standards["PS-1"];
        assert_eq!(miaohui::scoring::shift::score(standard, &folded.reports(), &log), frozen.score);
        live.stop().await;
    }
}
