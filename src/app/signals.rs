//! The ways in which the system asks a program to end.

/// Comes when the system asks the program to end: the terminal closes, or somebody says so politely.
#[cfg(unix)]
pub async fn ending() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut streams = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt()].map(signal);
    let waiting = streams.iter_mut().flatten().map(|stream| Box::pin(stream.recv()));
    let waiting: Vec<_> = waiting.collect();
    if waiting.is_empty() {
        std::future::pending::<()>().await;
    }
    futures::future::select_all(waiting).await;
}

/// Comes when the system asks the program to end.
#[cfg(not(unix))]
pub async fn ending() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
