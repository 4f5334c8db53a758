//! Live shifts: one task a shift owns its buyers and the end of its log; one writer commits many
//! shifts' events together; an agent hears of an event once it is durable.

mod close;
mod command;
mod content_theatre;
mod error;
mod fork;
mod gather;
mod ledger;
mod notebook;
mod obey;
mod pace;
mod seat;
mod shift;
mod stage;
mod tell;
mod writer;

pub use command::{CLIENT_ID_MAX, Command, LINE_CHARS_MAX, Message, Refused};
pub use content_theatre::FrozenScore;
pub use error::LiveError;
pub use fork::ForkError;
pub use notebook::{DRAFT_CHARS_MAX, Notebook};
pub use seat::Seat;
pub use stage::{Stage, StageError, Theatre, WindowState};
pub use writer::Written;

use crate::clock::{UnixMs, now_ms};
use crate::content::Content;
use crate::ids::{self, AssignmentId, ExamId, ShiftId, UserId};
use crate::simulation::event::{Mode, Opening, Post};
use crate::storage::{NewShift, ShiftState, Storage, StorageError};
use content_theatre::ContentTheatre;
use seat::{INBOX_MAX, ToShift};
use shift::{ABANDONED_MS, Ground, LiveShift};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use writer::{Taker, Writer};

/// Shifts in memory at once: several programmes of a thousand.
const LOADED_MAX: usize = 8_192;
/// A shift may be let go just as somebody sits down; so often it is tried again.
const SIT_TRIES: usize = 3;
/// Why a shift could not be loaded is kept so long for who asks.
const ERROR_KEPT: Duration = Duration::from_secs(2);
/// Stopping takes no longer than this.
const STOP_MAX: Duration = Duration::from_secs(4);
/// A node says so often that it lives.
const BEAT_EVERY: Duration = Duration::from_secs(2);
/// A node that was silent for so long is gone; what it held goes on elsewhere.
const NODE_GONE_MS: u64 = 10_000;
/// Abandoned shifts are looked for so often.
const SWEEP_EVERY: Duration = Duration::from_secs(3600);
const SWEEP_MAX: u32 = 500;

struct Loaded {
    shift: mpsc::Sender<ToShift>,
    task: u64,
}

#[derive(Default)]
struct Shifts {
    loaded: BTreeMap<ShiftId, Loaded>,
    tasks: u64,
    stopping: bool,
}

/// The live shifts of this process. Cheap to clone.
#[derive(Clone)]
pub struct Live {
    storage: Storage,
    theatre: Arc<dyn Theatre>,
    /// Gone once the server stops: the writer then ends after its last batch.
    writer: Arc<Mutex<Option<Writer>>>,
    writing: Arc<Mutex<Option<JoinHandle<()>>>>,
    shifts: Arc<Mutex<Shifts>>,
    written: Arc<Written>,
    taker: Taker,
    node: Arc<str>,
    notebook: Notebook,
}

/// A shift somebody wants to work.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub user: UserId,
    /// A plan's id in content, or `scenario:` and a scenario's.
    pub plan: String,
    pub post: Post,
    pub mode: Mode,
    pub assignment: Option<AssignmentId>,
    pub exam: Option<ExamId>,
}

impl Live {
    /// Live shifts with this content. Must be called within a tokio runtime.
    pub fn start(storage: Storage, content: Arc<Content>) -> Self {
        Self::with_theatre(storage, Arc::new(ContentTheatre::new(content)))
    }

    /// Starts the writer, and in the background goes on with the exams that were under way.
    /// Practice shifts go on when their agent sits down. Must be called within a tokio runtime.
    pub fn with_theatre(storage: Storage, theatre: Arc<dyn Theatre>) -> Self {
        let written = Arc::<Written>::default();
        let (writer, writing) = writer::write(storage.clone(), Arc::clone(&written));
        let node: Arc<str> = node_id().into();
        let storage_of_taker = storage.clone();
        let live = Self {
            notebook: Notebook::start(storage.clone()),
            storage,
            theatre,
            writer: Arc::new(Mutex::new(Some(writer))),
            writing: Arc::new(Mutex::new(Some(writing))),
            shifts: Arc::default(),
            written,
            taker: writer::take(storage_of_taker, Arc::clone(&node)),
            node,
        };
        tokio::spawn(live.clone().keep());
        live
    }

    /// Makes a shift with a secret seed of its own; its log begins when its owner first sits down.
    ///
    /// # Errors
    /// When content lacks the plan, or the database does not answer.
    pub async fn begin(&self, wanted: Wanted) -> Result<ShiftId, LiveError> {
        let Wanted { user, plan, post, mode, assignment, exam } = wanted;
        let seed = ids::random().map_err(StorageError::from)?;
        let (content, engine) = (self.theatre.content().to_owned(), self.theatre.engine());
        let opening = Opening { seed, plan, mode, post, content, engine };
        self.open(&NewShift { user, assignment, exam, opening }).await
    }

    /// Makes a shift with a given opening: the same seed again.
    ///
    /// # Errors
    /// When content lacks what the opening names, or the database does not answer.
    pub async fn open(&self, new: &NewShift) -> Result<ShiftId, LiveError> {
        self.theatre.open(&new.opening)?;
        Ok(self.storage.create_shift(new, now_ms()).await?)
    }

    /// A place at a shift for its owner, with the events after `after_seq`. Who sat there before
    /// is told that it was taken over.
    ///
    /// # Errors
    /// Why nobody can sit down.
    pub async fn sit(&self, shift: &ShiftId, user: &UserId, after_seq: u64) -> Result<Seat, LiveError> {
        let stored = self.storage.shift(shift).await?.ok_or(LiveError::NotFound)?;
        if stored.user_id != *user {
            return Err(LiveError::NotYours);
        }
        if stored.state == ShiftState::Closed {
            return Err(LiveError::Closed);
        }
        for _ in 0..SIT_TRIES {
            let to_shift = self.load(shift)?;
            let (reply, answer) = oneshot::channel();
            let sit = ToShift::Sit { user: user.clone(), after_seq, reply };
            if to_shift.send(sit).await.is_ok()
                && let Ok(seating) = answer.await
            {
                return Ok(Seat::new(seating?, to_shift));
            }
        }
        Err(LiveError::Busy)
    }

    /// What the writer did so far.
    pub fn written(&self) -> &Written {
        &self.written
    }

    /// What desks keep of their windows beside the log.
    pub fn notebook(&self) -> &Notebook {
        &self.notebook
    }

    /// Shifts in memory.
    pub fn loaded(&self) -> usize {
        self.shifts().loaded.len()
    }

    /// Stops every shift after what is under way is durable, marks the time from here on as the
    /// server's, and lets the connections go.
    pub async fn stop(&self) {
        let all: Vec<_> = {
            let mut shifts = self.shifts();
            shifts.stopping = true;
            shifts.loaded.values().map(|loaded| loaded.shift.clone()).collect()
        };
        let stopping = async {
            if let Err(error) = self.notebook.write().await {
                tracing::error!(%error, "half-typed replies of the last moment were not kept");
            }
            for shift in &all {
                let _gone = shift.send(ToShift::Stop).await;
            }
            for shift in &all {
                shift.closed().await;
            }
            self.note("the node's leaving was not noted", self.storage.leave(&self.node).await);
            drop(self.writer.lock().unwrap_or_else(PoisonError::into_inner).take());
            let writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(writing) = writing
                && let Err(error) = writing.await
            {
                tracing::error!(%error, "the writer broke off");
            }
        };
        if timeout(STOP_MAX, stopping).await.is_err() {
            tracing::warn!("some shifts did not stop in time; they go on from their logs");
        }
    }

    /// The way to a shift's task, which is started where there is none.
    fn load(&self, id: &ShiftId) -> Result<mpsc::Sender<ToShift>, LiveError> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut shifts = self.shifts();
        let Some(writer) = writer.filter(|_| !shifts.stopping) else { return Err(LiveError::Stopping) };
        if let Some(loaded) = shifts.loaded.get(id)
            && !loaded.shift.is_closed()
        {
            return Ok(loaded.shift.clone());
        }
        if shifts.loaded.len() >= LOADED_MAX {
            return Err(LiveError::Busy);
        }
        let (shift, inbox) = mpsc::channel(INBOX_MAX);
        shifts.tasks += 1;
        let task = shifts.tasks;
        shifts.loaded.insert(id.clone(), Loaded { shift: shift.clone(), task });
        drop(shifts);
        let ground = Ground {
            storage: self.storage.clone(),
            theatre: Arc::clone(&self.theatre),
            writer,
            taker: self.taker.clone(),
        };
        let (live, id) = (Arc::clone(&self.shifts), id.clone());
        tokio::spawn(async move {
            let _unload = Unload { shifts: live, id: id.clone(), task };
            play(id, ground, inbox).await;
        });
        Ok(shift)
    }

    /// Tells the other nodes that this one lives, goes on with exams that no node holds, and closes what was
    /// abandoned, now and then.
    async fn keep(self) {
        if !self.storage.is_shared() {
            // An embedded database has one server: whoever stands there is gone.
            self.note("nodes that are gone were not forgotten", self.storage.forget_nodes(UnixMs::MAX).await);
        }
        let mut swept = None::<tokio::time::Instant>;
        loop {
            if self.shifts().stopping {
                return;
            }
            let now_ms = now_ms();
            self.note("the node's beat was not noted", self.storage.beat(&self.node, now_ms).await);
            let since_ms = now_ms.saturating_sub(NODE_GONE_MS);
            match self.storage.orphaned_exam_shifts(since_ms, u32::try_from(LOADED_MAX / 2).unwrap_or(u32::MAX)).await {
                Err(error) => tracing::error!(%error, "exams under way could not be looked up"),
                Ok(ids) => self.wake(ids),
            }
            if swept.is_none_or(|swept| swept.elapsed() >= SWEEP_EVERY) {
                swept = Some(tokio::time::Instant::now());
                self.note("gone nodes were not forgotten", self.storage.forget_nodes(since_ms).await);
                match self.storage.shifts_open_since(now_ms.saturating_sub(ABANDONED_MS), SWEEP_MAX).await {
                    Err(error) => tracing::error!(%error, "abandoned shifts could not be looked up"),
                    Ok(ids) => self.wake(ids),
                }
            }
            tokio::time::sleep(BEAT_EVERY).await;
        }
    }

    fn note(&self, what: &str, result: Result<(), StorageError>) {
        if let Err(error) = result {
            tracing::warn!(%error, node = %self.node, "{what}");
        }
    }

    /// Loads shifts without an agent; each finds out from its log what is to be done.
    fn wake(&self, ids: Vec<ShiftId>) {
        for id in ids {
            if let Err(error) = self.load(&id) {
                tracing::warn!(shift = %id, %error, "a shift was not resumed");
            }
        }
    }

    fn shifts(&self) -> std::sync::MutexGuard<'_, Shifts> {
        self.shifts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name no other process has; without chance from the operating system, its number and the time.
fn node_id() -> String {
    ids::random().unwrap_or_else(|_| format!("{}-{}", std::process::id(), now_ms()))
}

/// Takes a task off the list when it ends, however it ends.
struct Unload {
    shifts: Arc<Mutex<Shifts>>,
    id: ShiftId,
    task: u64,
}

impl Drop for Unload {
    fn drop(&mut self) {
        let mut shifts = self.shifts.lock().unwrap_or_else(PoisonError::into_inner);
        if shifts.loaded.get(&self.id).is_some_and(|loaded| loaded.task == self.task) {
            shifts.loaded.remove(&self.id);
        }
    }
}

async fn play(id: ShiftId, ground: Ground, mut inbox: mpsc::Receiver<ToShift>) {
    match LiveShift::load(id.clone(), ground).await {
        Ok(shift) => shift.run(&mut inbox).await,
        Err(error) => {
            if !matches!(error, LiveError::Closed | LiveError::NotFound) {
                tracing::error!(shift = %id, %error, "a shift could not be resumed");
            }
            // Whoever had this task started may be slower to ask than it was to fail.
            if let Ok(Some(ToShift::Sit { reply, .. })) = timeout(ERROR_KEPT, inbox.recv()).await {
                let _gone = reply.send(Err(error));
            }
        }
    }
}
