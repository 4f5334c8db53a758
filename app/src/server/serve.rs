//! `miaohui serve`: opens what is needed, listens, stops gracefully.

use super::{config::ServeArgs, router, state::AppState};
use anyhow::Context;
use axum::serve::ListenerExt as _;
use std::net::SocketAddr;

/// Runs the server until it is told to stop (Ctrl-C, SIGTERM).
///
/// # Errors
/// When something it needs cannot be had, in words for whoever started it.
pub async fn run(args: ServeArgs) -> anyhow::Result<()> {
    args.check()?;
    let state = AppState::open(&args).await?;
    let listener = tokio::net::TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("cannot listen on {}: choose another address with --listen", args.listen))?;
    announce(&state, listener.local_addr()?);
    let app = router::all(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stop) = tokio::sync::watch::channel(false);
    let live = state.live.clone();
    let signal = async move {
        stopped().await;
        // Sockets end first, so that the connections can drain.
        live.stop().await;
        stopping.send_replace(true);
    };
    // An acknowledgement is a small write after another: held back for a full packet it would come 40 ms late.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its small writes back");
        }
    });
    let serving = axum::serve(listener, app).with_graceful_shutdown(signal);
    tokio::select! {
        result = async { serving.await } => result?,
        () = overdue(stop) => tracing::warn!("connections still open were cut"),
    }
    state.storage.close().await;
    Ok(())
}

/// Ends after the time that connections have to finish once the server stops.
async fn overdue(mut stop: tokio::sync::watch::Receiver<bool>) {
    if stop.wait_for(|stopping| *stopping).await.is_err() {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(DRAIN).await;
}

/// How long open connections have after a stop.
const DRAIN: std::time::Duration = std::time::Duration::from_secs(3);

fn announce(state: &AppState, address: SocketAddr) {
    println!("Miaohui listens on http://{address} (public address {})", state.origin);
    if let Some(token) = &state.setup_token {
        println!(
            "No administrator yet. Make the first one at {}/setup with this token: {}",
            state.origin,
            token.reveal()
        );
    }
    for account in state.demo.iter() {
        println!("  demonstration account: {:<9} {} / {}", account.role.as_str(), account.login, account.password);
    }
}

#[cfg(unix)]
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        tokio::signal::ctrl_c().await.ok();
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn stopped() {
    tokio::signal::ctrl_c().await.ok();
}
