//! The logs of shifts: appended in batches of many shifts, read in order.

use super::database::Transaction;
use super::statement::{Record, Row, Statement, Value, statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::ShiftId;
use crate::simulation::event::{Body, Cause, Event};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// At most so many events are read at once.
pub const EVENTS_MAX: u32 = 20_000;

const COLUMNS: usize = 5;
/// Shifts whose holder one statement asks for.
const HOLDERS_AT_ONCE: usize = 32;
/// One statement writes so many events at a time; a batch is cut into as few of these as can be: on SQLite each one is a
/// way to the writer's thread and back.
const CHUNKS: [(usize, Statement); 7] =
    [(64, APPEND_64), (32, APPEND_32), (16, APPEND_16), (8, APPEND_8), (4, APPEND_4), (2, APPEND_2), (1, APPEND_1)];

/// An insert of as many events as rows are given, each of [`COLUMNS`] values.
macro_rules! insert_events {
    ($($row:literal),+) => {
        concat!("insert into events (shift_id, seq, at_ms, client_id, body) values ", $($row),+)
    };
}

statements! {
    APPEND_1 = insert_events!("($1, $2, $3, $4, $5)");
    APPEND_2 = insert_events!("($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10)");
    APPEND_4 = insert_events!(
        "($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10), ",
        "($11, $12, $13, $14, $15), ($16, $17, $18, $19, $20)");
    APPEND_8 = insert_events!(
        "($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10), ",
        "($11, $12, $13, $14, $15), ($16, $17, $18, $19, $20), ",
        "($21, $22, $23, $24, $25), ($26, $27, $28, $29, $30), ",
        "($31, $32, $33, $34, $35), ($36, $37, $38, $39, $40)");
    APPEND_16 = insert_events!(
        "($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10), ",
        "($11, $12, $13, $14, $15), ($16, $17, $18, $19, $20), ",
        "($21, $22, $23, $24, $25), ($26, $27, $28, $29, $30), ",
        "($31, $32, $33, $34, $35), ($36, $37, $38, $39, $40), ",
        "($41, $42, $43, $44, $45), ($46, $47, $48, $49, $50), ",
        "($51, $52, $53, $54, $55), ($56, $57, $58, $59, $60), ",
        "($61, $62, $63, $64, $65), ($66, $67, $68, $69, $70), ",
        "($71, $72, $73, $74, $75), ($76, $77, $78, $79, $80)");
    APPEND_32 = insert_events!(
        "($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10), ",
        "($11, $12, $13, $14, $15), ($16, $17, $18, $19, $20), ",
        "($21, $22, $23, $24, $25), ($26, $27, $28, $29, $30), ",
        "($31, $32, $33, $34, $35), ($36, $37, $38, $39, $40), ",
        "($41, $42, $43, $44, $45), ($46, $47, $48, $49, $50), ",
        "($51, $52, $53, $54, $55), ($56, $57, $58, $59, $60), ",
        "($61, $62, $63, $64, $65), ($66, $67, $68, $69, $70), ",
        "($71, $72, $73, $74, $75), ($76, $77, $78, $79, $80), ",
        "($81, $82, $83, $84, $85), ($86, $87, $88, $89, $90), ",
        "($91, $92, $93, $94, $95), ($96, $97, $98, $99, $100), ",
        "($101, $102, $103, $104, $105), ($106, $107, $108, $109, $110), ",
        "($111, $112, $113, $114, $115), ($116, $117, $118, $119, $120), ",
        "($121, $122, $123, $124, $125), ($126, $127, $128, $129, $130), ",
        "($131, $132, $133, $134, $135), ($136, $137, $138, $139, $140), ",
        "($141, $142, $143, $144, $145), ($146, $147, $148, $149, $150), ",
        "($151, $152, $153, $154, $155), ($156, $157, $158, $159, $160)");
    APPEND_64 = insert_events!(
        "($1, $2, $3, $4, $5), ($6, $7, $8, $9, $10), ",
        "($11, $12, $13, $14, $15), ($16, $17, $18, $19, $20), ",
        "($21, $22, $23, $24, $25), ($26, $27, $28, $29, $30), ",
        "($31, $32, $33, $34, $35), ($36, $37, $38, $39, $40), ",
        "($41, $42, $43, $44, $45), ($46, $47, $48, $49, $50), ",
        "($51, $52, $53, $54, $55), ($56, $57, $58, $59, $60), ",
        "($61, $62, $63, $64, $65), ($66, $67, $68, $69, $70), ",
        "($71, $72, $73, $74, $75), ($76, $77, $78, $79, $80), ",
        "($81, $82, $83, $84, $85), ($86, $87, $88, $89, $90), ",
        "($91, $92, $93, $94, $95), ($96, $97, $98, $99, $100), ",
        "($101, $102, $103, $104, $105), ($106, $107, $108, $109, $110), ",
        "($111, $112, $113, $114, $115), ($116, $117, $118, $119, $120), ",
        "($121, $122, $123, $124, $125), ($126, $127, $128, $129, $130), ",
        "($131, $132, $133, $134, $135), ($136, $137, $138, $139, $140), ",
        "($141, $142, $143, $144, $145), ($146, $147, $148, $149, $150), ",
        "($151, $152, $153, $154, $155), ($156, $157, $158, $159, $160), ",
        "($161, $162, $163, $164, $165), ($166, $167, $168, $169, $170), ",
        "($171, $172, $173, $174, $175), ($176, $177, $178, $179, $180), ",
        "($181, $182, $183, $184, $185), ($186, $187, $188, $189, $190), ",
        "($191, $192, $193, $194, $195), ($196, $197, $198, $199, $200), ",
        "($201, $202, $203, $204, $205), ($206, $207, $208, $209, $210), ",
        "($211, $212, $213, $214, $215), ($216, $217, $218, $219, $220), ",
        "($221, $222, $223, $224, $225), ($226, $227, $228, $229, $230), ",
        "($231, $232, $233, $234, $235), ($236, $237, $238, $239, $240), ",
        "($241, $242, $243, $244, $245), ($246, $247, $248, $249, $250), ",
        "($251, $252, $253, $254, $255), ($256, $257, $258, $259, $260), ",
        "($261, $262, $263, $264, $265), ($266, $267, $268, $269, $270), ",
        "($271, $272, $273, $274, $275), ($276, $277, $278, $279, $280), ",
        "($281, $282, $283, $284, $285), ($286, $287, $288, $289, $290), ",
        "($291, $292, $293, $294, $295), ($296, $297, $298, $299, $300), ",
        "($301, $302, $303, $304, $305), ($306, $307, $308, $309, $310), ",
        "($311, $312, $313, $314, $315), ($316, $317, $318, $319, $320)");
    HOLDERS = "select id, epoch from shifts where id in (
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
        $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) order by id", locking;
    AFTER = "select seq, at_ms, client_id, body from events
        where shift_id = $1 and seq > $2 order by seq limit $3";
    LAST_SEQ = "select coalesce(max(seq), 0) as seq from events where shift_id = $1";
}

/// What an event's `body` column holds: everything that has no column of its own.
#[derive(Serialize)]
struct BodyOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Cause>,
    #[serde(flatten)]
    body: &'a Body,
}

#[derive(Deserialize)]
struct BodyIn {
    #[serde(default)]
    cause: Option<Cause>,
    #[serde(flatten)]
    body: Body,
}

impl Record for Event {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let stored: BodyIn = row.get::<super::Json>("body")?.read()?;
        Ok(Self {
            seq: row.get("seq")?,
            at_ms: row.get::<UnixMs>("at_ms")?,
            cause: stored.cause,
            client_id: row.get("client_id")?,
            body: stored.body,
        })
    }
}

super::statement::record! {
    struct Last { seq: u64, }
}

super::statement::record! {
    struct Holder { id: ShiftId, epoch: u64, }
}

/// One shift's share of a batch: its next events, in order.
#[derive(Clone, Debug)]
pub struct Append {
    pub shift: ShiftId,
    /// The epoch under which its writer holds the shift.
    pub epoch: u64,
    pub events: Vec<Arc<Event>>,
}

/// What became of each share of a batch, in the batch's order.
pub type Appended = Vec<Result<(), StorageError>>;

impl Storage {
    /// Writes many shifts' events durably in one transaction. A share whose writer no longer holds the shift
    /// (another node has taken it) is refused as [`StorageError::Conflict`] `epoch`; where a share collides with what
    /// is stored, only that one is refused.
    pub async fn append(&self, batch: &[Append]) -> Appended {
        match self.append_together(batch).await {
            Ok(results) => results,
            Err(StorageError::Conflict { .. }) if batch.len() > 1 => {
                let mut results = Vec::with_capacity(batch.len());
                for share in batch {
                    results.extend(self.append_one(share).await);
                }
                results
            }
            Err(error) => {
                let mut results: Appended = batch.iter().skip(1).map(|_| Err(again(&error))).collect();
                results.push(Err(error));
                results
            }
        }
    }

    async fn append_one(&self, share: &Append) -> Appended {
        self.append_together(std::slice::from_ref(share)).await.unwrap_or_else(|error| vec![Err(error)])
    }

    async fn append_together(&self, batch: &[Append]) -> Result<Appended, StorageError> {
        let mut transaction = self.database.begin().await?;
        let held = held(&mut transaction, batch).await?;
        let mut rows = Vec::new();
        for (share, _) in batch.iter().zip(&held).filter(|(_, held)| **held) {
            for event in &share.events {
                let body = super::Json::of(&BodyOut { cause: event.cause, body: &event.body })?;
                rows.extend(values![&share.shift, event.seq, event.at_ms, event.client_id.clone(), body.0,]);
            }
        }
        let mut rest: &[Value] = &rows;
        for (count, statement) in CHUNKS {
            while rest.len() >= count * COLUMNS {
                let (chunk, after) = rest.split_at(count * COLUMNS);
                transaction.run(statement, chunk).await?;
                rest = after;
            }
        }
        transaction.commit().await?;
        let stale = || StorageError::Conflict { what: "epoch".to_owned() };
        Ok(held.into_iter().map(|held| if held { Ok(()) } else { Err(stale()) }).collect())
    }

    /// A shift's events after a sequence number (0: from the first), in order; at most
    /// 20,000 at a time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn events_after(&self, shift: &ShiftId, after_seq: u64) -> Result<Vec<Event>, StorageError> {
        self.database.all(AFTER, &values![shift, after_seq, EVENTS_MAX]).await
    }

    /// The last sequence number in a shift's log; 0 for an empty one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_seq(&self, shift: &ShiftId) -> Result<u64, StorageError> {
        let last: Option<Last> = self.database.one(LAST_SEQ, &values![shift]).await?;
        Ok(last.map_or(0, |last| last.seq))
    }
}

/// Which shares of a batch are written by who holds their shift. The shifts stay locked, in the order of their ids, so
/// that nobody takes one between this and the commit.
async fn held(transaction: &mut Transaction, batch: &[Append]) -> Result<Vec<bool>, StorageError> {
    let mut epochs = BTreeMap::new();
    let mut ids: Vec<&ShiftId> = batch.iter().map(|share| &share.shift).collect();
    ids.sort_unstable();
    for some in ids.chunks(HOLDERS_AT_ONCE) {
        // Fewer than the statement has room for: the last one again.
        let last = some.iter().cycle().skip(some.len() - 1).take(1).cycle();
        let values: Vec<Value> = some.iter().chain(last).take(HOLDERS_AT_ONCE).map(|id| Value::from(*id)).collect();
        let holders: Vec<Holder> = transaction.all(HOLDERS, &values).await?;
        epochs.extend(holders.into_iter().map(|holder| (holder.id, holder.epoch)));
    }
    Ok(batch.iter().map(|share| epochs.get(&share.shift) == Some(&share.epoch)).collect())
}

/// The same trouble, told to another shift of the batch.
fn again(error: &StorageError) -> StorageError {
    match error {
        StorageError::Conflict { what } => StorageError::Conflict { what: what.clone() },
        StorageError::Unavailable(why) => StorageError::Unavailable(why.clone()),
        StorageError::Fault(why) => StorageError::Fault(why.clone()),
    }
}
