//! `GET /desk/{shift}/socket`: the desk's WebSocket. Authorised at the handshake (session, owner;
//! the own origin by the middleware); from then on it hears when sessions end and closes when its own has, and asks
//! again at every ping.

mod keeping;
mod welcome;

use super::{error::ApiError, state::AppState, visitor::Visitor};
use crate::desk::{
    cards,
    outgoing::Outgoing,
    wire::{CLIENT_ID_MAX, FRAME_MAX, LINE_CHARS_MAX, ToBrowser, ToServer, VERSION, Why},
};
use axum::{
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{CloseFrame, Message as Frame, WebSocket, close_code, rejection::WebSocketUpgradeRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use futures::SinkExt as _;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::{ExamId, ShiftId, UserId},
    live::{Command, LiveError, Message, Refused, Seat},
    storage::Notice,
};
use std::{future::Future, time::Duration};
use tokio::{sync::broadcast::error::RecvError, time::timeout};

/// Frames up to this are read to their end, so that the answer to one over [`FRAME_MAX`] arrives: a
/// connection closed over unread bytes is reset, and takes what was said last with it.
const READ_MAX: usize = 2 * 1024 * 1024;
/// The most characters of a fault that are told.
const DETAIL_CHARS_MAX: usize = 200;
/// A browser pings every 10 s; one that is silent for so long is gone.
const SILENCE_MAX: Duration = Duration::from_secs(60);
/// A browser that does not take a frame for so long is let go; it resumes by sequence number.
const SEND_MAX: Duration = Duration::from_secs(20);
/// Messages of a shift that go out as one write.
const TOGETHER_MAX: usize = 64;
/// An agent's frames are small: a connection does not keep room for more.
const READ_BUFFER: usize = 4 * 1024;
const WRITE_BUFFER: usize = 8 * 1024;
/// Unreadable frames a connection may send before it is ended.
const FAULTS_MAX: u32 = 20;

/// Opens the socket for the shift's owner.
///
/// # Errors
/// 401, 403, 404 as for any page; 426 for a request that is no handshake.
pub async fn open(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(shift): Path<ShiftId>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::WorkShift)?.id.clone();
    let session = visitor.session_id();
    let stored = state.storage.shift(&shift).await?.ok_or(ApiError::NotFound)?;
    if stored.user_id != user {
        return Err(ApiError::Forbidden);
    }
    let Ok(upgrade) = upgrade else {
        return Ok((StatusCode::UPGRADE_REQUIRED, "this address speaks WebSocket\n").into_response());
    };
    let desk = Desk { state, shift, exam: stored.exam_id, user, session, faults: 0 };
    let upgrade = upgrade.max_message_size(READ_MAX).max_frame_size(READ_MAX);
    let upgrade = upgrade.read_buffer_size(READ_BUFFER).write_buffer_size(WRITE_BUFFER);
    Ok(upgrade.on_upgrade(move |socket| desk.serve(socket)))
}

/// Why a connection ends: nothing more can be said on it.
struct Gone;

/// One connection.
struct Desk {
    state: AppState,
    shift: ShiftId,
    exam: Option<ExamId>,
    user: UserId,
    session: String,
    faults: u32,
}

/// What happened next on a connection.
enum Next {
    Frame(Option<Result<Frame, axum::Error>>),
    Message(Option<Message>),
    Notice(Result<Notice, RecvError>),
    Silence,
}

impl Desk {
    async fn serve(mut self, mut socket: WebSocket) {
        let content = self.state.content.clone();
        let mut outgoing = Outgoing::new(&content);
        let mut seat: Option<Seat> = None;
        let mut notices = self.state.storage.notices();
        let mut heard = tokio::time::Instant::now();
        loop {
            let messages = async {
                match &mut seat {
                    Some(seat) => seat.next().await,
                    None => std::future::pending().await,
                }
            };
            let next = tokio::select! {
                frame = socket.recv() => Next::Frame(frame),
                message = messages => Next::Message(message),
                notice = notices.recv() => Next::Notice(notice),
                () = tokio::time::sleep_until(heard + SILENCE_MAX) => Next::Silence,
            };
            let done = match next {
                Next::Frame(Some(Ok(frame))) => {
                    heard = tokio::time::Instant::now();
                    self.frame(&mut socket, &mut seat, &mut outgoing, frame).await
                }
                Next::Frame(Some(Err(error))) => self.broken(&mut socket, &error).await,
                Next::Frame(None) => Err(Gone),
                Next::Message(Some(message)) => self.messages(&mut socket, &mut seat, &mut outgoing, message).await,
                // Too slow, or the shift was let go: the browser comes back with its last number.
                Next::Message(None) => self.end(&mut socket, close_code::AGAIN, "resume").await,
                Next::Notice(Ok(Notice::SessionsEnded(user))) if user != self.user => Ok(()),
                // Notices that were missed may have been about this person.
                Next::Notice(Ok(Notice::SessionsEnded(_)) | Err(RecvError::Lagged(_))) => {
                    self.still_signed_in(&mut socket).await
                }
                Next::Notice(Err(RecvError::Closed)) => Err(Gone),
                Next::Silence => self.end(&mut socket, close_code::AWAY, "silent").await,
            };
            if done.is_err() {
                return;
            }
        }
    }

    async fn frame(
        &mut self,
        socket: &mut WebSocket,
        seat: &mut Option<Seat>,
        outgoing: &mut Outgoing<'_>,
        frame: Frame,
    ) -> Result<(), Gone> {
        let text = match frame {
            Frame::Text(text) if text.len() > FRAME_MAX => return self.too_long(socket).await,
            Frame::Binary(bytes) if bytes.len() > FRAME_MAX => return self.too_long(socket).await,
            Frame::Text(text) => text,
            Frame::Binary(_) => return self.unreadable(socket, "frames are JSON text, not binary").await,
            Frame::Close(_) => return Err(Gone),
            Frame::Ping(_) | Frame::Pong(_) => return Ok(()),
        };
        let message: ToServer = match serde_json::from_str(&text) {
            Ok(message) => message,
            Err(error) => return self.unreadable(socket, &error.to_string()).await,
        };
        match message {
            ToServer::Ping => {
                self.still_signed_in(socket).await?;
                say(socket, &ToBrowser::Pong { now_ms: now_ms() }).await
            }
            ToServer::Hello { version, .. } if version != VERSION => {
                let detail = format!("this server speaks version {VERSION}, the page {version}");
                say(socket, &ToBrowser::Error { why: Why::Version, detail }).await
            }
            ToServer::Hello { after_seq, .. } => self.hello(socket, seat, outgoing, after_seq).await,
            ToServer::Look { product } => match cards::product(&self.state.content, &product) {
                Some(card) => say(socket, &ToBrowser::Product(Box::new(card))).await,
                None => say(socket, &ToBrowser::Refused { client_id: None, why: Why::UnknownProduct }).await,
            },
            message => {
                let Some(message) = self.keep(socket, message).await? else { return Ok(()) };
                let Some(seat) = seat else {
                    let detail = "say hello first".to_owned();
                    return say(socket, &ToBrowser::Error { why: Why::NoHello, detail }).await;
                };
                let Some(command) = command(message) else { return Ok(()) };
                let client_id = command.client_id().map(str::to_owned);
                match seat.command(command) {
                    Ok(()) => Ok(()),
                    Err(refused) => say(socket, &refusal(client_id, refused)).await,
                }
            }
        }
    }

    /// Goes on only while the session the connection began with stands.
    async fn still_signed_in(&self, socket: &mut WebSocket) -> Result<(), Gone> {
        match self.state.storage.session_stands(&self.session, &self.user, now_ms()).await {
            Ok(true) => {
                // A note that is lost is no reason to end a desk; storage faults are logged where they are made.
                let _noted = self.state.heard_at_exam(self.exam.as_ref(), &self.session).await;
                Ok(())
            }
            Ok(false) => self.signed_out(socket).await,
            // The next ping asks again; nobody loses a line because the database was slow to answer.
            Err(error) => {
                tracing::error!(%error, "a session could not be looked up");
                Ok(())
            }
        }
    }

    async fn hello(
        &self,
        socket: &mut WebSocket,
        seat: &mut Option<Seat>,
        outgoing: &mut Outgoing<'_>,
        after_seq: u64,
    ) -> Result<(), Gone> {
        self.still_signed_in(socket).await?;
        let taken = match self.state.live.sit(&self.shift, &self.user, after_seq).await {
            Ok(taken) => taken,
            Err(LiveError::Closed) => return say(socket, &self.closed()).await,
            Err(LiveError::Busy | LiveError::Stopping) => {
                return self.end(socket, close_code::AGAIN, "busy").await;
            }
            Err(error) => {
                tracing::error!(shift = %self.shift, %error, "nobody can sit down at this shift");
                say(socket, &ToBrowser::Error { why: Why::Fault, detail: String::new() }).await?;
                return self.end(socket, close_code::ERROR, "fault").await;
            }
        };
        let kept = match self.kept().await {
            Ok(kept) => kept,
            Err(error) => {
                tracing::error!(shift = %self.shift, %error, "what the desk kept cannot be read");
                return self.end(socket, close_code::AGAIN, "busy").await;
            }
        };
        let welcome = self.welcome(&taken, outgoing, kept);
        *seat = Some(taken);
        say(socket, &ToBrowser::Welcome(Box::new(welcome))).await
    }

    /// Sends a message and what waits behind it, as one write.
    async fn messages(
        &self,
        socket: &mut WebSocket,
        seat: &mut Option<Seat>,
        outgoing: &mut Outgoing<'_>,
        first: Message,
    ) -> Result<(), Gone> {
        let mut message = Some(first);
        let mut written = 0;
        while let Some(next) = message {
            self.message(socket, outgoing, next).await?;
            written += 1;
            let more = seat.as_mut().filter(|_| written < TOGETHER_MAX);
            message = more.and_then(Seat::try_next);
        }
        flush(socket).await
    }

    async fn message(&self, socket: &mut WebSocket, outgoing: &mut Outgoing<'_>, message: Message) -> Result<(), Gone> {
        let frame = match message {
            Message::Event { event, order } => ToBrowser::Event(outgoing.event(&event, order.as_deref())),
            Message::Ack { client_id, seq, .. } => ToBrowser::Ack { client_id, seq },
            Message::Refused { client_id, why } => refusal(client_id, why),
            Message::Hint { window, topics } => {
                let topics = topics.iter().filter_map(|topic| serde_json::to_value(topic).ok());
                ToBrowser::Hint { window, topics: topics.filter_map(|key| key.as_str().map(str::to_owned)).collect() }
            }
            Message::Queue { waiting } => ToBrowser::Queue { waiting },
            Message::Closed { .. } => {
                say(socket, &self.closed()).await?;
                return self.end(socket, close_code::NORMAL, "closed").await;
            }
            Message::Superseded => {
                say(socket, &ToBrowser::Superseded).await?;
                return self.end(socket, close_code::NORMAL, "superseded").await;
            }
            Message::Lost => return self.end(socket, close_code::AGAIN, "resume").await,
        };
        write(socket, &frame).await
    }

    fn closed(&self) -> ToBrowser {
        ToBrowser::Closed { score: format!("/desk/{}/score", self.shift) }
    }

    async fn signed_out(&self, socket: &mut WebSocket) -> Result<(), Gone> {
        let detail = "the session has ended".to_owned();
        say(socket, &ToBrowser::Error { why: Why::SignedOut, detail }).await?;
        self.end(socket, close_code::POLICY, "signed out").await
    }

    /// A frame that is no message: the fault is named, the connection goes on, unless nothing but
    /// faults comes.
    async fn unreadable(&mut self, socket: &mut WebSocket, fault: &str) -> Result<(), Gone> {
        self.faults += 1;
        let detail = fault.chars().take(DETAIL_CHARS_MAX).collect();
        say(socket, &ToBrowser::Error { why: Why::Unreadable, detail }).await?;
        if self.faults < FAULTS_MAX {
            return Ok(());
        }
        self.end(socket, close_code::POLICY, "too many unreadable frames").await
    }

    /// The stream itself is at fault (a frame over the bound, a broken handshake of frames): what
    /// can still be said is said.
    async fn broken(&self, socket: &mut WebSocket, error: &axum::Error) -> Result<(), Gone> {
        tracing::debug!(shift = %self.shift, %error, "a socket broke");
        self.too_long(socket).await
    }

    async fn too_long(&self, socket: &mut WebSocket) -> Result<(), Gone> {
        let detail = format!("a frame is too long or broken; the most is {FRAME_MAX} bytes");
        say(socket, &ToBrowser::Error { why: Why::TooLong, detail }).await?;
        self.end(socket, close_code::SIZE, "a frame is too long or broken").await
    }

    async fn end(&self, socket: &mut WebSocket, code: u16, reason: &'static str) -> Result<(), Gone> {
        let frame = Frame::Close(Some(CloseFrame { code, reason: reason.into() }));
        // Who is gone already does not need it.
        let _gone = timeout(SEND_MAX, socket.send(frame)).await;
        Err(Gone)
    }
}

async fn say(socket: &mut WebSocket, message: &ToBrowser) -> Result<(), Gone> {
    write(socket, message).await?;
    flush(socket).await
}

/// Lays a message into the connection's buffer.
async fn write(socket: &mut WebSocket, message: &ToBrowser) -> Result<(), Gone> {
    let text = serde_json::to_string(message).map_err(|error| {
        tracing::error!(%error, "a message could not be written");
        Gone
    })?;
    taken(socket.feed(Frame::Text(text.into()))).await
}

async fn flush(socket: &mut WebSocket) -> Result<(), Gone> {
    taken(socket.flush()).await
}

/// A browser that takes nothing for [`SEND_MAX`] is gone.
async fn taken(sending: impl Future<Output = Result<(), axum::Error>>) -> Result<(), Gone> {
    match timeout(SEND_MAX, sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Gone),
    }
}

/// What the browser asks of the shift.
fn command(message: ToServer) -> Option<Command> {
    Some(match message {
        ToServer::Say { window, text, client_id } => Command::Say { window, text, client_id },
        ToServer::Act { window, action, client_id } => Command::Act { window, action, client_id },
        ToServer::TakeBack { window, said, client_id } => Command::TakeBack { window, said, client_id },
        ToServer::Focus { window } => Command::Focus { window },
        ToServer::Hint { window } => Command::Hint { window },
        ToServer::Hold => Command::Hold,
        ToServer::Release => Command::Release,
        ToServer::Pause => Command::Pause,
        ToServer::Resume => Command::Resume,
        ToServer::End => Command::End,
        ToServer::Hello { .. }
        | ToServer::Look { .. }
        | ToServer::Note { .. }
        | ToServer::KeepPhrase { .. }
        | ToServer::DropPhrase { .. }
        | ToServer::Settle(_)
        | ToServer::Ping => return None,
    })
}

fn refusal(client_id: Option<String>, refused: Refused) -> ToBrowser {
    let why = match refused {
        Refused::SlowDown { retry_ms } => return ToBrowser::SlowDown { after_ms: retry_ms },
        Refused::Empty => Why::Empty,
        Refused::TooLong => Why::TooLong,
        Refused::BadClientId => Why::Unreadable,
        Refused::UnknownWindow => Why::UnknownWindow,
        Refused::WindowEnded => Why::WindowEnded,
        Refused::NotInExam => Why::NotInExam,
        Refused::TooLate => Why::TooLate,
        Refused::Paused => Why::Paused,
        Refused::ShiftClosed => Why::ShiftClosed,
    };
    ToBrowser::Refused { client_id, why }
}

// The page and the shift must agree on these.
const _: () = assert!(LINE_CHARS_MAX == miaohui::live::LINE_CHARS_MAX && CLIENT_ID_MAX == miaohui::live::CLIENT_ID_MAX);
