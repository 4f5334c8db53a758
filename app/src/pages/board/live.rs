//! `GET /board/live`: what changes at the seats of a trainer's classes, as server-sent events. A change comes at once,
//! then at most twice a second, and only what changed.

use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, stream};
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::{ShiftId, UserId},
    live::{Board, Change},
    storage::{Notice, Storage},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};

/// After something was told, changes gather for so long.
const GATHER: Duration = Duration::from_millis(500);

/// # Errors
/// When the visitor is no trainer.
pub async fn open(State(state): State<AppState>, visitor: Visitor) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::ReviewTrainees)?.id.clone();
    let mut seats = BTreeSet::new();
    for class in state.storage.cohorts_of_trainer(&user).await? {
        seats.extend(state.storage.members(&class.id).await?.into_iter().map(|member| member.id));
    }
    let session = visitor.session.id().map(|id| id.to_string()).unwrap_or_default();
    let board = state.live.board().clone();
    let (now, changes) = board.watch();
    let notices = state.storage.notices();
    let mut watcher = Watcher {
        board,
        changes,
        notices,
        storage: state.storage,
        user,
        session,
        seats,
        gathered: BTreeMap::new(),
        told: None,
    };
    now.into_iter().for_each(|change| watcher.gather(change));
    Ok(Sse::new(told(watcher)).keep_alive(KeepAlive::default()).into_response())
}

/// Who watches which seats, and what waits to be told.
struct Watcher {
    board: Board,
    changes: Receiver<Change>,
    notices: Receiver<Notice>,
    storage: Storage,
    user: UserId,
    session: String,
    seats: BTreeSet<UserId>,
    gathered: BTreeMap<ShiftId, Arc<str>>,
    told: Option<Instant>,
}

impl Watcher {
    fn gather(&mut self, change: Change) {
        if self.seats.contains(&change.user) {
            self.gathered.insert(change.shift, change.glance);
        }
    }

    /// What changed, once it may be told; `None` when there is nothing more to tell.
    async fn next(&mut self) -> Option<String> {
        loop {
            let due = self.told.map_or_else(Instant::now, |told| told + GATHER);
            if !self.gathered.is_empty() && due <= Instant::now() {
                self.told = Some(Instant::now());
                let glances: Vec<Arc<str>> = std::mem::take(&mut self.gathered).into_values().collect();
                return Some(format!("[{}]", glances.join(",")));
            }
            tokio::select! {
                change = self.changes.recv() => match change {
                    Ok(change) => self.gather(change),
                    Err(RecvError::Lagged(_)) => {
                        let (now, changes) = self.board.watch();
                        self.changes = changes;
                        now.into_iter().for_each(|change| self.gather(change));
                    }
                    Err(RecvError::Closed) => return None,
                },
                notice = self.notices.recv() => {
                    let other = matches!(&notice, Ok(Notice::SessionsEnded(user)) if *user != self.user);
                    if !other && !self.signed_in().await {
                        return None;
                    }
                }
                () = sleep_until(due), if !self.gathered.is_empty() => {}
            }
        }
    }

    async fn signed_in(&self) -> bool {
        self.storage.session_stands(&self.session, &self.user, now_ms()).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a session could not be looked up");
            true
        })
    }
}

fn told(watcher: Watcher) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watcher, async |mut watcher| {
        let changed = watcher.next().await?;
        Some((Ok(Event::default().data(changed)), watcher))
    })
}
