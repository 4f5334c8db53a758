//! Half-typed replies and marks outlive the server, and are gone with their shift.

use super::databases::{Fresh, each};
use super::{arrived, live, next, open, trainee};
use miaohui::live::{Command, DRAFT_CHARS_MAX, Message};
use miaohui::simulation::event::Mode;

#[tokio::test(flavor = "multi_thread")]
async fn a_half_typed_reply_outlives_the_server_and_not_its_shift() {
    for Fresh { storage, .. } in each().await {
        let user = trainee(&storage, "lin").await;
        let before = live(&storage);
        let shift = open(&before, &user, 2, Mode::Practice).await;
        before.notebook().draft(&shift, 1, "在的", 5);
        before.notebook().draft(&shift, 1, "在的亲", 6);
        before.notebook().mark(&shift, 2, true);
        before.notebook().draft(&shift, 2, &"长".repeat(DRAFT_CHARS_MAX + 1), 7);
        before.stop().await;

        let after = live(&storage);
        let notes = after.notebook().notes(&shift).await.unwrap();
        let told: Vec<_> = notes.iter().map(|note| (note.number, note.draft.chars().count(), note.marked)).collect();
        assert_eq!(told, [(1, 3, false), (2, DRAFT_CHARS_MAX, true)]);
        assert_eq!((notes[0].draft.as_str(), notes[0].at_ms), ("在的亲", 6));

        let mut seat = after.sit(&shift, &user, 0).await.unwrap();
        arrived(&mut seat, 2).await;
        seat.command(Command::End).unwrap();
        while !matches!(next(&mut seat).await, Message::Closed { .. }) {}
        after.notebook().draft(&shift, 1, "太晚了", 8);
        assert!(after.notebook().notes(&shift).await.unwrap().is_empty());
        after.stop().await;
    }
}
