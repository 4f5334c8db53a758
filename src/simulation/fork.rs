//! Again from this line (从这一句重来): where another future begins, and how its log says that the time between
//! does not count.

use super::event::{Body, Event, Window};
use crate::clock::UnixMs;

/// The first event that another future has otherwise, for a fault found at `seq`; `None` for an event that is not
/// there. A buyer's own line is said again; an agent's is not said yet, or where the buyer `waited` too long for it,
/// what the buyer waited with is not; of a leave or a rating the agent's last word before it is not.
pub fn point(log: &[Event], seq: u64, waited: bool) -> Option<u64> {
    let at = log.iter().position(|event| event.seq == seq)?;
    let found = match &log[at].body {
        Body::AgentSaid { window, .. } | Body::AgentActed { window, .. } if waited => asked(&log[..at], *window),
        Body::BuyerLeft { window, .. } | Body::Rated { window, .. } => last_word(&log[..at], *window),
        _ => None,
    };
    // The opening itself is in every future.
    Some(found.unwrap_or(seq).max(2))
}

/// The window an event belongs to; `None` for what concerns the whole shift.
pub fn window_of(body: &Body) -> Option<Window> {
    match body {
        Body::BuyerArrived { window, .. }
        | Body::BuyerSaid { window, .. }
        | Body::AgentSaid { window, .. }
        | Body::AgentActed { window, .. }
        | Body::AnswerCame { window, .. }
        | Body::WindowFocused { window }
        | Body::RobotSaid { window, .. }
        | Body::HintShown { window }
        | Body::BuyerLeft { window, .. }
        | Body::Rated { window, .. } => Some(*window),
        _ => None,
    }
}

/// The first line the window's buyer waits with.
fn asked(before: &[Event], window: Window) -> Option<u64> {
    let mut first = None;
    for event in before.iter().rev() {
        match &event.body {
            Body::AgentSaid { window: at, .. } if *at == window => break,
            Body::BuyerSaid { window: at, waits: true, .. } if *at == window => first = Some(event.seq),
            _ => {}
        }
    }
    first
}

/// The agent's last line or deed in the window, else the buyer's first line.
fn last_word(before: &[Event], window: Window) -> Option<u64> {
    let own = |event: &&Event| match &event.body {
        Body::AgentSaid { window: at, .. } | Body::AgentActed { window: at, .. } => *at == window,
        _ => false,
    };
    let buyers = |event: &&Event| matches!(&event.body, Body::BuyerSaid { window: at, .. } if *at == window);
    before.iter().rfind(own).or_else(|| before.iter().find(buyers)).map(|event| event.seq)
}

/// The events that follow a log cut off after `prefix`, so that it stands paused at `now_ms` with nobody at the desk
/// and the time since its last event counts for nothing. Empty for an empty log.
pub fn standstill(prefix: &[Event], now_ms: UnixMs) -> Vec<Event> {
    let Some(last) = prefix.last() else { return Vec::new() };
    let (mut paused, mut down, mut connected) = (false, false, true);
    for event in prefix {
        match event.body {
            Body::Paused => paused = true,
            Body::Resumed => paused = false,
            Body::ServerDown => down = true,
            Body::ServerUp => down = false,
            Body::ConnectionLost => connected = false,
            Body::ConnectionRestored => connected = true,
            _ => {}
        }
    }
    let now_ms = now_ms.max(last.at_ms);
    let mut bodies = Vec::new();
    if !paused && !down {
        bodies.push((last.at_ms, Body::Paused));
    }
    bodies.push((now_ms, if down { Body::ServerUp } else { Body::Resumed }));
    if connected {
        bodies.push((now_ms, Body::ConnectionLost));
    }
    // Who sits down ends this pause, as after any lost connection.
    bodies.push((now_ms, Body::Paused));
    let number = |(seq, (at_ms, body))| Event { seq, at_ms, cause: None, client_id: None, body };
    (last.seq + 1..).zip(bodies).map(number).collect()
}

#[cfg(test)]
mod tests;
