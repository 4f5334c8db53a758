//! Measures the simulated buyers: how many steps a second on one core, and how much memory each takes.
//!
//! One tab-separated line a metric: name, value, unit, reference in words and its value.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
#![expect(unsafe_code, reason = "an allocator that counts is unsafe by its trait")]

use miaohui::content::{self, Content, Files};
use miaohui::simulation::agents::{Conduct, play};
use miaohui::simulation::event::{Mode, Opening, Post};
use miaohui::simulation::{ENGINE, Tape};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Counts what is allocated and not yet given back.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are the system allocator's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const MEASURE_MS: u128 = 3_000;
/// The busiest shipped plan, played without an agent until its windows are open.
const PLAN: &str = "midnight";
const OPEN_UNTIL_MS: u64 = 150_000;

fn main() -> Result<(), String> {
    let content = content::load(&Files::shipped()).map_err(|faults| format!("{} faults in content", faults.len()))?;
    let content = Arc::new(content);
    steps(&content)?;
    memory(&content)
}

/// Every scenario's talk with a perfect agent, folded from its log again and again.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn steps(content: &Arc<Content>) -> Result<(), String> {
    let tapes = content.scenarios.keys().map(|id| play(content, id, "1", Conduct::Perfect, None));
    let tapes = tapes.collect::<Result<Vec<Tape>, _>>().map_err(|error| error.to_string())?;
    let (started, mut folded) = (Instant::now(), 0_u64);
    while started.elapsed().as_millis() < MEASURE_MS {
        for tape in &tapes {
            tape.refold().map_err(|error| error.to_string())?;
            folded += tape.events.len() as u64;
        }
    }
    let per_s = folded as f64 / started.elapsed().as_secs_f64();
    println!("buyers.steps_per_s\t{per_s:.0}\tsteps/s\taim on one core\t500000");
    Ok(())
}

/// The bytes that closing the windows gives back, a window.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn memory(content: &Arc<Content>) -> Result<(), String> {
    let opening = Opening {
        seed: "1".to_owned(),
        plan: PLAN.to_owned(),
        mode: Mode::Practice,
        post: Post::Presale,
        content: content.hash.clone(),
        engine: ENGINE,
    };
    let mut tape = Tape::open(Arc::clone(content), opening).map_err(|error| error.to_string())?;
    let until_ms = tape.shift.now_ms + OPEN_UNTIL_MS;
    while tape.step(until_ms) {}
    let buyers = tape.shift.windows.len().max(1);
    let before = HELD.load(Ordering::Relaxed);
    tape.shift.windows.clear();
    let each = (before - HELD.load(Ordering::Relaxed)) as f64 / buyers as f64;
    println!("buyers.bytes_each\t{each:.0}\tbytes\tbuyers at the desk then\t{buyers}");
    Ok(())
}
