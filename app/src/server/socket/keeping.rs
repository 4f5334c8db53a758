//! What the desk keeps beside the log: half-typed replies and marks, phrases of one's own, settings.

use super::{Desk, Gone, say};
use crate::desk::{
    phrases,
    wire::{CATEGORY_CHARS_MAX, DRAFT_CHARS_MAX, PHRASE_CHARS_MAX, Settings, ToBrowser, ToServer, Why},
};
use axum::extract::ws::WebSocket;
use miaohui::{
    clock::now_ms,
    storage::{DeskSettings, StorageError},
};

/// No plan has a window of a higher number.
const WINDOW_MAX: u32 = 5_000;

// The page and the notebook must agree on it.
const _: () = assert!(DRAFT_CHARS_MAX == miaohui::live::DRAFT_CHARS_MAX);

impl Desk {
    /// Does what needs no place at the shift; gives back what does.
    pub(super) async fn keep(&self, socket: &mut WebSocket, message: ToServer) -> Result<Option<ToServer>, Gone> {
        let kept = match message {
            ToServer::Note { window, draft, marked } => {
                if window <= WINDOW_MAX && draft.len() <= 4 * DRAFT_CHARS_MAX {
                    let notebook = self.state.live.notebook();
                    notebook.draft(&self.shift, window, &draft, now_ms());
                    notebook.mark(&self.shift, window, marked);
                }
                Ok(None)
            }
            ToServer::KeepPhrase { id, category, text } => self.keep_phrase(&id, &category, &text).await.map(Some),
            ToServer::DropPhrase { id } => self.drop_phrase(&id).await.map(Some),
            ToServer::Settle(Settings { sounds, guided }) => {
                let settings = DeskSettings { sounds, guided };
                self.state.storage.set_desk_settings(&self.user, settings).await.map(|()| None)
            }
            other => return Ok(Some(other)),
        };
        let answer = kept.unwrap_or_else(|error| {
            tracing::error!(user = %self.user, %error, "what a desk wanted kept was not kept");
            Some(ToBrowser::Refused { client_id: None, why: Why::Busy })
        });
        if let Some(answer) = answer {
            say(socket, &answer).await?;
        }
        Ok(None)
    }

    async fn keep_phrase(&self, id: &str, category: &str, text: &str) -> Result<ToBrowser, StorageError> {
        let (category, text) = (category.trim(), text.trim());
        let refused = |why| Ok(ToBrowser::Refused { client_id: None, why });
        if text.is_empty() {
            return refused(Why::Empty);
        }
        if text.chars().count() > PHRASE_CHARS_MAX || category.chars().count() > CATEGORY_CHARS_MAX {
            return refused(Why::TooLong);
        }
        let storage = &self.state.storage;
        if id.is_empty() {
            if !storage.add_own_phrase(&self.user, category, text, now_ms()).await? {
                return refused(Why::TooMany);
            }
        } else {
            // One that was removed elsewhere is not made again; the list shows it.
            storage.change_own_phrase(&self.user, id, category, text).await?;
        }
        self.own_phrases().await
    }

    async fn drop_phrase(&self, id: &str) -> Result<ToBrowser, StorageError> {
        self.state.storage.remove_own_phrase(&self.user, id).await?;
        self.own_phrases().await
    }

    async fn own_phrases(&self) -> Result<ToBrowser, StorageError> {
        Ok(ToBrowser::OwnPhrases(phrases::own(self.state.storage.own_phrases(&self.user).await?)))
    }
}
